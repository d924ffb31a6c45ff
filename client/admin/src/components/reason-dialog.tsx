import { Form, Input, Modal } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from '../i18n/index.tsx';
import { ProblemList } from './problem-list.tsx';

interface ReasonDialogProps {
  /** What will be done; the button says the same, or `action`. */
  title: string;
  action?: string;
  /** What follows from it. */
  hint?: string | null;
  /** What is asked for, when it is not called the reason. */
  label?: string;
  danger?: boolean;
  pending: boolean;
  error: unknown;
  onDecide: (reason: string) => void;
  onClose: () => void;
  /** Before and after, below the reason. */
  children?: ReactNode;
}

/** A step that is done for a stated reason. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, action = title, hint, label, danger, pending, error, onDecide, onClose, children } = props;
  const { t } = useTexts();
  const [form] = Form.useForm<{ reason: string }>();
  return (
    <Modal
      open
      title={title}
      okText={action}
      okButtonProps={{ danger }}
      cancelText={t('action.cancel')}
      confirmLoading={pending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      {hint ? <p className="soft no-top">{hint}</p> : null}
      <ProblemList error={error} />
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={({ reason }) => onDecide(reason.trim())}
      >
        <Form.Item
          name="reason"
          label={label ?? t('action.reason')}
          rules={[{ required: true, whitespace: true, min: 2, max: 200, message: t('action.reason-needed') }]}
        >
          <Input.TextArea rows={2} maxLength={200} autoFocus />
        </Form.Item>
      </Form>
      {children}
    </Modal>
  );
}
