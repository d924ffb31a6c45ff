import type { Mandate } from '@api/types';
import { cancelMandate } from '@/api/hall';
import { Amount } from '@/components/amount';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { ConfirmPress } from '@/components/confirm-press';
import { ErrorState } from '@/components/error-state';
import { Fact, Facts } from '@/components/facts';
import { LinkRow } from '@/components/link-row';
import { Box } from '@/elements/elements';
import { day, month } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { go } from '@/navigation/go';

type Signed = NonNullable<Mandate['mandate']>;
type Debit = Mandate['debits'][number];

interface MandateCardProps {
  accountNo: string;
  mandate: Signed;
  debits: Debit[];
  onChange: (mandate: Mandate) => void;
}

export function MandateCard({ accountNo, mandate, debits, onChange }: MandateCardProps) {
  const t = useTexts();
  const { busy, error, run } = useBusy();
  const { status, bankName, accountTail, holderNameMasked, effectiveFrom, reasonText } = mandate;
  return (
    <>
      <Card tone={status === 'suspended' ? 'owed' : 'plain'}>
        <Box className="heading heading--3" live="polite">
          {t(`mandate.status.${status}`)}
        </Box>
        {status === 'suspended' && <Box className="prose">{t('mandate.suspended')}</Box>}
        <Facts>
          {status === 'active' && (
            <Fact name={t('mandate.effective')}>
              {t('mandate.from', { day: day(effectiveFrom, t.language) })}
            </Fact>
          )}
          <Fact name={t('mandate.account')}>
            {t('mandate.tail', { bank: bankName[t.language], tail: accountTail })}
          </Fact>
          <Fact name={t('mandate.holder')}>{holderNameMasked}</Fact>
          {reasonText && <Fact name={t('mandate.why')}>{reasonText[t.language]}</Fact>}
        </Facts>
        {error && <ErrorState error={error} />}
        {status !== 'ended' && (
          <ConfirmPress
            name={t('mandate.cancel')}
            sure={t('mandate.cancel.sure')}
            disabled={busy}
            onConfirm={() => void run(async () => onChange(await cancelMandate(accountNo)))}
          />
        )}
      </Card>
      {debits.length > 0 && (
        <Card title={t('mandate.debits')}>
          {debits.map(debit => (
            <DebitLine key={debit.debitNo} debit={debit} accountNo={accountNo} />
          ))}
        </Card>
      )}
    </>
  );
}

function DebitLine({ debit, accountNo }: { debit: Debit; accountNo: string }) {
  const t = useTexts();
  const { status, retryOn, paymentNo, amountFen } = debit;
  const again =
    status === 'failed' && retryOn ? ` · ${t('mandate.retry', { day: day(retryOn, t.language) })}` : '';
  return (
    <LinkRow
      title={month(`${debit.month.slice(0, 4)}-${debit.month.slice(4)}`, t.language)}
      detail={`${t(`mandate.debit.${status}`)}${again}`}
      value={<Amount fen={amountFen} />}
      onPress={() => (paymentNo ? go('result', { paymentNo }) : go('checkout', { accountNo }))}
    />
  );
}
