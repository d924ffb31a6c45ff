import { Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import type { PaymentFile } from '../../api/payments.types.ts';
import { parseYuan, plainYuan, yuan } from '../../app/format.ts';
import { ProblemList } from '../../components/problem-list.tsx';
import { useTexts } from '../../i18n/index.tsx';
import { newRefundKey, useRequestRefund } from './payments.queries.ts';
import { TakenBack } from './refund-effect.tsx';

interface Entry {
  tradeNo: string;
  amount: string;
  reason: string;
}

/** Money goes back by the way it came. Shows before and after, asks for a reason, and says who has to approve. */
export function RefundDialog({ file, onClose }: { file: PaymentFile; onClose: () => void }) {
  const { t } = useTexts();
  const [form] = Form.useForm<Entry>();
  const [key] = useState(newRefundKey);
  const refund = useRequestRefund(file.payment.paymentNo);
  // As it stood when the dialog opened: once the refund is asked for, the file behind it changes.
  const [open] = useState(() => file.collections.filter(money => money.amountFen > money.refundedFen));
  const tradeNo = Form.useWatch('tradeNo', form) ?? open[0]!.tradeNo;
  const collection = open.find(money => money.tradeNo === tradeNo) ?? open[0]!;
  const refundable = collection.amountFen - collection.refundedFen;
  const amountFen = parseYuan(Form.useWatch('amount', form) ?? plainYuan(refundable));
  const valid = amountFen !== undefined && amountFen > 0 && amountFen <= refundable;
  return (
    <Modal
      open
      width={560}
      title={t('refund.start')}
      onCancel={onClose}
      onOk={() => form.submit()}
      okText={valid ? t('refund.do', { amount: yuan(amountFen) }) : t('refund.start')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: !valid }}
      confirmLoading={refund.isPending}
    >
      <ProblemList error={refund.error} />
      <Form<Entry>
        form={form}
        layout="vertical"
        initialValues={{
          tradeNo: open[0]!.tradeNo,
          amount: plainYuan(open[0]!.amountFen - open[0]!.refundedFen),
        }}
        onFinish={({ reason }) =>
          refund.mutate(
            { key, amountFen: amountFen!, reason, ...(open.length > 1 ? { tradeNo } : {}) },
            { onSuccess: onClose },
          )
        }
      >
        {open.length > 1 ? (
          <Form.Item name="tradeNo" label={t('refund.which')}>
            <Select
              options={open.map(money => ({
                value: money.tradeNo,
                label: `${money.tradeNo} · ${yuan(money.amountFen - money.refundedFen)}`,
              }))}
            />
          </Form.Item>
        ) : null}
        <Form.Item
          name="amount"
          label={t('refund.amount')}
          extra={t('refund.at-most', { amount: yuan(refundable) })}
          validateStatus={valid ? '' : 'error'}
        >
          <Input prefix="¥" inputMode="decimal" className="figures" autoFocus />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('action.reason')}
          rules={[{ required: true, min: 2, message: t('action.reason-needed') }]}
        >
          <Input maxLength={200} placeholder={t('refund.reason-example')} />
        </Form.Item>
      </Form>
      {valid ? <TakenBack amountFen={amountFen} collection={collection} /> : null}
      <p className="soft" style={{ marginBottom: 0 }}>
        {t('refund.who-approves')}
      </p>
    </Modal>
  );
}
