import { Form, Input, InputNumber, Modal } from 'antd';
import type { ReactNode } from 'react';
import { Changes } from '../../components/changes.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { Money } from '../../components/values.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { type CardSale, useRequestCards, useSalePaid, useSellCards, useVoidCards } from './cards.queries.ts';
import { cardTexts } from './texts.ts';

interface Done {
  onClose: () => void;
  onDone: () => void;
}

const useRequired = () => [{ required: true, message: useTexts().t('sign-in.required') }];

export function RequestDialog({ onClose, onDone }: Done) {
  const t = useFeatureTexts(cardTexts);
  const { t: common } = useTexts();
  const required = useRequired();
  const [form] = Form.useForm<{ yuan: number; count: number; expiresOn: string; printerKey: string }>();
  const request = useRequestCards();
  return (
    <Modal
      open
      title={t('request')}
      okText={t('request')}
      cancelText={common('action.cancel')}
      confirmLoading={request.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <ProblemList error={request.error} />
      <Form
        form={form}
        layout="vertical"
        initialValues={{ yuan: 100, count: 100 }}
        onFinish={({ yuan, ...rest }) =>
          request.mutate(
            { ...rest, faceFen: yuan * 100 },
            {
              onSuccess: () => {
                onDone();
                onClose();
              },
            },
          )
        }
      >
        <Form.Item name="yuan" label={t('face-yuan')} rules={required}>
          <InputNumber min={1} max={100_000} precision={0} />
        </Form.Item>
        <Form.Item name="count" label={t('count')} rules={required}>
          <InputNumber min={1} max={10_000} precision={0} />
        </Form.Item>
        <Form.Item name="expiresOn" label={t('expires')} rules={required}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="printerKey" label={t('key')} rules={required}>
          <Input.TextArea rows={4} className="mono" autoComplete="off" />
        </Form.Item>
      </Form>
    </Modal>
  );
}

/** A run of card numbers, sold or taken back; says what follows before it happens. */
export function RangeDialog({ kind, onClose, onDone }: Done & { kind: 'sell' | 'void' }) {
  const t = useFeatureTexts(cardTexts);
  const { t: common } = useTexts();
  const required = useRequired();
  const [form] = Form.useForm<{ fromSerial: string; toSerial: string; words: string }>();
  const [sell, takeBack] = [useSellCards(), useVoidCards()];
  const act = kind === 'sell' ? sell : takeBack;
  const serial = [{ required: true, pattern: /^\d{15}$/, message: t('look-label') }];
  const finished = {
    onSuccess: () => {
      onDone();
      onClose();
    },
  };
  return (
    <Modal
      open
      title={t(kind)}
      okText={t(kind)}
      okButtonProps={{ danger: kind === 'void' }}
      cancelText={common('action.cancel')}
      confirmLoading={act.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <ProblemList error={act.error} />
      <p>{t(kind === 'sell' ? 'sell-effect' : 'void-effect')}</p>
      <Form
        form={form}
        layout="vertical"
        onFinish={({ words, ...range }) =>
          kind === 'sell'
            ? sell.mutate({ ...range, buyer: words }, finished)
            : takeBack.mutate({ ...range, reason: words }, finished)
        }
      >
        <Form.Item name="fromSerial" label={t('from')} rules={serial}>
          <Input className="mono" inputMode="numeric" maxLength={15} />
        </Form.Item>
        <Form.Item name="toSerial" label={t('to')} rules={serial}>
          <Input className="mono" inputMode="numeric" maxLength={15} />
        </Form.Item>
        <Form.Item name="words" label={t(kind === 'sell' ? 'buyer' : 'reason')} rules={required}>
          <Input maxLength={80} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

export function TextDialog(props: {
  title: string;
  label: string;
  pending: boolean;
  error: unknown;
  onDecide: (text: string) => void;
  onClose: () => void;
  /** Before and after, below the words. */
  children?: ReactNode;
}) {
  const { title, label, pending, error, onDecide, onClose, children } = props;
  const { t: common } = useTexts();
  const required = useRequired();
  const [form] = Form.useForm<{ text: string }>();
  return (
    <Modal
      open
      title={title}
      okText={title}
      cancelText={common('action.cancel')}
      confirmLoading={pending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <ProblemList error={error} />
      <Form form={form} layout="vertical" onFinish={({ text }) => onDecide(text)}>
        <Form.Item name="text" label={label} rules={required}>
          <Input maxLength={64} />
        </Form.Item>
      </Form>
      {children}
    </Modal>
  );
}

/** What stands open of a sale, before and after. */
export function ComesToNothing({ what, fen }: { what: string; fen: number }) {
  return <Changes lines={[{ key: 'open', what, before: <Money fen={fen} />, after: <Money fen={0} /> }]} />;
}

/** The buyer's transfer has arrived; where it paid for several sales, what came in all. */
export function PayDialog({ sale, onClose }: { sale: CardSale; onClose: () => void }) {
  const t = useFeatureTexts(cardTexts);
  const { t: common } = useTexts();
  const required = useRequired();
  const [form] = Form.useForm<{ bankReference: string; credited?: number }>();
  const paid = useSalePaid(sale.saleNo);
  return (
    <Modal
      open
      title={t('pay')}
      okText={t('pay')}
      cancelText={common('action.cancel')}
      confirmLoading={paid.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <ProblemList error={paid.error} />
      <Form
        form={form}
        layout="vertical"
        onFinish={({ bankReference, credited }) =>
          paid.mutate(
            { bankReference, ...(credited ? { creditedFen: Math.round(credited * 100) } : {}) },
            { onSuccess: onClose },
          )
        }
      >
        <Form.Item name="bankReference" label={t('reference')} rules={required}>
          <Input maxLength={64} />
        </Form.Item>
        <Form.Item name="credited" label={t('credited')}>
          <InputNumber min={0.01} precision={2} />
        </Form.Item>
      </Form>
      <ComesToNothing what={`${t('unpaid')} · ${sale.buyer}`} fen={sale.amountFen - sale.voidedFen} />
    </Modal>
  );
}
