import type { ApplicationKind } from '@api/types';
import { Choice } from '@/components/choice';
import { ErrorState } from '@/components/error-state';
import { Box, Field } from '@/elements/elements';
import { type Translate, useTexts } from '@/i18n/texts';
import { inLanguage } from './in-language';
import type { Form } from './use-form';

type KindField = ApplicationKind['fields'][number];

/** The fields of a kind, each by its type, saved while one goes on. */
export function FormFields({ fields, form }: { fields: KindField[]; form: Form }) {
  const t = useTexts();
  return (
    <>
      {fields.map(field => (
        <OneField key={field.code} field={field} form={form} />
      ))}
      {form.error && <ErrorState error={form.error} onRetry={() => void form.flush()} />}
      <Box className="quiet" live="polite">
        {t(`apply.save.${form.state}`)}
      </Box>
    </>
  );
}

const keyboards = { phone: 'phone', number: 'amount' } as const;

function OneField({ field, form }: { field: KindField; form: Form }) {
  const t = useTexts();
  const { code, type, choices, max } = field;
  const value = form.values[code] ?? '';
  const label = labelOf(field, t);
  if (choices)
    return (
      <Box>
        <Box className="field__label">{label}</Box>
        <Choice
          label={label}
          value={value || null}
          options={choices.map(choice => ({ value: choice.code, name: inLanguage(choice.label, t) }))}
          onChange={chosen => form.change(code, chosen)}
        />
      </Box>
    );
  return (
    <Field
      label={label}
      hint={hintOf(field, t)}
      kind={type === 'phone' || type === 'number' ? keyboards[type] : 'text'}
      maxLength={type === 'number' ? 12 : (max ?? 500)}
      value={value}
      problem={form.problems[code] ?? null}
      onChange={typed => form.change(code, typed)}
    />
  );
}

function labelOf({ label, unit, required }: KindField, t: Translate): string {
  const name = inLanguage(label, t) + (unit ? ` (${unit})` : '');
  return required ? name : t('apply.field.optional', { name });
}

function hintOf({ type, mayFollow, min, max }: KindField, t: Translate): string | undefined {
  const parts = [
    type === 'date' && t('apply.field.date'),
    type === 'number' && min !== undefined && max !== undefined && t('apply.field.range', { min, max }),
    mayFollow && t('apply.field.later'),
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(' · ') : undefined;
}
