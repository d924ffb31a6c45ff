import type { Agreement, AgreementWallet, Household } from '@api/types';
import { useRef } from 'react';
import { cancelAgreement, checkAgreement, signAgreement } from '@/api/hall';
import { newIdempotencyKey } from '@/api/idempotency-key';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { ConfirmPress } from '@/components/confirm-press';
import { ErrorState } from '@/components/error-state';
import { Box, Press } from '@/elements/elements';
import { HouseholdName } from '@/features/household/household-name';
import { day } from '@/i18n/formats';
import { type TextKey, useTexts } from '@/i18n/texts';
import { signing } from '@/platform/signing';
import { Debits, dayOf, FailedDebit } from './debits';
import './auto-pay.scss';

interface AutoPayHouseholdProps {
  household: Household;
  /** This household's, the newest first. */
  agreements: Agreement[];
  /** By which one can sign here: never the other platform's. */
  wallets: AgreementWallet[];
  onChange: () => void;
}

/** How one household is paid: by itself or not, this month's debit, and the way in and out. */
export function AutoPayHousehold({ household, agreements, wallets, onChange }: AutoPayHouseholdProps) {
  const t = useTexts();
  const { busy, error, run } = useBusy();
  /** A tap whose answer was lost is repeated under its key. */
  const attempt = useRef<{ gateway: AgreementWallet; key: string }>();
  const standing = agreements.find(({ status }) => status === 'active' || status === 'ending');
  const waiting = standing ? undefined : agreements.find(({ status }) => status === 'signing');
  const [latest] = agreements;
  const change = (work: () => Promise<unknown>) =>
    void run(async () => {
      await work();
      onChange();
    });
  const sign = (gateway: AgreementWallet) =>
    change(async () => {
      if (attempt.current?.gateway !== gateway) attempt.current = { gateway, key: newIdempotencyKey() };
      const wish = { gateway, returnUrl: signing.returnUrl() };
      const begun = await signAgreement(household.accountNo, wish, attempt.current.key);
      attempt.current = undefined;
      if (begun.action) await signing.open(begun.action);
    });
  return (
    <>
      {latest && <FailedDebit debits={latest.debits} household={household} />}
      <Card>
        <HouseholdName household={household} />
        {error && <ErrorState error={error} />}
        {standing && <Standing agreement={standing} />}
        {waiting && <Box className="auto-pay__state">{t('autopay.signing')}</Box>}
        {!standing && !waiting && <Off latest={latest} />}
        {standing && <Debits debits={standing.debits} />}
        <Box className="actions">
          {standing?.status === 'active' && (
            <ConfirmPress
              name={t('autopay.cancel')}
              sure={t('autopay.cancel.sure')}
              disabled={busy}
              onConfirm={() => change(() => cancelAgreement(standing.agreementNo))}
            />
          )}
          {waiting?.action && waiting.action.kind !== signing.opens && (
            <Box className="quiet">
              {t('autopay.signing.there', { wallet: t(`autopay.wallet.${waiting.gateway}`) })}
            </Box>
          )}
          {waiting?.action?.kind === signing.opens && (
            <Press
              look="main"
              disabled={busy}
              onPress={() =>
                change(() => (waiting.action ? signing.open(waiting.action) : Promise.resolve()))
              }
            >
              {t('autopay.signing.go')}
            </Press>
          )}
          {waiting && (
            <Press
              look="quiet"
              disabled={busy}
              onPress={() => change(() => checkAgreement(waiting.agreementNo))}
            >
              {t('autopay.signing.check')}
            </Press>
          )}
          {!standing &&
            !waiting &&
            wallets.map((gateway, index) => (
              <Press
                key={gateway}
                look={index === 0 ? 'main' : 'quiet'}
                disabled={busy}
                onPress={() => sign(gateway)}
              >
                {t(`autopay.sign.${gateway}`)}
              </Press>
            ))}
        </Box>
      </Card>
    </>
  );
}

function Standing({ agreement }: { agreement: Agreement }) {
  const t = useTexts();
  const { status, gateway, signedAt } = agreement;
  return (
    <Box className="auto-pay__state auto-pay__state--on" live="polite">
      <Box>{status === 'active' ? t('autopay.active') : t('autopay.ending')}</Box>
      <Box className="quiet">
        {t(`autopay.wallet.${gateway}`)}
        {signedAt && ` · ${t('autopay.since', { day: day(dayOf(signedAt), t.language) })}`}
      </Box>
    </Box>
  );
}

const ends: Partial<Record<NonNullable<Agreement['endReason']>, TextKey>> = {
  'holder-ended': 'autopay.ended.holder-ended',
  wallet: 'autopay.ended.wallet',
  unbound: 'autopay.ended.unbound',
};

/** Off, and, where somebody else than the customer ended it, why. */
function Off({ latest }: { latest: Agreement | undefined }) {
  const t = useTexts();
  const why = latest?.endReason ? ends[latest.endReason] : undefined;
  return <Box className="auto-pay__state quiet">{why ? t(why) : t('autopay.off')}</Box>;
}
