import { Form, Input, InputNumber, Modal } from 'antd';
import { dayOf } from '../../app/format.ts';
import { ProblemList } from '../../components/problem-list.tsx';
import { Money } from '../../components/values.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { useAgree } from './dunning.queries.ts';
import { equalParts } from './equal-parts.ts';
import { texts } from './texts.ts';
import './dunning.css';

interface Entry {
  count: number;
  firstOn: string;
  note: string;
}

/** An overdue debt in equal monthly parts, shown before it is agreed on. */
export function PlanDialog({
  accountNo,
  debtFen,
  onClose,
}: {
  accountNo: string;
  debtFen: number;
  onClose: () => void;
}) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const [form] = Form.useForm<Entry>();
  const entry = Form.useWatch([], form) as Entry | undefined;
  const agree = useAgree(accountNo);
  const today = dayOf(new Date().toISOString());
  const parts = entry?.count && entry.firstOn ? equalParts(debtFen, entry.count, entry.firstOn) : [];
  return (
    <Modal
      open
      title={t('agree')}
      okText={t('agree')}
      cancelText={common('action.cancel')}
      confirmLoading={agree.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <p className="soft no-top">{t('agree-hint')}</p>
      <ProblemList error={agree.error} />
      <Form<Entry>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ count: 3, firstOn: today }}
        onFinish={({ note }) => agree.mutate({ parts, note }, { onSuccess: onClose })}
      >
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 12 }}>
          <Form.Item
            name="count"
            label={t('part-count')}
            rules={[{ required: true, message: t('part-count') }]}
          >
            <InputNumber min={2} max={36} precision={0} />
          </Form.Item>
          <Form.Item
            name="firstOn"
            label={t('first-on')}
            rules={[{ required: true, message: t('first-on') }]}
          >
            <Input type="date" min={today} style={{ width: 170 }} />
          </Form.Item>
        </div>
        <Form.Item
          name="note"
          label={t('plan-note')}
          rules={[
            { required: true, whitespace: true, min: 2, max: 300, message: common('action.reason-needed') },
          ]}
        >
          <Input maxLength={300} />
        </Form.Item>
      </Form>
      <ol className="parts" aria-label={t('parts')}>
        {parts.map(({ dueOn, amountFen }) => (
          <li key={dueOn}>
            <span className="figures">{dueOn}</span> <Money fen={amountFen} />
          </li>
        ))}
      </ol>
    </Modal>
  );
}
