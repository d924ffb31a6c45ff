import type { BillRow } from '@api/types';
import { Amount } from '@/components/amount';
import { Card } from '@/components/card';
import { LinkRow } from '@/components/link-row';
import { Box, Text } from '@/elements/elements';
import { energy, month, yuan } from '@/i18n/formats';
import { type Translate, useTexts } from '@/i18n/texts';
import { go } from '@/navigation/go';
import './bill.scss';

/** Bills under the year they belong to, newest first, each year with its sum. A reversed bill counts in none. */
export function byYear(bills: BillRow[]): { year: string; totalFen: number; bills: BillRow[] }[] {
  const years = new Map<string, BillRow[]>();
  const newestFirst = [...bills].sort((one, other) => other.month.localeCompare(one.month));
  for (const bill of newestFirst) {
    const year = bill.month.slice(0, 4);
    years.set(year, [...(years.get(year) ?? []), bill]);
  }
  return [...years].map(([year, ofYear]) => ({
    year,
    bills: ofYear,
    totalFen: ofYear
      .filter(({ status }) => status !== 'reversed')
      .reduce((sum, { totalFen }) => sum + totalFen, 0),
  }));
}

function detailOf(bill: BillRow, t: Translate): string {
  return [t('unit.energy', { value: energy(bill.energy) }), bill.estimated && t('usage.estimated')]
    .filter(Boolean)
    .join(' · ');
}

interface BillListProps {
  accountNo: string;
  bills: BillRow[];
  /** Not every bill of these years is listed: the sums are of those that are. */
  filtered?: boolean;
}

export function BillList({ accountNo, bills, filtered }: BillListProps) {
  const t = useTexts();
  return (
    <>
      {byYear(bills).map(({ year, totalFen, bills: ofYear }) => (
        <Card key={year}>
          <Box className="spread">
            <Text className="quiet">{t(filtered ? 'bills.year.listed' : 'bills.year', { year })}</Text>
            <Text className="quiet amount">{yuan(totalFen)}</Text>
          </Box>
          <Box as="ul" className="plain-list rows">
            {ofYear.map(bill => (
              <Box as="li" key={bill.billNo}>
                <LinkRow
                  title={month(bill.month, t.language)}
                  detail={detailOf(bill, t)}
                  value={
                    <>
                      <Box>
                        <Amount fen={bill.totalFen} />
                      </Box>
                      <Box className={`bill-status bill-status--${bill.status}`}>
                        {t(`bill.status.${bill.status}`)}
                      </Box>
                    </>
                  }
                  onPress={() => go('bill', { accountNo, billNo: bill.billNo })}
                />
              </Box>
            ))}
          </Box>
        </Card>
      ))}
    </>
  );
}
