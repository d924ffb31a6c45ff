import type { Mandate } from '@api/types';
import { useRef, useState } from 'react';
import { getDebitBanks, signMandate } from '@/api/hall';
import { newIdempotencyKey } from '@/api/idempotency-key';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { Choice } from '@/components/choice';
import { ErrorState } from '@/components/error-state';
import { ResourceView } from '@/components/resource-view';
import { Box, Field, Press } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';
import { useResource } from '@/state/resource';

/** Bank, account and name; what signing means stands above the button. */
export function SignMandate({
  accountNo,
  onSigned,
}: {
  accountNo: string;
  onSigned: (mandate: Mandate) => void;
}) {
  const t = useTexts();
  const banks = useResource('debit-banks', getDebitBanks);
  const [chosen, setChosen] = useState<string | null>(null);
  const [bankAccount, setBankAccount] = useState('');
  const [holderName, setHolderName] = useState('');
  const { busy, error, run } = useBusy();
  const key = useRef(newIdempotencyKey());
  return (
    <Card title={t('mandate.sign.title')}>
      <ResourceView of={banks} skeleton={{ lines: 2 }}>
        {list => {
          const bankCode = chosen ?? (list.length === 1 ? list[0]!.code : null);
          const ready = bankCode !== null && /^\d{8,32}$/.test(bankAccount) && holderName.trim().length > 0;
          const sign = () =>
            void run(async () => {
              const wish = { bankCode: bankCode!, bankAccount, holderName: holderName.trim() };
              onSigned(await signMandate(accountNo, wish, key.current));
            });
          return (
            <>
              <Choice
                label={t('mandate.bank')}
                value={bankCode}
                onChange={setChosen}
                options={list.map(({ code, name }) => ({ value: code, name: name[t.language] }))}
              />
              <Box className="proof">
                <Field
                  label={t('mandate.number')}
                  hint={t('mandate.number.hint')}
                  kind="digits"
                  maxLength={40}
                  value={bankAccount}
                  onChange={typed => {
                    key.current = newIdempotencyKey();
                    setBankAccount(typed.replace(/\D/g, ''));
                  }}
                />
                <Field
                  label={t('mandate.name')}
                  maxLength={60}
                  value={holderName}
                  onChange={typed => {
                    key.current = newIdempotencyKey();
                    setHolderName(typed);
                  }}
                />
              </Box>
              <Box className="quiet prose">{t('mandate.terms')}</Box>
              {error && <ErrorState error={error} />}
              <Press look="main" disabled={!ready || busy} onPress={sign}>
                {busy ? t('state.sending') : t('mandate.sign')}
              </Press>
            </>
          );
        }}
      </ResourceView>
    </Card>
  );
}
