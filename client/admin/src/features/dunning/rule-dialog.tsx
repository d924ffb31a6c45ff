import { App, Form, Input, Modal, Select, Switch } from 'antd';
import type { Body } from '../../api/answers.ts';
import { dayOf } from '../../app/format.ts';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { type Rule, useSetRule } from './dunning.queries.ts';
import { type Field, fieldsOf, readEntry, textOf } from './rule-fields.ts';
import { ruleTexts } from './rules.texts.ts';

interface Entry {
  value: Record<string, unknown>;
  validFrom: string;
  edition: string;
  reason: string;
}

/** Sets one rule from a day on; what has happened before keeps the rule of its day. */
export function RuleDialog({ rule, onClose }: { rule: Rule; onClose: () => void }) {
  const t = useFeatureTexts(ruleTexts);
  const { t: common } = useTexts();
  const { message } = App.useApp();
  const [form] = Form.useForm<Entry>();
  const set = useSetRule();
  const fields = fieldsOf[rule.name];
  const today = dayOf(new Date().toISOString());
  const send = ({ value, validFrom, edition, reason }: Entry) =>
    set.mutate(
      {
        name: rule.name,
        value: Object.fromEntries(fields.map(field => [field.key, readEntry(field, value[field.key])])),
        validFrom,
        edition,
        reason,
      } as Body<'POST /staff/dunning-rules'>,
      {
        onSuccess: () => {
          void message.success(t('saved'));
          onClose();
        },
      },
    );
  const text = (name: 'edition' | 'reason', min: number) => (
    <Form.Item
      name={name}
      label={t(name)}
      rules={[{ required: true, whitespace: true, min, max: 300, message: t(`${name}-needed`) }]}
    >
      <Input maxLength={300} />
    </Form.Item>
  );
  return (
    <Modal
      open
      title={`${t('set')} · ${t(`rule.${rule.name}`)}`}
      okText={t('set')}
      cancelText={common('action.cancel')}
      confirmLoading={set.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <p className="soft no-top">{t('set-hint')}</p>
      <ProblemList error={set.error} />
      <Form<Entry>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ value: initial(rule), validFrom: today, edition: rule.edition }}
        onFinish={send}
      >
        {fields.map(field => (
          <RuleField key={field.key} rule={rule} field={field} />
        ))}
        <Form.Item
          name="validFrom"
          label={t('valid-from')}
          rules={[{ required: true, message: t('valid-from') }]}
        >
          <Input type="date" min={today} style={{ width: 170 }} />
        </Form.Item>
        {text('edition', 4)}
        {text('reason', 2)}
      </Form>
    </Modal>
  );
}

function RuleField({ rule, field }: { rule: Rule; field: Field }) {
  const t = useFeatureTexts(ruleTexts);
  const { key, kind } = field;
  const label = t(`${rule.name}.${key}` as 'lateFee.enabled');
  if (kind === 'yes')
    return (
      <Form.Item name={['value', key]} label={label} valuePropName="checked">
        <Switch />
      </Form.Item>
    );
  if (kind === 'proof')
    return (
      <Form.Item name={['value', key]} label={label}>
        <Select
          options={(['delivered', 'handed'] as const).map(value => ({ value, label: t(`proof.${value}`) }))}
        />
      </Form.Item>
    );
  return (
    <Form.Item
      name={['value', key]}
      label={label}
      rules={[
        {
          validator: (_, entry) =>
            readEntry(field, entry) === undefined
              ? Promise.reject(new Error(t(`form.${kind}`)))
              : Promise.resolve(),
        },
      ]}
    >
      <Input maxLength={kind === 'dates' ? 2_400 : 60} />
    </Form.Item>
  );
}

const initial = ({ name, value }: Rule) =>
  Object.fromEntries(
    fieldsOf[name].map(({ key, kind }) => [
      key,
      kind === 'yes' ? value[key] === true : textOf(kind, value[key]),
    ]),
  );
