import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { ErrorState } from '@/components/error-state';
import { Fact, Facts } from '@/components/facts';
import { Box, Press } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';
import { useConsents } from './use-consents';

/** In a wallet: how many messages of each kind it may still send, and its window to agree to more. */
export function MessageConsents() {
  const t = useTexts();
  const { channel, offered, ask } = useConsents();
  const { busy, error, run } = useBusy();
  if (!channel || offered.length === 0) return null;
  const wallet = t(`messages.way.${channel}`);
  return (
    <Card title={t('messages.consents', { wallet })}>
      <Box className="quiet prose">{t('messages.consents.how', { wallet })}</Box>
      {error && <ErrorState error={error} />}
      <Facts>
        {offered.map(({ event, title, left }) => (
          <Fact key={event} name={title}>
            {left > 0 ? t('messages.consents.left', { count: left }) : t('messages.consents.none')}
          </Fact>
        ))}
      </Facts>
      <Press look="quiet" disabled={busy} onPress={() => void run(() => ask())}>
        {t('messages.consents.ask')}
      </Press>
    </Card>
  );
}
