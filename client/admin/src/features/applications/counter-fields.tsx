import { Form, Input, Select } from 'antd';
import { useFeatureTexts } from '../../i18n/index.tsx';
import type { CounterDraft } from './counter.queries.ts';
import { useInLanguage } from './in-language.ts';
import { texts } from './texts.ts';

type Kind = Pick<CounterDraft['kind'], 'fields'>;
export type FieldValues = Record<string, string | undefined>;

/** The fields of a kind, or those of them that are asked for. */
export function CounterFields({ kind, only }: { kind: Kind; only?: readonly string[] }) {
  const t = useFeatureTexts(texts);
  const inLanguage = useInLanguage();
  const fields = only ? kind.fields.filter(({ code }) => only.includes(code)) : kind.fields;
  return fields.map(({ code, label, unit, required, type, choices, max }) => {
    const name = inLanguage(label) + (unit ? ` (${unit})` : '');
    return (
      <Form.Item
        key={code}
        name={code}
        className={type === 'long-text' ? 'whole' : undefined}
        label={required ? name : t('optional', { name })}
      >
        {choices ? (
          <Select
            allowClear
            options={choices.map(choice => ({ value: choice.code, label: inLanguage(choice.label) }))}
          />
        ) : type === 'long-text' ? (
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={max ?? 500} />
        ) : (
          <Input
            type={type === 'date' ? 'date' : 'text'}
            autoComplete="off"
            maxLength={type === 'number' ? 12 : (max ?? 500)}
          />
        )}
      </Form.Item>
    );
  });
}

/** As the server takes it: what is empty is taken back. */
export const givenOf = ({ fields }: Kind, values: FieldValues): Record<string, string | null> =>
  Object.fromEntries(
    fields
      .filter(({ code }) => code in values)
      .map(({ code }) => [code, values[code]?.trim() ? values[code]!.trim() : null]),
  );

export const valuesOf = ({ form }: Pick<CounterDraft, 'form'>): FieldValues =>
  Object.fromEntries(Object.entries(form).map(([code, value]) => [code, String(value)]));
