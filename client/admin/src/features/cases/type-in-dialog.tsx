import { Checkbox, Form, Input, Modal, Select } from 'antd';
import { useNavigate } from 'react-router-dom';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { type TypedIn, useTypeIn } from './cases.queries.ts';
import { classes, kinds, maybeAnonymous, maybeConfidential, moods, typedSources } from './kinds.ts';
import { texts } from './texts.ts';

/** What came by telephone, letter or at the counter. Whoever types it in answers for it. */
export function TypeInDialog({ onClose }: { onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const word = useWord();
  const go = useNavigate();
  const [form] = Form.useForm<TypedIn>();
  const kind = Form.useWatch('kind', form);
  const typeIn = useTypeIn();
  const options = (group: string, codes: readonly string[]) =>
    codes.map(value => ({ value, label: word(group, value) }));
  const send = (typed: TypedIn) =>
    typeIn.mutate(
      Object.fromEntries(
        Object.entries(typed).filter(([, value]) => value !== undefined && value !== ''),
      ) as TypedIn,
      { onSuccess: ({ caseNo }) => go(`/cases/${caseNo}`) },
    );
  return (
    <Modal
      open
      title={t('type-in')}
      okText={t('type-in')}
      cancelText={common('action.cancel')}
      confirmLoading={typeIn.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <ProblemList error={typeIn.error} />
      <Form<TypedIn>
        form={form}
        layout="vertical"
        initialValues={{ kind: 'enquiry', source: 'hotline', mood: 'calm' }}
        onFinish={send}
      >
        <Form.Item name="kind" label={t('kind')}>
          <Select options={options('case-kind', kinds)} />
        </Form.Item>
        {kind === 'complaint' ? (
          <Form.Item
            name="complaintClass"
            label={t('class')}
            rules={[{ required: true, message: t('say-it') }]}
          >
            <Select options={options('case-class', classes)} />
          </Form.Item>
        ) : null}
        <Form.Item name="source" label={t('source')}>
          <Select options={options('case-source', typedSources)} />
        </Form.Item>
        <Form.Item name="words" label={t('words')} rules={[{ required: true, min: 5, message: t('say-it') }]}>
          <Input.TextArea rows={4} maxLength={2000} autoFocus />
        </Form.Item>
        <Form.Item name="accountNo" label={t('account')}>
          <Input maxLength={32} className="mono" />
        </Form.Item>
        <Form.Item name="place" label={t('place-typed')}>
          <Input maxLength={100} />
        </Form.Item>
        {maybeAnonymous.includes(kind) ? (
          <Form.Item name="anonymous" valuePropName="checked" extra={t('anonymous-typed')}>
            <Checkbox>{t('anonymous')}</Checkbox>
          </Form.Item>
        ) : null}
        {maybeConfidential.includes(kind) ? (
          <Form.Item name="confidential" valuePropName="checked" extra={t('confidential-typed')}>
            <Checkbox>{t('confidential')}</Checkbox>
          </Form.Item>
        ) : null}
        <Form.Item name="contactName" label={t('contact-name')}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="contactPhone" label={t('contact-phone')}>
          <Input maxLength={20} inputMode="tel" />
        </Form.Item>
        <Form.Item name="mood" label={t('mood')}>
          <Select options={options('case-mood', moods)} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
