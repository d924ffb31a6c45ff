import type { Bill, BillLine } from '@api/types';
import { Amount } from '@/components/amount';
import { Card } from '@/components/card';
import { Box, Text } from '@/elements/elements';
import { days } from '@/i18n/formats';
import { type Translate, useTexts } from '@/i18n/texts';

function nameOf(line: BillLine, t: Translate): string {
  const kind = line.kind === 'energy' ? null : t(`bill.line.${line.kind}`);
  const tier = line.tier === null ? null : t('bill.tier', { tier: line.tier });
  const period = line.period === null ? null : t(`bill.period.${line.period}`);
  return [kind, tier, period].filter(Boolean).join(' · ');
}

const isEnergy = ({ kind }: BillLine) => kind === 'energy';

/**
 * How the sum came about: each line with its amount, and in the server's words how it was multiplied. A price that changed
 * within the period makes two lines of one tier, which only their days tell apart.
 */
export function BillLines({ bill }: { bill: Bill }) {
  const t = useTexts();
  const parted = new Set(bill.lines.filter(isEnergy).map(({ from, to }) => `${from} ${to}`)).size > 1;
  return (
    <Card title={t('bill.lines')}>
      <Box as="ul" className="plain-list">
        {bill.lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of an issued bill never move
          <Box as="li" key={index} className="bill-line">
            <Box className="spread">
              <Text>{nameOf(line, t)}</Text>
              <Amount fen={line.amountFen} />
            </Box>
            {parted && isEnergy(line) && <Box className="quiet">{days(line.from, line.to, t.language)}</Box>}
            <Box className="quiet">{t.language === 'zh' ? line.explainZh : line.explainEn}</Box>
          </Box>
        ))}
        <Box as="li" className="bill-line bill-line--sum">
          <Box className="spread">
            <Text>{t('bill.total')}</Text>
            <Amount fen={bill.totalFen} />
          </Box>
        </Box>
      </Box>
      <Box className="quiet">{bill.sumsNote}</Box>
    </Card>
  );
}
