import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Form, Input, Modal } from 'antd';
import type { Body } from '../../api/answers.ts';
import { usePostOnce } from '../../api/post-once.ts';
import { parseYuan, plainYuan } from '../../app/format.ts';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { SettingValue } from './setting-value.tsx';
import type { Setting } from './settings-page.tsx';
import { texts } from './texts.ts';

interface Entry {
  text?: string;
  zh?: string;
  en?: string;
  validFrom?: string;
  reason: string;
}

/** One value, from now or from a date on; before and after side by side. */
export function SettingDialog({ setting, onClose }: { setting: Setting; onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [form] = Form.useForm<Entry>();
  const postOnce = usePostOnce();
  const entry = Form.useWatch([], form) as Entry | undefined;
  const change = useMutation({
    mutationFn: (values: Entry) =>
      postOnce('/staff/settings', {
        name: setting.name,
        value: typedValue(setting, values),
        reason: values.reason,
        ...(values.validFrom ? { validFrom: values.validFrom } : {}),
      } as Body<'POST /staff/settings'>),
    onSuccess: () => {
      void message.success(t('settings.saved'));
      onClose();
      return client.invalidateQueries({ queryKey: ['settings'] });
    },
  });
  const next = entry ? typedValue(setting, entry) : undefined;
  const named = typeof setting.value === 'object';
  return (
    <Modal
      open
      title={t(`setting.${setting.name}`)}
      onCancel={onClose}
      onOk={() => form.submit()}
      okText={common('action.save')}
      cancelText={common('action.cancel')}
      confirmLoading={change.isPending}
    >
      <ProblemList error={change.error} />
      <p className="soft no-top">{t(`setting-note.${setting.name}`)}</p>
      <Form<Entry>
        form={form}
        layout="vertical"
        initialValues={initial(setting)}
        onFinish={values => change.mutate(values)}
      >
        {named ? (
          (['zh', 'en'] as const).map(part => (
            <Form.Item
              key={part}
              name={part}
              label={t(`settings.${part}`)}
              rules={[{ required: true, message: common('sign-in.required') }]}
            >
              <Input maxLength={60} />
            </Form.Item>
          ))
        ) : (
          <Form.Item
            name="text"
            label={t('settings.new')}
            rules={[
              {
                validator: (_, text: string) =>
                  typedValue(setting, { text, reason: '' }) === undefined
                    ? Promise.reject(new Error(formOf(setting, t, common)))
                    : Promise.resolve(),
              },
            ]}
          >
            <Input prefix={setting.name.endsWith('Fen') ? '¥' : undefined} maxLength={20} />
          </Form.Item>
        )}
        <Form.Item name="validFrom" label={t('settings.from')} extra={t('settings.from-hint')}>
          <Input type="date" />
        </Form.Item>
        <Form.Item
          name="reason"
          label={common('action.reason')}
          rules={[{ required: true, min: 2, message: common('action.reason-needed') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
      </Form>
      <div className="before-after plain">
        <span className="soft">{t('settings.before')}</span>
        <span style={{ gridColumn: 'span 2' }}>
          <SettingValue name={setting.name} value={setting.value} />
        </span>
        <span className="soft">{t('settings.after')}</span>
        <span style={{ gridColumn: 'span 2' }}>
          {next === undefined ? '—' : <SettingValue name={setting.name} value={next} />}
        </span>
      </div>
    </Modal>
  );
}

function initial({ name, value }: Setting): Partial<Entry> {
  if (typeof value === 'object') return value;
  return { text: typeof value === 'number' && name.endsWith('Fen') ? plainYuan(value) : String(value) };
}

const quietHours = /^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/;

/** Of whole numbers; the server's rules say the same. */
const bounds: Partial<Record<string, [least: number, most: number]>> = {
  messageTriesPerWay: [1, 12],
  messageTries: [2, 50],
  unusualUseLeastKwh: [1, 100],
  applicationReminderDays: [1, 60],
};
const boundsOf = (name: string) => bounds[name] ?? (name.startsWith('keep') ? [30, 14_600] : [2, 120]);

/** Undefined while what is typed is no such value. */
function typedValue({ name, value }: Setting, { text = '', zh = '', en = '' }: Entry): unknown {
  if (typeof value === 'object') return zh.trim() && en.trim() ? { zh: zh.trim(), en: en.trim() } : undefined;
  if (name.endsWith('Fen')) return parseYuan(text);
  if (name === 'quietHours') return quietHours.test(text.trim()) ? text.trim() : undefined;
  if (typeof value === 'number') {
    const [least, most] = boundsOf(name);
    const typed = /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0;
    return typed >= least && typed <= most ? typed : undefined;
  }
  return text.trim() || undefined;
}

function formOf(
  { name, value }: Setting,
  t: (key: 'settings.minutes-form' | 'settings.quiet-form', values?: Record<string, number>) => string,
  common: (key: 'refund.amount-form' | 'sign-in.required') => string,
): string {
  if (name === 'quietHours') return t('settings.quiet-form');
  if (name.endsWith('Fen')) return common('refund.amount-form');
  const [least, most] = boundsOf(name);
  return typeof value === 'number' ? t('settings.minutes-form', { least, most }) : common('sign-in.required');
}
