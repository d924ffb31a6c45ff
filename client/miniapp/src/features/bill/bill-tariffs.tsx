import type { Bill } from '@api/types';
import { Card } from '@/components/card';
import { Box } from '@/elements/elements';
import { day } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';

/** Every edition the lines were priced by, each with its source: two where the price changed within the period. */
export function BillTariffs({ editions }: { editions: Bill['tariffs'] }) {
  const t = useTexts();
  if (editions.length === 0) return null;
  return (
    <Card title={t('bill.tariff')}>
      <Box as="ul" className="plain-list rows">
        {editions.map(({ nameZh, nameEn, source, note, effectiveFrom }) => (
          <Box as="li" key={`${nameZh} ${effectiveFrom}`}>
            <Box>{t.language === 'zh' ? nameZh : nameEn}</Box>
            <Box className="quiet">{`${source} · ${t('bill.tariff.from', { day: day(effectiveFrom, t.language) })}`}</Box>
            {note && <Box className="quiet">{note}</Box>}
          </Box>
        ))}
      </Box>
    </Card>
  );
}
