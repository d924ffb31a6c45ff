import { Form, Input, InputNumber, Modal } from 'antd';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { type LoadEntry, useEnterLoad } from './large.queries.ts';
import { texts } from './texts.ts';

/** One month as the meter was read. */
export function LoadDialog({ accountNo, onClose }: { accountNo: string; onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const [form] = Form.useForm<LoadEntry>();
  const enter = useEnterLoad(accountNo);
  const count = (
    name: 'maxDemand' | 'activeEnergy' | 'reactiveEnergy',
    label: string,
    least: number,
    most: number,
  ) => (
    <Form.Item name={name} label={label} rules={[{ required: true, message: t('say-it') }]}>
      <InputNumber min={least} max={most} precision={0} style={{ width: '100%' }} />
    </Form.Item>
  );
  return (
    <Modal
      open
      title={t('enter')}
      okText={t('enter')}
      cancelText={common('action.cancel')}
      confirmLoading={enter.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <p className="soft no-top">{t('enter-hint')}</p>
      <ProblemList error={enter.error} />
      <Form<LoadEntry>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={entry => enter.mutate(entry, { onSuccess: onClose })}
      >
        <Form.Item
          name="month"
          label={t('month')}
          rules={[{ required: true, pattern: /^20\d{2}-(0[1-9]|1[0-2])$/, message: t('month-wanted') }]}
        >
          <Input type="month" style={{ width: 190 }} autoFocus />
        </Form.Item>
        {count('maxDemand', t('demand-kw'), 1, 10_000_000)}
        <div className="form-row">
          {count('activeEnergy', t('active-kwh'), 0, 1_000_000_000)}
          {count('reactiveEnergy', t('reactive-kvarh'), 0, 1_000_000_000)}
        </div>
      </Form>
    </Modal>
  );
}
