import { useState } from 'react';
import type { HallError } from '@/api/hall-error';
import { Card } from '@/components/card';
import { ErrorState } from '@/components/error-state';
import { Box, Press } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';
import { PhoneCode } from './phone-code';
import type { Proving } from './use-proving';

type Asking = Pick<Proving, 'busy' | 'unproved' | 'codeError' | 'prove'>;

/** Before what only the account's owner may do: a code to its own phone, which nobody has to type. Nothing unless asked for. */
export function ProveSelf({ of }: { of: Asking }) {
  return of.unproved && <CodeForm of={of} why={of.unproved} />;
}

/** What the server said stands above: why, and what to do. */
function CodeForm({ of: { busy, codeError, prove }, why }: { of: Asking; why: HallError }) {
  const t = useTexts();
  const [code, setCode] = useState('');
  return (
    <>
      {codeError && <ErrorState error={codeError} />}
      <Box role="alert">
        <Card tone="owed" title={t('prove-self.title')}>
          <Box>{why.message}</Box>
          <PhoneCode request={{ purpose: 'own-phone' }} ready code={code} onCode={setCode} />
          <Box className="actions">
            <Press look="quiet" disabled={busy || code.length !== 6} onPress={() => prove(code)}>
              {t('prove-self.do')}
            </Press>
          </Box>
        </Card>
      </Box>
    </>
  );
}
