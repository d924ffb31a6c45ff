import { energyColumn } from '@/i18n/formats';
import type { Translate } from '@/i18n/texts';

interface Used {
  energy: string | null;
  peak: string | null;
  valley: string | null;
  estimated: boolean;
}

/** The columns of energy: of its peak and valley as well, where any of these readings tells them apart. */
export function energyColumns(
  rows: readonly Used[],
  t: Translate,
): { titles: string[]; cellsOf: (row: Used) => string[] } {
  const split = rows.some(({ peak, valley }) => peak !== null && valley !== null);
  const told = (kwh: string | null) => (kwh === null ? t('usage.missing') : energyColumn(kwh));
  return {
    titles: [t('usage.column.energy'), ...(split ? [t('usage.column.peak'), t('usage.column.valley')] : [])],
    cellsOf: ({ energy, peak, valley, estimated }) => [
      energy !== null && estimated ? `${told(energy)} · ${t('usage.estimated')}` : told(energy),
      ...(split ? [told(peak), told(valley)] : []),
    ],
  };
}
