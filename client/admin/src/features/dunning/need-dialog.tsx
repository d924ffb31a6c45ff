import { Checkbox, Form, Input, Modal, Select } from 'antd';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { type NeedBody, useAddNeed } from './dunning.queries.ts';
import { texts } from './texts.ts';

const kinds = ['medical-device', 'elderly', 'disabled', 'infant', 'hardship', 'other'] as const;

interface Entry {
  kind: NeedBody['kind'];
  note?: string;
  consent: boolean;
}

/** Marks a household that must not be cut off: sensitive data, so nothing is kept without a consent of its own. */
export function NeedDialog({ accountNo, onClose }: { accountNo: string; onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const word = useWord();
  const [form] = Form.useForm<Entry>();
  const add = useAddNeed(accountNo);
  const send = ({ kind, note }: Entry) =>
    add.mutate(
      { kind, consent: true, ...(note?.trim() ? { note: note.trim() } : {}) },
      { onSuccess: onClose },
    );
  return (
    <Modal
      open
      title={t('mark-need')}
      okText={t('mark-need')}
      cancelText={common('action.cancel')}
      confirmLoading={add.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <p className="soft no-top">{t('need-hint')}</p>
      <ProblemList error={add.error} />
      <Form<Entry>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ kind: kinds[0] }}
        onFinish={send}
      >
        <Form.Item name="kind" label={t('need-kind')}>
          <Select options={kinds.map(kind => ({ value: kind, label: word('special-need', kind) }))} />
        </Form.Item>
        <Form.Item name="note" label={t('need-note')} rules={[{ max: 300 }]}>
          <Input.TextArea rows={2} maxLength={300} />
        </Form.Item>
        <Form.Item
          name="consent"
          valuePropName="checked"
          rules={[
            {
              validator: (_, given) =>
                given ? Promise.resolve() : Promise.reject(new Error(t('consent-needed'))),
            },
          ]}
        >
          <Checkbox>{t('consent')}</Checkbox>
        </Form.Item>
      </Form>
    </Modal>
  );
}
