import { useMutation } from '@tanstack/react-query';
import { App, Form, Input, Modal } from 'antd';
import { post } from '../api/http.ts';
import { ProblemList } from '../components/problem-list.tsx';
import { SessionsTable } from '../features/members/sessions-table.tsx';
import { useFeatureTexts, useTexts } from '../i18n/index.tsx';
import { texts } from './shell.texts.ts';

interface Entry {
  current: string;
  next: string;
}

/** One's own password; sessions elsewhere end, this one goes on. */
export function PasswordDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTexts();
  const say = useFeatureTexts(texts);
  const { message } = App.useApp();
  const [form] = Form.useForm<Entry>();
  const change = useMutation({
    mutationFn: (entry: Entry) => post('/staff/me/password', entry),
    onSuccess: () => {
      void message.success(t('password.changed'));
      onClose();
    },
  });
  return (
    <Modal
      open
      width={640}
      title={t('password.title')}
      onCancel={onClose}
      onOk={() => form.submit()}
      okText={t('action.save')}
      cancelText={t('action.cancel')}
      confirmLoading={change.isPending}
    >
      <ProblemList error={change.error} />
      <Form<Entry> form={form} layout="vertical" onFinish={entry => change.mutate(entry)}>
        <Form.Item
          name="current"
          label={t('password.current')}
          rules={[{ required: true, message: t('sign-in.required') }]}
        >
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item
          name="next"
          label={t('password.next')}
          extra={t('members.password-form')}
          rules={[{ required: true, min: 12, message: t('members.password-form') }]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
      </Form>
      <h3 className="dialog-part">{say('sessions.mine')}</h3>
      <p className="soft no-top">{say('sessions.hint')}</p>
      <SessionsTable whose="mine" />
    </Modal>
  );
}
