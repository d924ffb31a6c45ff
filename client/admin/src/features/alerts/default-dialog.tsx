import { App, Form, Input, InputNumber, Modal, Switch } from 'antd';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { type AlertDefault, type DefaultWish, useChangeDefault } from './alerts.queries.ts';
import { alertTexts } from './texts.ts';
import { limitsOf } from './words.ts';

interface Entry {
  enabled: boolean;
  yuan?: number | null;
  days?: number | null;
  percent?: number | null;
  validFrom?: string;
  source: string;
}

/** From now or a later day on; the source is kept with it. */
export function DefaultDialog({ of, onClose }: { of: AlertDefault; onClose: () => void }) {
  const t = useFeatureTexts(alertTexts);
  const { t: common } = useTexts();
  const word = useWord();
  const { message } = App.useApp();
  const [form] = Form.useForm<Entry>();
  const enabled = Form.useWatch('enabled', form) ?? of.enabled;
  const change = useChangeDefault();
  const limits = limitsOf(of.rule);
  return (
    <Modal
      open
      title={`${word('alert-rule', of.rule)} · ${t(`mode.${of.paymentMode}`)}`}
      okText={common('action.save')}
      cancelText={common('action.cancel')}
      confirmLoading={change.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p className="soft no-top">{t('default-dialog-hint')}</p>
      <ProblemList error={change.error} />
      <Form<Entry>
        form={form}
        layout="vertical"
        initialValues={{
          enabled: of.enabled,
          yuan: of.amountFen === null ? null : of.amountFen / 100,
          days: of.days,
          percent: of.percent,
        }}
        onFinish={entry =>
          change.mutate(wishOf(of, entry), {
            onSuccess: () => {
              void message.success(t('default-changed'));
              onClose();
            },
          })
        }
      >
        <Form.Item name="enabled" label={t('default-enabled')} valuePropName="checked">
          <Switch />
        </Form.Item>
        {enabled && limits.includes('amountFen') ? (
          <Form.Item name="yuan" label={t('default-yuan')}>
            <InputNumber min={0} max={1_000_000} precision={2} style={{ width: '100%' }} />
          </Form.Item>
        ) : null}
        {enabled && limits.includes('days') ? (
          <Form.Item name="days" label={t('default-day-count')}>
            <InputNumber min={0} max={60} precision={0} style={{ width: '100%' }} />
          </Form.Item>
        ) : null}
        {enabled && limits.includes('percent') ? (
          <Form.Item name="percent" label={t('default-percent')}>
            <InputNumber min={110} max={1000} precision={0} style={{ width: '100%' }} />
          </Form.Item>
        ) : null}
        <Form.Item name="validFrom" label={t('default-from')} extra={t('default-from-hint')}>
          <Input type="date" />
        </Form.Item>
        <Form.Item
          name="source"
          label={t('default-source')}
          extra={t('default-source-hint')}
          rules={[{ required: true, min: 2, message: common('sign-in.required') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function wishOf({ rule, paymentMode, amountFen, days, percent }: AlertDefault, entry: Entry): DefaultWish {
  const { enabled, validFrom, source } = entry;
  const dated = validFrom ? { validFrom } : {};
  if (!enabled) return { rule, paymentMode, enabled, amountFen, days, percent, source, ...dated };
  const limits = limitsOf(rule);
  return {
    rule,
    paymentMode,
    enabled,
    amountFen: limits.includes('amountFen') && entry.yuan != null ? Math.round(entry.yuan * 100) : null,
    days: limits.includes('days') ? (entry.days ?? null) : null,
    percent: limits.includes('percent') ? (entry.percent ?? null) : null,
    source,
    ...dated,
  };
}
