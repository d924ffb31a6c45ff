import type { MessagePreferences } from '@api/types';
import { useState } from 'react';
import { setMessagePreferences } from '@/api/hall';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { ErrorState } from '@/components/error-state';
import { Fact, Facts } from '@/components/facts';
import { Box, Field, Press } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';

interface WishesProps {
  wishes: MessagePreferences;
  onChange: () => void;
}

/** Shown where the hall sends e-mail at all. */
export function MessageEmail({ wishes: { emailMasked, channels }, onChange }: WishesProps) {
  const t = useTexts();
  const [email, setEmail] = useState('');
  const { busy, error, run } = useBusy();
  if (!channels.some(({ name }) => name === 'email')) return null;
  const save = (next: string | null) =>
    void run(async () => {
      await setMessagePreferences({ email: next });
      setEmail('');
      onChange();
    });
  return (
    <Card title={t('messages.email')}>
      {error && <ErrorState error={error} />}
      {emailMasked && (
        <Facts>
          <Fact name={t('messages.email.now')}>{emailMasked}</Fact>
        </Facts>
      )}
      <Field label={t('messages.email.new')} value={email} maxLength={100} onChange={setEmail} />
      <Box className="actions">
        <Press look="quiet" disabled={busy || !email.includes('@')} onPress={() => save(email.trim())}>
          {t('messages.email.save')}
        </Press>
        {emailMasked && (
          <Press look="text" disabled={busy} onPress={() => save(null)}>
            {t('messages.email.forget')}
          </Press>
        )}
      </Box>
    </Card>
  );
}
