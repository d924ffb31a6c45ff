import { Form, Input } from 'antd';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { texts } from './texts.ts';

/** What a meter shows, as it is typed. */
export interface RegisterEntry {
  on: string;
  total: string;
  peak?: string;
  valley?: string;
}

/** "1234.5" kWh as hundredths, which the books count in; undefined when it is no figure. */
export function hundredths(text: string | undefined): number | undefined {
  const match = /^(\d{1,8})(?:\.(\d{1,2}))?$/.exec((text ?? '').trim());
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : undefined;
}

export const registersOf = ({ on, total, peak, valley }: RegisterEntry) => ({
  on,
  total: hundredths(total) ?? 0,
  peak: hundredths(peak) ?? null,
  valley: hundredths(valley) ?? null,
});

export function Registers() {
  const t = useFeatureTexts(texts);
  const figure = (needed: boolean) => ({
    validator: (_: unknown, text: string | undefined) =>
      hundredths(text) !== undefined || (!needed && !text)
        ? Promise.resolve()
        : Promise.reject(new Error(t('figure-wrong'))),
  });
  return (
    <>
      <Form.Item
        name="on"
        label={t('read-on')}
        rules={[{ required: true, pattern: /^\d{4}-\d{2}-\d{2}$/, message: t('day-wrong') }]}
      >
        <Input placeholder="2026-12-01" maxLength={10} />
      </Form.Item>
      <Form.Item name="total" label={t('total')} rules={[figure(true)]}>
        <Input inputMode="decimal" suffix="kWh" />
      </Form.Item>
      <Form.Item name="peak" label={t('peak')} rules={[figure(false)]}>
        <Input inputMode="decimal" suffix="kWh" />
      </Form.Item>
      <Form.Item name="valley" label={t('valley')} rules={[figure(false)]}>
        <Input inputMode="decimal" suffix="kWh" />
      </Form.Item>
    </>
  );
}
