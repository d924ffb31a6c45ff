import { Button, Form, Input, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { minuteOf } from '../../app/format.ts';
import { useMay, useMe } from '../../app/session.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { Who } from '../../components/who.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { type OutageFile, type Preview, useAct } from './outages.queries.ts';
import { texts } from './texts.ts';
import { spanOf } from './times.ts';
import { overrideTones } from './tones.ts';

type Requirement = Preview['requirements'][number];
export type OverridableRule = OutageFile['overrides'][number]['rule'];

/** The time as it passes, so that a countdown moves. */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 15_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

export function Requirements({
  requirements,
  large,
  agreed,
  onAsk,
}: {
  requirements: Requirement[];
  large: number;
  agreed: number;
  onAsk?: ((rule: OverridableRule) => void) | undefined;
}) {
  const t = useFeatureTexts(texts);
  const now = useNow();
  if (requirements.length === 0) return <span className="soft">{t('no-rules')}</span>;
  return (
    <ul className="plain">
      {requirements.map(({ rule, met, latestAt, blocks, overridden }) => {
        const kept = latestAt ? now <= Date.parse(latestAt) : met;
        const tone = kept ? 'good' : overridden || !blocks ? 'waits' : 'bad';
        const span = latestAt ? spanOf(now, Date.parse(latestAt)) : null;
        return (
          <li key={rule} style={{ padding: '4px 0' }}>
            {t(`rule.${rule}`, { large, agreed })}{' '}
            <StatusTag
              status={rule}
              tone={tone}
              text={!kept && overridden ? t('excepted') : kept ? t('met') : t('unmet')}
            />
            {latestAt && span ? (
              <div className="soft figures">
                {t(kept ? 'latest-in' : 'latest-gone', {
                  at: minuteOf(latestAt),
                  left: t(span.unit, { count: span.count }),
                })}
              </div>
            ) : null}
            {!kept && blocks && !overridden && rule !== 'fault-publish' && onAsk ? (
              <Button size="small" onClick={() => onAsk(rule)}>
                {t('ask-exception')}
              </Button>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}

export function RulesSheet({ file }: { file: OutageFile }) {
  const t = useFeatureTexts(texts);
  const may = useMay();
  const [asking, setAsking] = useState<OverridableRule | null>(null);
  const ask = may('POST /staff/outages/:outageNo/overrides') ? setAsking : undefined;
  return (
    <Sheet title={t('rules')}>
      <Requirements requirements={file.requirements} large={file.large} agreed={file.agreed} onAsk={ask} />
      {asking ? (
        <ExceptionDialog outageNo={file.outageNo} rule={asking} onClose={() => setAsking(null)} />
      ) : null}
    </Sheet>
  );
}

export function ExceptionDialog(props: {
  outageNo: string;
  rule: OverridableRule;
  /** What it is asked for, when not the outage as it stands. */
  change?: object;
  onClose: () => void;
}) {
  const { outageNo, rule, change, onClose } = props;
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const [form] = Form.useForm<{ reason: string }>();
  const act = useAct(outageNo);
  return (
    <Modal
      open
      title={t('ask-exception')}
      okText={t('ask-exception')}
      cancelText={common('action.cancel')}
      confirmLoading={act.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <ProblemList error={act.error} />
      <p className="soft">{t('exception-hint')}</p>
      <Form
        form={form}
        layout="vertical"
        onFinish={({ reason }) =>
          act.mutate(
            { path: 'overrides', body: { rule, reason, ...(change ? { change } : {}) } },
            { onSuccess: onClose },
          )
        }
      >
        <Form.Item
          name="reason"
          label={t('exception-reason')}
          rules={[{ required: true, min: 5, max: 300, message: t('exception-reason') }]}
        >
          <Input.TextArea rows={3} maxLength={300} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

export function ExceptionsSheet({ file }: { file: OutageFile }) {
  const t = useFeatureTexts(texts);
  const may = useMay();
  const me = useMe();
  const act = useAct(file.outageNo);
  if (file.overrides.length === 0) return null;
  const decides = may('POST /staff/outages/:outageNo/overrides/:id/decision');
  return (
    <Sheet title={t('exceptions')}>
      <ProblemList error={act.error} />
      <ul className="plain">
        {file.overrides.map(({ id, rule, reason, status, askedBy, decidedBy, present, fromAt, untilAt }) => (
          <li key={id} style={{ padding: '4px 0' }}>
            {t(`rule.${rule}`, { large: file.large, agreed: file.agreed })}{' '}
            <StatusTag status={status} tone={overrideTones[status]} text={t(`override.${status}`)} />
            <div>{reason}</div>
            {present ? null : (
              <div className="soft">
                {t('other-plan', { from: minuteOf(fromAt), until: minuteOf(untilAt) })}
              </div>
            )}
            <div className="soft">
              <Who did={askedBy} then={decidedBy} />
            </div>
            {status === 'asked' && decides && askedBy !== `staff:${me.username}` ? (
              <div style={{ display: 'flex', gap: 8 }}>
                {([true, false] as const).map(approve => (
                  <Button
                    key={String(approve)}
                    size="small"
                    type={approve ? 'primary' : 'default'}
                    loading={act.isPending}
                    onClick={() => act.mutate({ path: `overrides/${id}/decision`, body: { approve } })}
                  >
                    {t(approve ? 'approve' : 'refuse')}
                  </Button>
                ))}
              </div>
            ) : null}
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
