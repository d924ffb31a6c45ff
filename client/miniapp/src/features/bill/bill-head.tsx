import type { Bill } from '@api/types';
import { Amount } from '@/components/amount';
import { Card } from '@/components/card';
import { Fact, Facts } from '@/components/facts';
import { Box, Press } from '@/elements/elements';
import { day, days, energy } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { go } from '@/navigation/go';
import { lateFeeLeft } from './late-fee-sums';
import './bill.scss';

/** The bill's one number, its state, and the way to pay what is left of it. */
export function BillHead({ accountNo, bill }: { accountNo: string; bill: Bill }) {
  const t = useTexts();
  const { month, totalFen, outstandingFen, paidFen, status, dueOn, from, to, estimated, fromBalanceFen } =
    bill;
  const feeLeftFen = lateFeeLeft(bill.lateFee);
  const owedFen = (status === 'reversed' ? 0 : outstandingFen) + feeLeftFen;
  const open = owedFen > 0;
  const onlyFee = status === 'paid' && open;
  return (
    <Card>
      <Box className="quiet">{open ? t('bill.outstanding') : t('bill.total')}</Box>
      <Amount fen={open ? owedFen : totalFen} size="hero" tone={open ? 'owed' : 'plain'} />
      <Box className={`bill-status bill-status--${onlyFee ? 'part-paid' : status}`}>
        {onlyFee ? t('bill.fee-left') : t(`bill.status.${status}`)}
      </Box>
      <Facts>
        {open && owedFen !== totalFen && (
          <Fact name={t('bill.total')}>
            <Amount fen={totalFen} />
          </Fact>
        )}
        {open && paidFen > 0 && (
          <Fact name={t('bill.paid')}>
            <Amount fen={paidFen} />
          </Fact>
        )}
        {feeLeftFen > 0 && (
          <Fact name={t('bill.late-fee')}>
            <Amount fen={feeLeftFen} />
          </Fact>
        )}
        {fromBalanceFen > 0 && (
          <Fact name={t('bill.from-balance')}>
            <Amount fen={fromBalanceFen} />
          </Fact>
        )}
        {open && <Fact name={t('bill.due')}>{day(dueOn, t.language)}</Fact>}
        <Fact name={t('bill.period')}>{days(from, to, t.language)}</Fact>
        <Fact name={t('bill.energy')}>{t('unit.energy', { value: energy(bill.energy) })}</Fact>
        <Fact name={t('bill.number')}>{bill.billNo}</Fact>
      </Facts>
      {estimated && <Box className="quiet">{t('bill.estimated')}</Box>}
      {open && (
        <Box className="actions">
          <Press look="main" onPress={() => go('checkout', { accountNo, mode: 'bills', month })}>
            {t('bill.pay')}
          </Press>
        </Box>
      )}
    </Card>
  );
}
