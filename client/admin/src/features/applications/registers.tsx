import { Form, Input } from 'antd';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { hundredths, readable } from './hundredths.ts';
import { texts } from './texts.ts';

/** What a meter shows, as it is typed. */
export interface RegisterEntry {
  on: string;
  total: string;
  peak?: string;
  valley?: string;
}

export const registersOf = ({ on, total, peak, valley }: RegisterEntry) => ({
  on,
  total: hundredths(total) ?? 0,
  peak: hundredths(peak) ?? null,
  valley: hundredths(valley) ?? null,
});

/** A figure of one register. */
export function RegisterField({
  name,
  label,
  needed = false,
}: {
  name: string;
  label: string;
  needed?: boolean;
}) {
  const t = useFeatureTexts(texts);
  const validator = (_: unknown, text: string | undefined) =>
    readable(text, needed) ? Promise.resolve() : Promise.reject(new Error(t('figure-wrong')));
  return (
    <Form.Item name={name} label={label} rules={[{ validator }]}>
      <Input inputMode="decimal" suffix="kWh" />
    </Form.Item>
  );
}

export function Registers() {
  const t = useFeatureTexts(texts);
  return (
    <>
      <Form.Item
        name="on"
        label={t('read-on')}
        rules={[{ required: true, pattern: /^\d{4}-\d{2}-\d{2}$/, message: t('day-wrong') }]}
      >
        <Input placeholder="2026-12-01" maxLength={10} />
      </Form.Item>
      <RegisterField name="total" label={t('total')} needed />
      <RegisterField name="peak" label={t('peak')} />
      <RegisterField name="valley" label={t('valley')} />
    </>
  );
}
