import { Button, Form, Input, Modal } from 'antd';
import { Refuse } from '../../components/decision.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { useNameOf } from '../../components/use-name-of.ts';
import { Money } from '../../components/values.tsx';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { type Difference, type DifferenceAction, useSettleDifference } from './reconciliation.queries.ts';
import { texts } from './texts.ts';

export type Chosen =
  | { row: Difference; step: 'proposal'; action: DifferenceAction }
  | { row: Difference; step: 'decision' };

/** Proposes what becomes of a difference, or decides what somebody else proposed. */
export function DifferenceDialog({ chosen, onClose }: { chosen: Chosen; onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const nameOf = useNameOf();
  const { t: common } = useTexts();
  const word = useWord();
  const [form] = Form.useForm<{ reason: string }>();
  const settle = useSettleDifference(chosen.row.id);
  const { row, step } = chosen;
  const action = step === 'proposal' ? chosen.action : (row.resolution as DifferenceAction);
  const send = (body: object) => settle.mutate({ step, body }, { onSuccess: onClose });
  const name = word('difference-resolution', action);
  return (
    <Modal
      open
      width={560}
      title={`${name} · ${word('difference-class', row.class)}`}
      onCancel={onClose}
      footer={
        step === 'proposal' ? (
          <>
            <Button onClick={onClose}>{common('action.cancel')}</Button>
            <Button type="primary" loading={settle.isPending} onClick={() => form.submit()}>
              {name}
            </Button>
          </>
        ) : (
          <>
            <Refuse
              about={name}
              action={t('reject')}
              size="middle"
              step={{
                ...settle,
                mutate: note => send({ approve: false, note }),
              }}
            />
            <Button type="primary" loading={settle.isPending} onClick={() => send({ approve: true })}>
              {t('approve')}
            </Button>
          </>
        )
      }
    >
      <ProblemList error={settle.error} />
      <p style={{ marginTop: 0 }}>{t(`action-${action}-hint`)}</p>
      <Amounts row={row} action={action} />
      {step === 'proposal' ? (
        <Form<{ reason: string }>
          form={form}
          layout="vertical"
          style={{ marginTop: 16 }}
          onFinish={({ reason }) => send({ action: chosen.action, reason })}
        >
          <Form.Item
            name="reason"
            label={t('reason')}
            extra={t('four-eyes')}
            rules={[{ required: true, min: 2, message: t('reason-needed') }]}
          >
            <Input maxLength={200} />
          </Form.Item>
        </Form>
      ) : (
        <p>
          {t('reason')}: {row.reason}
          <span className="soft"> {t('by-person', { who: nameOf(row.proposedBy ?? '') })}</span>
        </p>
      )}
    </Modal>
  );
}

/** What the books say now, and once this is done. */
function Amounts({ row, action }: { row: Difference; action: DifferenceAction }) {
  const t = useFeatureTexts(texts);
  const ours = row.oursFen ?? 0;
  const theirs = row.theirsFen ?? 0;
  const after = action === 'accept' ? ours : action === 'reverse' ? 0 : theirs;
  return (
    <div className="before-after plain">
      <span />
      <span className="soft">{t('before')}</span>
      <span className="soft" style={{ textAlign: 'right' }}>
        {t('after')}
      </span>
      <span>{t('now-ours')}</span>
      <Money fen={ours} />
      <span style={{ textAlign: 'right' }}>
        <Money fen={after} strong />
      </span>
      <span>{t('now-theirs')}</span>
      <Money fen={theirs} />
      <span style={{ textAlign: 'right' }}>
        <Money fen={theirs} />
      </span>
    </div>
  );
}
