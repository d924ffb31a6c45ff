import type { CardExchanged, CardRedeemed, Household } from '@api/types';
import { useState } from 'react';
import { exchangeCard, redeemCard } from '@/api/hall';
import { asHallError } from '@/api/hall-error';
import { useKeyPerContent } from '@/api/key-per-content';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { Choice } from '@/components/choice';
import { ErrorState, unlessUnknown } from '@/components/error-state';
import { Box, Field, Press } from '@/elements/elements';
import { HouseholdName } from '@/features/household/household-name';
import { useTexts } from '@/i18n/texts';
import { Exchanged } from './exchanged';
import { Redeemed } from './redeemed';

const digitsOf = (typed: string) => typed.normalize('NFKC').replace(/\D/g, '');
const inFours = (digits: string) => digits.replace(/(\d{4})(?=\d)/g, '$1 ');

export function RedeemForm({ households, first }: { households: Household[]; first: Household }) {
  const t = useTexts();
  const [household, setHousehold] = useState(first);
  const [card, setCard] = useState({ serial: '', pin: '' });
  const [to, setTo] = useState<'bills' | 'balance'>('bills');
  const [redeemed, setRedeemed] = useState<CardRedeemed | null>(null);
  const [exchanged, setExchanged] = useState<CardExchanged | null>(null);
  const { busy, error, run, clear } = useBusy();
  const [expired, setExpired] = useState(false);
  // Each has its own: an exchange whose answer was lost is asked for again under its key, or the new card would be gone.
  const redemptionKey = useKeyPerContent();
  const exchangeKey = useKeyPerContent();
  const type = (part: Partial<typeof card>) => {
    clear();
    setExpired(false);
    setExchanged(null);
    setCard({ ...card, ...part });
  };
  const redeem = () =>
    void run(async () => {
      const wish = { ...card, to };
      const key = redemptionKey({ ...wish, for: household.accountNo });
      try {
        setRedeemed(await redeemCard(household.accountNo, wish, key));
      } catch (refusal) {
        if (asHallError(refusal).code !== 'card-expired') throw refusal;
        setExpired(true);
      }
    });
  const exchange = () =>
    void run(async () => {
      const fresh = await exchangeCard(card, exchangeKey(card));
      setCard({ serial: fresh.serial, pin: fresh.pin });
      setExchanged(fresh);
      setExpired(false);
    });
  if (redeemed)
    return (
      <Redeemed
        redeemed={redeemed}
        onAnother={() => {
          setRedeemed(null);
          setExchanged(null);
          setCard({ serial: '', pin: '' });
        }}
      />
    );
  const ready = card.serial.length === 15 && card.pin.length === 16;
  return (
    <>
      <Card title={t('card.which')}>
        <HouseholdName household={household} />
        {households.length > 1 && (
          <Choice
            label={t('card.which')}
            value={household.accountNo}
            onChange={value => setHousehold(households.find(one => one.accountNo === value) ?? household)}
            options={households.map(({ accountNo, nickname, name, nameMasked }) => ({
              value: accountNo,
              name: `${nickname ?? name ?? nameMasked} …${accountNo.slice(-4)}`,
            }))}
          />
        )}
      </Card>
      {exchanged && <Exchanged card={exchanged} />}
      <Card>
        <Box className="proof">
          <Field
            label={t('card.serial')}
            hint={t('card.serial.hint')}
            kind="digits"
            maxLength={18}
            value={inFours(card.serial)}
            onChange={typed => type({ serial: digitsOf(typed).slice(0, 15) })}
          />
          <Field
            label={t('card.pin')}
            hint={t('card.pin.hint')}
            kind="digits"
            maxLength={19}
            value={inFours(card.pin)}
            onChange={typed => type({ pin: digitsOf(typed).slice(0, 16) })}
          />
        </Box>
        <Choice
          label={t('card.to')}
          value={to}
          onChange={setTo}
          options={[
            { value: 'bills', name: t('card.to.bills') },
            { value: 'balance', name: t('card.to.balance') },
          ]}
        />
        {error && <ErrorState error={error} money={unlessUnknown(error, 'nothing-paid')} />}
        {expired ? (
          <Box role="alert">
            <Box className="prose">{t('card.expired')}</Box>
            <Press look="main" disabled={busy} onPress={exchange}>
              {busy ? t('state.sending') : t('card.exchange')}
            </Press>
          </Box>
        ) : (
          <Box className="actions">
            <Press look="main" disabled={!ready || busy} onPress={redeem}>
              {busy ? t('state.sending') : t('card.redeem')}
            </Press>
          </Box>
        )}
      </Card>
    </>
  );
}
