import { Form, Input, Modal } from 'antd';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { texts } from './texts.ts';

/** A step that needs a reason. */
export function ReasonDialog(props: {
  title: string;
  hint?: string;
  pending: boolean;
  error: unknown;
  onDecide: (reason: string) => void;
  onClose: () => void;
}) {
  const { title, hint, pending, error, onDecide, onClose } = props;
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const [form] = Form.useForm<{ reason: string }>();
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
      {hint ? <p>{hint}</p> : null}
      <Form form={form} layout="vertical" onFinish={({ reason }) => onDecide(reason)}>
        <Form.Item
          name="reason"
          label={t('reason')}
          rules={[{ required: true, min: 2, max: 200, message: t('reason-needed') }]}
        >
          <Input.TextArea rows={2} maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
