import { Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useMay, useMe } from '../../app/session.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { type CaseAct, type CaseFile, useAct } from './dunning.queries.ts';
import { texts } from './texts.ts';

type Act = 'submit' | 'approve' | 'reject' | 'hold' | 'served' | 'restore';

interface Entry {
  reason: string;
  until?: string;
  how?: string;
  on?: string;
}

const beforeItIsOff: readonly CaseFile['status'][] = [
  'reminding',
  'noticed',
  'proposed',
  'submitted',
  'approved',
  'last-call',
  'disconnecting',
];
const servable: readonly CaseFile['status'][] = ['noticed', 'proposed', 'submitted', 'approved'];

const requests: Record<Act, (entry: Entry) => { act: CaseAct; body: object }> = {
  submit: ({ reason }) => ({ act: 'submit', body: { note: reason } }),
  approve: ({ reason }) => ({ act: 'decide', body: { decision: 'approve', reason } }),
  reject: ({ reason, until }) => ({
    act: 'decide',
    body: { decision: 'reject', reason, ...(until ? { holdUntil: until } : {}) },
  }),
  hold: ({ reason, until }) => ({ act: 'hold', body: { until, reason } }),
  restore: ({ reason }) => ({ act: 'restore', body: { reason } }),
  served: ({ reason, how, on }) => ({ act: 'served', body: { how, on, note: reason } }),
};

/** What may be done with a case where it stands; whoever submitted it does not decide it. */
export function CaseActs({ file }: { file: CaseFile }) {
  const t = useFeatureTexts(texts);
  const may = useMay();
  const me = `staff:${useMe().username}`;
  const [act, setAct] = useState<Act | null>(null);
  const { status, submittedBy } = file;
  const decides = status === 'submitted' && may('POST /staff/dunning/:caseNo/decide');
  const acts: Act[] = [
    ...(status === 'proposed' && may('POST /staff/dunning/:caseNo/submit') ? (['submit'] as const) : []),
    ...(decides && submittedBy !== me ? (['approve', 'reject'] as const) : []),
    ...(servable.includes(status) && may('POST /staff/dunning/:caseNo/served') ? (['served'] as const) : []),
    ...(status === 'suspended' && may('POST /staff/dunning/:caseNo/restore') ? (['restore'] as const) : []),
    ...(beforeItIsOff.includes(status) && may('POST /staff/dunning/:caseNo/hold') ? (['hold'] as const) : []),
  ];
  return (
    <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8, alignItems: 'center' }}>
      {acts.map(each => (
        <Button
          key={each}
          type={each === 'submit' ? 'primary' : 'default'}
          danger={each === 'approve'}
          onClick={() => setAct(each)}
        >
          {t(each)}
        </Button>
      ))}
      {decides && submittedBy === me ? <span className="soft">{t('you-submitted')}</span> : null}
      {act ? <ActDialog act={act} file={file} onClose={() => setAct(null)} /> : null}
    </div>
  );
}

function ActDialog({ act, file, onClose }: { act: Act; file: CaseFile; onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const word = useWord();
  const [form] = Form.useForm<Entry>();
  const doing = useAct(file.caseNo);
  const day = (name: 'until' | 'on', label: string, required: boolean) => (
    <Form.Item name={name} label={label} rules={required ? [{ required: true, message: label }] : []}>
      <Input type="date" style={{ width: 170 }} />
    </Form.Item>
  );
  return (
    <Modal
      open
      title={t(act)}
      okText={t(act)}
      okButtonProps={{ danger: act === 'approve' }}
      cancelText={common('action.cancel')}
      confirmLoading={doing.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <p className="soft no-top">{t(`${act}-hint`)}</p>
      <ProblemList error={doing.error} />
      <Form<Entry>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ how: 'handed-over' }}
        onFinish={entry => doing.mutate(requests[act](entry), { onSuccess: onClose })}
      >
        {act === 'served' ? (
          <>
            <Form.Item name="how" label={t('served-how')}>
              <Select
                options={(['handed-over', 'posted-at-door', 'registered-mail'] as const).map(value => ({
                  value,
                  label: word('dunning-served', value),
                }))}
              />
            </Form.Item>
            {day('on', t('served-on'), true)}
          </>
        ) : null}
        {act === 'hold' ? day('until', t('hold-until'), true) : null}
        {act === 'reject' ? day('until', t('reject-until'), false) : null}
        <Form.Item
          name="reason"
          label={t('reason')}
          rules={[
            { required: true, whitespace: true, min: 2, max: 300, message: common('action.reason-needed') },
          ]}
        >
          <Input.TextArea rows={2} maxLength={300} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
