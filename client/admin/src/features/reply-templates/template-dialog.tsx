import { Form, Input, Modal } from 'antd';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { NameAndKind, type NamedFor, namedFor } from './name-and-kind.tsx';
import { useChange } from './templates.queries.ts';
import { texts } from './texts.ts';

/** Words with the five disciplines beside them. */
export function TemplateDialog({ onClose }: { onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const [form] = Form.useForm<NamedFor & { words: string }>();
  const change = useChange();
  return (
    <Modal
      open
      title={t('write-template')}
      okText={t('write-template')}
      cancelText={common('action.cancel')}
      confirmLoading={change.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <p className="soft no-top">{t('five-ways')}</p>
      <ProblemList error={change.error} />
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ kind: '' }}
        onFinish={({ words, ...named }) =>
          change.mutate(
            { path: 'reply-templates', body: { ...namedFor(named), words } },
            { onSuccess: onClose },
          )
        }
      >
        <NameAndKind />
        <Form.Item
          name="words"
          label={t('words')}
          rules={[{ required: true, whitespace: true, min: 5, max: 2000, message: t('words-wanted') }]}
        >
          <Input.TextArea rows={6} maxLength={2000} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
