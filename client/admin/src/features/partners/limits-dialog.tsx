import { Form, Input, Modal } from 'antd';
import { parseYuan, plainYuan } from '../../app/format.ts';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { type Partner, useChangePartner } from './partners.queries.ts';
import { texts } from './texts.ts';

interface Entry {
  cutOff: string;
  perPayment: string;
  perDay: string;
  inquiries: string;
  addresses: string;
  reason: string;
}

/** An empty field is no limit. */
const limitOf = (text: string): number | null => (text.trim() === '' ? null : (parseYuan(text) ?? null));
const whole = /^\d{1,6}$/;

export function LimitsDialog({
  partner,
  onClose,
  onDone,
}: {
  partner: Partner;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const [form] = Form.useForm<Entry>();
  const change = useChangePartner(partner.code);
  const amount = {
    validator: (_: unknown, text: string) =>
      text.trim() === '' || parseYuan(text) ? Promise.resolve() : Promise.reject(new Error(t('amount-form'))),
  };
  const shown = (fen: number | null) => (fen === null ? '' : plainYuan(fen));
  const submit = (entry: Entry) =>
    change.mutate(
      {
        cutOff: entry.cutOff,
        perPaymentFen: limitOf(entry.perPayment),
        perDayFen: limitOf(entry.perDay),
        inquiriesPerMinute: Number(entry.inquiries),
        addresses: entry.addresses.split(/\s+/).filter(Boolean),
        reason: entry.reason,
      },
      {
        onSuccess: () => {
          onDone();
          onClose();
        },
      },
    );
  return (
    <Modal
      open
      title={t('limits.title')}
      okText={common('action.save')}
      cancelText={common('action.cancel')}
      confirmLoading={change.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <ProblemList error={change.error} />
      <Form<Entry>
        form={form}
        layout="vertical"
        onFinish={submit}
        initialValues={{
          cutOff: partner.cutOff,
          perPayment: shown(partner.perPaymentFen),
          perDay: shown(partner.perDayFen),
          inquiries: String(partner.inquiriesPerMinute),
          addresses: partner.addresses.join('\n'),
        }}
      >
        <Form.Item
          name="cutOff"
          label={t('limits.cut-off')}
          extra={t('limits.cut-off-hint')}
          rules={[{ required: true, pattern: /^\d\d:\d\d:\d\d$/, message: t('limits.cut-off-form') }]}
        >
          <Input className="figures" maxLength={8} />
        </Form.Item>
        <Form.Item name="perPayment" label={t('limits.per-payment')} rules={[amount]}>
          <Input prefix="¥" inputMode="decimal" className="figures" placeholder={t('limits.none')} />
        </Form.Item>
        <Form.Item name="perDay" label={t('limits.per-day')} rules={[amount]}>
          <Input prefix="¥" inputMode="decimal" className="figures" placeholder={t('limits.none')} />
        </Form.Item>
        <Form.Item
          name="inquiries"
          label={t('limits.inquiries')}
          rules={[{ required: true, pattern: whole, message: t('number-form') }]}
        >
          <Input inputMode="numeric" className="figures" />
        </Form.Item>
        <Form.Item name="addresses" label={t('limits.addresses')} extra={t('limits.addresses-hint')}>
          <Input.TextArea rows={2} className="mono" />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('reason')}
          rules={[{ required: true, min: 2, message: common('action.reason-needed') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
