import { Checkbox, Form, Input, Modal, Select } from 'antd';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { useAdmitPartner } from './partners.queries.ts';
import { texts } from './texts.ts';

const channelsOf = {
  'agency-json': ['agent', 'postal', 'mobile-bank', 'financial-terminal'],
  'agency-tcp': ['bank-counter', 'bank-kiosk'],
  'wechat-bill': ['wechat-bill'],
} as const;
type FormCode = keyof typeof channelsOf;
type ChannelCode = (typeof channelsOf)[FormCode][number];

interface Entry {
  code: string;
  nameZh: string;
  nameEn: string;
  form: FormCode;
  channels: ChannelCode[];
  prefunded?: boolean;
  cutOff: string;
  mchId?: string;
  companyId?: string;
}

/** Limits, keys and points follow on the partner's page. */
export function AdmitDialog({ onClose, onDone }: { onClose: () => void; onDone: (code: string) => void }) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const word = useWord();
  const [form] = Form.useForm<Entry>();
  const admit = useAdmitPartner();
  const wire = Form.useWatch('form', form) ?? 'agency-json';
  const submit = ({ mchId, companyId, prefunded = false, ...entry }: Entry) => {
    const unit = entry.form === 'agency-json' ? 'yuan' : 'fen';
    admit.mutate(
      {
        ...entry,
        prefunded: prefunded && entry.channels.includes('agent'),
        units: { request: unit, reply: unit, file: 'fen' },
        inquiriesPerMinute: 10,
        addresses: [],
        settings: entry.form === 'wechat-bill' ? { mchId, companyId } : {},
      },
      { onSuccess: () => onDone(entry.code) },
    );
  };
  const needed = { required: true, message: t('required') };
  return (
    <Modal
      open
      title={t('admit')}
      okText={common('action.save')}
      cancelText={common('action.cancel')}
      confirmLoading={admit.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <ProblemList error={admit.error} />
      <Form<Entry>
        form={form}
        layout="vertical"
        initialValues={{ form: 'agency-json', channels: ['agent'], cutOff: '24:00:00' }}
        onValuesChange={changed => {
          if (changed.form) form.setFieldValue('channels', [channelsOf[changed.form as FormCode][0]]);
        }}
        onFinish={submit}
      >
        <Form.Item
          name="code"
          label={t('code')}
          extra={t('code-form')}
          rules={[{ required: true, pattern: /^[0-9A-Z]{4,8}$/, message: t('code-form') }]}
        >
          <Input className="mono" maxLength={8} autoComplete="off" />
        </Form.Item>
        <Form.Item name="nameZh" label={t('name-zh')} rules={[needed]}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="nameEn" label={t('name-en')} rules={[needed]}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="form" label={t('form')}>
          <Select
            options={(Object.keys(channelsOf) as FormCode[]).map(value => ({
              value,
              label: t(`form.${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item name="channels" label={t('channels')} rules={[needed]}>
          <Checkbox.Group
            options={channelsOf[wire].map(value => ({ value, label: word('channel', value) }))}
          />
        </Form.Item>
        {wire === 'agency-json' ? (
          <Form.Item name="prefunded" valuePropName="checked">
            <Checkbox>{t('prefunded')}</Checkbox>
          </Form.Item>
        ) : null}
        <Form.Item
          name="cutOff"
          label={t('limits.cut-off')}
          extra={t('limits.cut-off-hint')}
          rules={[{ required: true, pattern: /^\d\d:\d\d:\d\d$/, message: t('limits.cut-off-form') }]}
        >
          <Input className="figures" maxLength={8} />
        </Form.Item>
        {wire === 'wechat-bill' ? (
          <>
            <Form.Item name="mchId" label={t('mch')} rules={[needed]}>
              <Input className="mono" />
            </Form.Item>
            <Form.Item name="companyId" label={t('company')} rules={[needed]}>
              <Input className="mono" />
            </Form.Item>
          </>
        ) : null}
      </Form>
    </Modal>
  );
}
