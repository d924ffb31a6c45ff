import { Form, Input, Modal } from 'antd';
import type { Body } from '../../api/answers.ts';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { useDeskPost } from './counter.queries.ts';
import { deviceTexts } from './device-texts.ts';

type Entry = Body<'POST /staff/desk/card-terminals'>;

export function TerminalDialog({ onClose }: { onClose: () => void }) {
  const { t: common } = useTexts();
  const t = useFeatureTexts(deviceTexts);
  const [form] = Form.useForm<Entry>();
  const save = useDeskPost<Entry, unknown>(
    () => '/staff/desk/card-terminals',
    entry => entry,
  );
  const field = (name: keyof Entry, label: string, pattern: RegExp, message: string) => (
    <Form.Item name={name} label={label} rules={[{ required: true, pattern, message }]}>
      <Input autoComplete="off" className={name === 'name' ? '' : 'mono'} />
    </Form.Item>
  );
  return (
    <Modal
      open
      title={t('add-terminal')}
      okText={common('action.save')}
      cancelText={common('action.cancel')}
      confirmLoading={save.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <ProblemList error={save.error} />
      <Form<Entry>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ keyId: '01' }}
        onFinish={entry => save.mutate(entry, { onSuccess: onClose })}
      >
        {field('terminal', t('terminal'), /^[0-9A-Z]{8}$/, t('terminal-form'))}
        {field('name', t('name'), /^.{1,40}$/, t('required'))}
        {field('keyId', t('key-id'), /^\d{2}$/, '00–99')}
        {field('key', t('key'), /^[0-9A-Fa-f]{32}$/, t('key-hint'))}
      </Form>
    </Modal>
  );
}
