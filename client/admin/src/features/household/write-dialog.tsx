import { Form, Input, Modal, Radio } from 'antd';
import { shanghaiToday } from '../../app/format.ts';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { useWriteDown } from './household.queries.ts';
import { texts } from './texts.ts';

interface WriteDialogProps {
  accountNo: string;
  what: 'risk' | 'visits';
  onClose: () => void;
}

const grades = ['high', 'medium', 'low'] as const;

/** Grades a household's risk, or writes a visit down. */
export function WriteDialog({ accountNo, what, onClose }: WriteDialogProps) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const word = useWord();
  const [form] = Form.useForm<Record<string, string>>();
  const write = useWriteDown(accountNo, what);
  const title = t(what === 'risk' ? 'grade' : 'visit');
  const needed = [{ required: true, min: 2, message: t('say-it') }];
  return (
    <Modal
      open
      title={title}
      okText={title}
      cancelText={common('action.cancel')}
      confirmLoading={write.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <ProblemList error={write.error} />
      <Form
        form={form}
        layout="vertical"
        initialValues={{ grade: 'medium', visitedOn: shanghaiToday() }}
        onFinish={entry => write.mutate(entry, { onSuccess: onClose })}
      >
        {what === 'risk' ? (
          <>
            <Form.Item name="grade" label={t('risk')}>
              <Radio.Group options={grades.map(value => ({ value, label: word('risk', value) }))} />
            </Form.Item>
            <Form.Item name="reason" label={t('reason')} rules={needed}>
              <Input.TextArea rows={3} maxLength={300} />
            </Form.Item>
          </>
        ) : (
          <>
            <Form.Item name="visitedOn" label={t('visited-on')} rules={needed}>
              <Input type="date" max={shanghaiToday()} style={{ width: 180 }} />
            </Form.Item>
            <Form.Item name="findings" label={t('findings')} rules={needed}>
              <Input.TextArea rows={3} maxLength={1000} />
            </Form.Item>
          </>
        )}
      </Form>
    </Modal>
  );
}
