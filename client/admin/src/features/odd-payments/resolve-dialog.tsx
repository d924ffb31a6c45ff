import { Form, Input, Modal } from 'antd';
import type { OddAction, OddPayment } from '../../api/payments.types.ts';
import { parseYuan, yuan } from '../../app/format.ts';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { BookingLines } from './booking-lines.tsx';
import { useResolveOddPayment } from './odd-payments.queries.ts';
import { texts } from './texts.ts';

interface Entry {
  accountNo?: string;
  paymentNo?: string;
  amount?: string;
  note: string;
}

const accountPattern = /^\d{4,20}$/;

/** One decision about one odd payment: what will be booked, a reason, and then it is done. */
export function ResolveDialog({
  odd,
  action,
  onClose,
}: {
  odd: OddPayment;
  action: OddAction;
  onClose: () => void;
}) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const [form] = Form.useForm<Entry>();
  const resolve = useResolveOddPayment(odd.id);
  const foreign = action === 'link' && odd.kind === 'foreign-refund';
  const typedFen = parseYuan(Form.useWatch('amount', form) ?? '');
  const amountFen = foreign ? (typedFen ?? 0) : odd.amountFen;
  const accountNo = Form.useWatch('accountNo', form) ?? '';
  const needsAccount = action === 'credit' && odd.kind === 'unknown-payment';
  return (
    <Modal
      open
      width={540}
      title={[t(`odd-action.${action}`), word('odd-kind', odd.kind), foreign ? '' : yuan(odd.amountFen)]
        .filter(Boolean)
        .join(' · ')}
      onCancel={onClose}
      onOk={() => form.submit()}
      okText={t(`odd-action.${action}`)}
      cancelText={t('action.cancel')}
      confirmLoading={resolve.isPending}
    >
      <ProblemList error={resolve.error} />
      <p style={{ marginTop: 0 }}>
        {t(`odd-action.${action}-hint`)}
        {action === 'credit' || action === 'link' ? ` ${t('odd.needs-two')}` : null}
      </p>
      <Form<Entry>
        form={form}
        layout="vertical"
        initialValues={{ paymentNo: action === 'link' ? (odd.paymentNo ?? undefined) : undefined }}
        onFinish={({ note, accountNo, paymentNo }) =>
          resolve.mutate(
            {
              action,
              note,
              ...(accountNo ? { accountNo } : {}),
              ...(paymentNo ? { paymentNo } : {}),
              ...(foreign && typedFen ? { amountFen: typedFen } : {}),
            },
            { onSuccess: onClose },
          )
        }
      >
        {action === 'credit' ? (
          <Form.Item
            name="accountNo"
            label={t('odd.account')}
            extra={needsAccount ? undefined : t('odd.account-hint')}
            rules={[{ required: needsAccount, pattern: accountPattern, message: t('odd.account-form') }]}
          >
            <Input className="mono" inputMode="numeric" />
          </Form.Item>
        ) : null}
        {action === 'link' ? (
          <Form.Item
            name="paymentNo"
            label={t('payment.no')}
            rules={[{ required: true, pattern: /^P\d{22}$/, message: t('odd.payment-form') }]}
          >
            <Input className="mono" />
          </Form.Item>
        ) : null}
        {foreign ? (
          <Form.Item
            name="amount"
            label={t('odd.foreign-amount')}
            extra={t('odd.foreign-amount-hint')}
            rules={[
              {
                validator: (_, text: string) =>
                  parseYuan(text ?? '')
                    ? Promise.resolve()
                    : Promise.reject(new Error(t('refund.amount-form'))),
              },
            ]}
          >
            <Input prefix="¥" inputMode="decimal" className="figures" />
          </Form.Item>
        ) : null}
        <Form.Item
          name="note"
          label={t('action.reason')}
          rules={[{ required: true, min: 2, message: t('action.reason-needed') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
      </Form>
      <BookingLines
        odd={odd}
        action={action}
        accountNo={accountPattern.test(accountNo) ? accountNo : ''}
        amountFen={amountFen}
      />
    </Modal>
  );
}
