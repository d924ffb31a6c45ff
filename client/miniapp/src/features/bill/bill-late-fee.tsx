import { Amount } from '@/components/amount';
import { Card } from '@/components/card';
import { Box, Text } from '@/elements/elements';
import { day, days, yuan } from '@/i18n/formats';
import type { Language } from '@/i18n/language';
import { useTexts } from '@/i18n/texts';
import { dayCount, isPlainSum, type LateFee, type LateFeePart, partFen, rateOf } from './late-fee-sums';

const when = ({ from, to }: LateFeePart, language: Language): string =>
  from === to ? day(from, language) : days(from, to, language);

/** How the late fee came about: for which days, of how much, at which rate, and whether it still grows. */
export function BillLateFee({ fee }: { fee: LateFee }) {
  const t = useTexts();
  return (
    <Card title={t('late-fee.title')}>
      <Amount fen={fee.amountFen} size="large" />
      {fee.paidFen > 0 && <Box className="quiet">{t('late-fee.paid', { amount: yuan(fee.paidFen) })}</Box>}
      <Box as="ul" className="plain-list">
        {fee.parts.map(part => (
          <Box as="li" key={`${part.from} ${part.ppm}`} className="bill-line">
            <Text>
              {t('late-fee.part', {
                days: when(part, t.language),
                count: dayCount(part),
                owed: yuan(part.outstandingFen),
                rate: rateOf(part),
                sum: yuan(partFen(part)),
              })}
            </Text>
          </Box>
        ))}
      </Box>
      <Box className="quiet">{isPlainSum(fee) ? t('late-fee.rounding') : t('late-fee.bounded')}</Box>
      <Box className="quiet">{fee.frozen ? t('late-fee.frozen') : t('late-fee.growing')}</Box>
      <Box className="quiet">{t('late-fee.edition', { edition: fee.edition })}</Box>
    </Card>
  );
}
