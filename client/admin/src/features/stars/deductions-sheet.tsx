import { Button, Form, Input, Modal, Space } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { minuteOf } from '../../app/format.ts';
import { useMay } from '../../app/session.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { StatusTag, type Tone } from '../../components/status-tag.tsx';
import { useNameOf } from '../../components/use-name-of.ts';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { ColleagueField } from './colleague-field.tsx';
import { type Deduction, type Deductions, useDeductions, useStarsPost } from './stars.queries.ts';
import { texts } from './texts.ts';

const tones: Record<Deduction['status'], Tone> = {
  proposed: 'waits',
  appealed: 'waits',
  'in-effect': 'bad',
  lifted: 'good',
};

type Doing = { deduction: Deduction; what: 'appeal' | 'restore' | 'uphold' };

/** Stars that upheld complaints cost: proposed, appealed against, decided. */
export function DeductionsSheet() {
  const t = useFeatureTexts(texts);
  const may = useMay();
  const deductions = useDeductions();
  const [doing, setDoing] = useState<Doing | null>(null);
  const [deducting, setDeducting] = useState<string | null>(null);
  return (
    <Sheet title={t('deductions')}>
      <Loaded query={deductions}>
        {({ deductions: rows, undecided }) => (
          <>
            {may('POST /staff/star-deductions') ? (
              <Undecided rows={undecided} onDeduct={setDeducting} />
            ) : null}
            {rows.length === 0 ? <EmptyState title={t('no-deductions')} /> : null}
            <ul className="plain-list">
              {rows.map(row => (
                <li key={row.id} className="entry">
                  <Line row={row} onDo={what => setDoing({ deduction: row, what })} />
                </li>
              ))}
            </ul>
          </>
        )}
      </Loaded>
      {doing ? (
        <DecisionDialog key={doing.deduction.id} doing={doing} onClose={() => setDoing(null)} />
      ) : null}
      {deducting ? <DeductDialog caseNo={deducting} onClose={() => setDeducting(null)} /> : null}
    </Sheet>
  );
}

function Line({ row, onDo }: { row: Deduction; onDo: (what: Doing['what']) => void }) {
  const t = useFeatureTexts(texts);
  const nameOf = useNameOf();
  const {
    staffName,
    staff,
    status,
    caseNo,
    reason,
    appeal,
    appealUntil,
    decidedBy,
    decision,
    overturnedAt,
    may,
  } = row;
  return (
    <>
      <strong>{staffName ?? staff}</strong>{' '}
      <StatusTag group="deduction" status={status} tone={tones[status]} />{' '}
      {caseNo ? (
        <Link className="mono" to={`/cases/${caseNo}`}>
          {caseNo}
        </Link>
      ) : (
        <span className="soft">{t('confidential')}</span>
      )}
      <div>{reason}</div>
      {status === 'proposed' ? (
        <div className="soft">{t('appeal-until', { at: minuteOf(appealUntil) })}</div>
      ) : null}
      {appeal ? <div className="soft">{t('appealed', { words: appeal })}</div> : null}
      {decidedBy && decision ? (
        <div className="soft">{t('decided', { who: nameOf(decidedBy), words: decision })}</div>
      ) : null}
      {overturnedAt ? <div className="soft">{t('overturned', { at: minuteOf(overturnedAt) })}</div> : null}
      {may === 'appeal' ? (
        <Button size="small" onClick={() => onDo('appeal')}>
          {t('appeal')}
        </Button>
      ) : null}
      {may === 'decide' ? (
        <Space>
          <Button size="small" type="primary" onClick={() => onDo('restore')}>
            {t('restore')}
          </Button>
          <Button size="small" onClick={() => onDo('uphold')}>
            {t('uphold')}
          </Button>
        </Space>
      ) : null}
    </>
  );
}

function Undecided({
  rows,
  onDeduct,
}: {
  rows: Deductions['undecided'];
  onDeduct: (caseNo: string) => void;
}) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  if (rows.length === 0) return null;
  return (
    <>
      <p className="soft no-top">{t('undecided')}</p>
      <ul className="plain-list" style={{ marginBottom: 8 }}>
        {rows.map(({ caseNo, kind, answeredAt }) => (
          <li key={caseNo} style={{ padding: '4px 0' }}>
            {word('case-kind', kind)}{' '}
            <Link className="mono" to={`/cases/${caseNo}`}>
              {caseNo}
            </Link>{' '}
            <span className="soft">{minuteOf(answeredAt)}</span>{' '}
            <Button size="small" onClick={() => onDeduct(caseNo)}>
              {t('deduct')}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}

function DecisionDialog({ doing: { deduction, what }, onClose }: { doing: Doing; onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const change = useStarsPost();
  const path = `star-deductions/${deduction.id}/${what === 'appeal' ? 'appeal' : 'decision'}`;
  return (
    <ReasonDialog
      title={t(what)}
      label={t(what === 'appeal' ? 'appeal-words' : 'decision-words')}
      danger={what === 'uphold'}
      pending={change.isPending}
      error={change.error}
      onClose={onClose}
      onDecide={words =>
        change.mutate(
          { path, body: what === 'appeal' ? { words } : { restore: what === 'restore', words } },
          { onSuccess: onClose },
        )
      }
    />
  );
}

function DeductDialog({ caseNo, onClose }: { caseNo: string; onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const [form] = Form.useForm<{ staff: string; reason: string }>();
  const change = useStarsPost();
  return (
    <Modal
      open
      title={t('deduct')}
      okText={t('deduct')}
      cancelText={common('action.cancel')}
      confirmLoading={change.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <ProblemList error={change.error} />
      <Form
        form={form}
        layout="vertical"
        onFinish={given =>
          change.mutate({ path: 'star-deductions', body: { caseNo, ...given } }, { onSuccess: onClose })
        }
      >
        <ColleagueField label={t('deduct-whom')} />
        <Form.Item
          name="reason"
          label={t('reason')}
          rules={[{ required: true, min: 5, message: t('say-it') }]}
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
