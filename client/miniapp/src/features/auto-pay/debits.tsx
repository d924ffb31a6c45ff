import type { AgreementDebit, Household } from '@api/types';
import { Amount } from '@/components/amount';
import { Card } from '@/components/card';
import { LinkRow } from '@/components/link-row';
import { Box, Press } from '@/elements/elements';
import { HouseholdName } from '@/features/household/household-name';
import { day, month, yuan } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { go } from '@/navigation/go';

/** The day in China, whatever the phone's zone: the wallet's days are China's. */
export const dayOf = (instant: string) =>
  new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10);

/** A debit of the latest month did not come through: why, what happens next, and the way to pay now. */
export function FailedDebit({ debits, household }: { debits: AgreementDebit[]; household: Household }) {
  const t = useTexts();
  const debit = debits.find(
    ({ cycle, failure, status }) =>
      cycle === debits[0]!.cycle && failure && (status === 'failed' || status === 'noticed'),
  );
  if (!debit?.failure) return null;
  const { failure, nextAt, amountFen } = debit;
  return (
    <Box role="alert">
      <Card tone="owed" title={t('autopay.failed', { amount: yuan(amountFen) })}>
        <HouseholdName household={household} />
        <Box className="auto-pay__why">{t('autopay.failed.why', { why: failure[t.language] })}</Box>
        <Box className="quiet">
          {debit.status === 'noticed' && nextAt
            ? t('autopay.failed.again', { day: day(dayOf(nextAt), t.language) })
            : t('autopay.failed.over')}
        </Box>
        <Box className="actions">
          <Press look="main" onPress={() => go('checkout', { accountNo: household.accountNo })}>
            {t('autopay.pay-now')}
          </Press>
        </Box>
      </Card>
    </Box>
  );
}

/** The debits so far, newest first; a debit that was made leads to its payment. */
export function Debits({ debits }: { debits: AgreementDebit[] }) {
  const t = useTexts();
  if (debits.length === 0) return null;
  return (
    <Box as="ul" className="plain-list auto-pay__months">
      {debits.map(debit => {
        const { cycle, amountFen, firstOn, paymentNo } = debit;
        // Tried and to be tried again: the card above says when.
        const status = debit.failure && debit.status === 'noticed' ? 'failed' : debit.status;
        const nothing = status === 'skipped' || status === 'cancelled';
        const state = t(`autopay.debit.${status}`, { day: firstOn ? day(firstOn, t.language) : '' });
        return (
          <Box as="li" key={`${cycle} ${firstOn} ${amountFen} ${paymentNo}`}>
            {status === 'succeeded' && paymentNo ? (
              <LinkRow
                title={month(cycle, t.language)}
                detail={state}
                value={yuan(amountFen)}
                onPress={() => go('result', { paymentNo })}
              />
            ) : (
              <Box className="auto-pay__month">
                <Box className="grow">
                  <Box>{month(cycle, t.language)}</Box>
                  <Box className="quiet">{state}</Box>
                </Box>
                {!nothing && <Amount fen={amountFen} />}
              </Box>
            )}
          </Box>
        );
      })}
    </Box>
  );
}
