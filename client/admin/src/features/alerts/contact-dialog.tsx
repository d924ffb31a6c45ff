import { App, Form, Input, Modal, Select } from 'antd';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { type NewContact, useAddContact } from './alerts.queries.ts';
import { alertTexts } from './texts.ts';

const roles = ['finance', 'operations', 'manager', 'emergency'] as const;

/** One more contact: what the role is told stands beside it. */
export function ContactDialog({ accountNo, onClose }: { accountNo: string; onClose: () => void }) {
  const t = useFeatureTexts(alertTexts);
  const { t: common } = useTexts();
  const word = useWord();
  const { message } = App.useApp();
  const [form] = Form.useForm<NewContact>();
  const role = Form.useWatch('role', form) ?? 'finance';
  const add = useAddContact(accountNo);
  const required = [{ required: true, message: common('sign-in.required') }];
  return (
    <Modal
      open
      title={t('contact-add')}
      okText={common('action.save')}
      cancelText={common('action.cancel')}
      confirmLoading={add.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <ProblemList error={add.error} />
      <Form<NewContact>
        form={form}
        layout="vertical"
        initialValues={{ role: 'finance', language: 'zh' }}
        onFinish={({ phone, email, ...rest }) =>
          add.mutate(
            { ...rest, ...(phone ? { phone } : {}), ...(email ? { email } : {}) },
            {
              onSuccess: () => {
                void message.success(t('contact-added'));
                onClose();
              },
            },
          )
        }
      >
        <Form.Item name="role" label={t('contact-role')} extra={t(`told.${role}`)} rules={required}>
          <Select options={roles.map(value => ({ value, label: word('contact-role', value) }))} />
        </Form.Item>
        <Form.Item name="name" label={t('contact-name')} rules={required}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="phone" label={t('contact-phone')}>
          <Input maxLength={11} inputMode="numeric" />
        </Form.Item>
        <Form.Item name="email" label={t('contact-email')} extra={t('contact-either')}>
          <Input maxLength={120} inputMode="email" />
        </Form.Item>
        <Form.Item name="language" label={t('contact-language')}>
          <Select
            options={[
              { value: 'zh', label: '中文' },
              { value: 'en', label: 'English' },
            ]}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
