import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Modal } from 'antd';
import type { Answer } from '../../api/answers.ts';
import { post } from '../../api/http.ts';
import { usePostOnce } from '../../api/post-once.ts';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import type { Draft } from './messages.queries.ts';
import { texts } from './texts.ts';

interface TemplateDialogProps {
  draft: Draft;
  names: string[];
  onClose: () => void;
}

/** A new edition, seen as a customer would before it is submitted. */
export function TemplateDialog({ draft, names, onClose }: TemplateDialogProps) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const client = useQueryClient();
  const [form] = Form.useForm<Draft>();
  const postOnce = usePostOnce();
  const whole = () => ({ ...draft, ...form.getFieldsValue() });
  const preview = useMutation({
    mutationFn: () =>
      post<Answer<'POST /staff/message-templates/preview'>>('/staff/message-templates/preview', whole()),
  });
  const submit = useMutation({
    mutationFn: () => postOnce('/staff/message-templates', whole()),
    onSuccess: () => {
      onClose();
      return client.invalidateQueries({ queryKey: ['message-templates'] });
    },
  });
  return (
    <Modal
      open
      title={`${draft.event} · ${draft.language}`}
      okText={t('draft')}
      cancelText={common('action.cancel')}
      confirmLoading={submit.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <ProblemList error={submit.error ?? preview.error} />
      <p className="soft no-top">{t('names', { names: names.map(name => `{${name}}`).join(' ') })}</p>
      <Form<Draft> form={form} layout="vertical" initialValues={draft} onFinish={() => submit.mutate()}>
        <Form.Item
          name="title"
          label={t('title')}
          rules={[{ required: true, message: common('sign-in.required') }]}
        >
          <Input maxLength={20} />
        </Form.Item>
        <Form.Item
          name="body"
          label={t('body')}
          rules={[{ required: true, message: common('sign-in.required') }]}
        >
          <Input.TextArea maxLength={300} rows={3} />
        </Form.Item>
        <Form.Item
          name="sms"
          label={t('sms')}
          rules={[{ required: true, message: common('sign-in.required') }]}
        >
          <Input.TextArea maxLength={200} rows={3} />
        </Form.Item>
      </Form>
      <Button onClick={() => preview.mutate()}>{t('preview')}</Button>
      {preview.data ? (
        <div className="sheet" aria-live="polite">
          <strong>{preview.data.title}</strong>
          <p>{preview.data.body}</p>
          <p>{preview.data.sms}</p>
          <p className="soft">{t('segments', { count: preview.data.smsSegments })}</p>
        </div>
      ) : null}
    </Modal>
  );
}
