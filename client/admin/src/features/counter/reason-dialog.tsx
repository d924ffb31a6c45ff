import { Form, Input, Modal } from 'antd';
import { yuan } from '../../app/format.ts';
import { ProblemList } from '../../components/problem-list.tsx';
import { useTexts } from '../../i18n/index.tsx';
import { useDeskPost } from './counter.queries.ts';

/** An act that needs its reason in words. */
export function ReasonDialog(props: {
  title: string;
  hint: string;
  label: string;
  field: 'reason' | 'note';
  path: string;
  amountFen?: number;
  onClose: () => void;
}) {
  const { title, hint, label, field, path, amountFen, onClose } = props;
  const { t } = useTexts();
  const [form] = Form.useForm<{ words: string }>();
  const act = useDeskPost<string, unknown>(
    () => path,
    words => ({ [field]: words }),
  );
  return (
    <Modal
      open
      title={amountFen === undefined ? title : `${title} · ${yuan(amountFen)}`}
      okText={title}
      cancelText={t('action.cancel')}
      confirmLoading={act.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      {hint ? <p className="soft">{hint}</p> : null}
      <ProblemList error={act.error} />
      <Form<{ words: string }>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={({ words }) => act.mutate(words.trim(), { onSuccess: onClose })}
      >
        <Form.Item
          name="words"
          label={label}
          rules={[{ required: true, whitespace: true, min: 2, max: 200, message: t('action.reason-needed') }]}
        >
          <Input.TextArea rows={2} maxLength={200} autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  );
}
