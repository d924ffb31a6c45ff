import type { Disclosure } from '@api/types';
import { day } from '@/i18n/formats';
import type { Translate } from '@/i18n/texts';

export const kinds = ['notice', 'policy', 'tariff', 'service', 'safety'] as const;

/** From when, and until when if that is known. */
export function effectIn({ effectiveFrom, effectiveUntil }: Disclosure, t: Translate): string {
  const from = day(effectiveFrom, t.language);
  return effectiveUntil
    ? t('disclosures.from-to', { from, to: day(effectiveUntil, t.language) })
    : t('disclosures.from', { from });
}
