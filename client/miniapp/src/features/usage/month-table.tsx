import type { UsageMonth } from '@api/types';
import { Box } from '@/elements/elements';
import { energy, month, yuan } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import './month-bars.scss';

/** The same months as figures, newest first. */
export function MonthTable({ months }: { months: UsageMonth[] }) {
  const t = useTexts();
  const columns = [t('usage.column.month'), t('usage.column.energy'), t('usage.column.cost')];
  return (
    <Box as="table" className="table">
      <Box as="thead">
        <Box as="tr" className="table__row table__row--head">
          {columns.map(column => (
            <Box as="th" key={column} className="table__cell">
              {column}
            </Box>
          ))}
        </Box>
      </Box>
      <Box as="tbody">
        {[...months].reverse().map(one => (
          <Box as="tr" key={one.month} className="table__row">
            <Box as="td" className="table__cell">
              {month(one.month, t.language)}
            </Box>
            <Box as="td" className="table__cell">
              {one.energy === null
                ? t('usage.missing')
                : `${energy(one.energy)}${one.estimated ? ` · ${t('usage.estimated')}` : ''}`}
            </Box>
            <Box as="td" className="table__cell">
              {one.totalFen === null ? t('usage.missing') : yuan(one.totalFen)}
            </Box>
          </Box>
        ))}
      </Box>
    </Box>
  );
}
