import type { MessagePreferences } from '@api/types';
import { switchMessages } from '@/api/hall';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { ErrorState } from '@/components/error-state';
import { Box, Press } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';

interface WishesProps {
  wishes: MessagePreferences;
  onChange: () => void;
}

/** One press on, one press off; what is about safety or asked for by law stands below, always on. */
export function MessageEvents({ wishes, onChange }: WishesProps) {
  const t = useTexts();
  const { busy, error, run } = useBusy();
  const own = wishes.events.filter(({ mayStop }) => mayStop);
  const always = wishes.events.filter(({ mayStop }) => !mayStop);
  const turn = (event: (typeof own)[number]['event'], on: boolean) =>
    void run(async () => {
      await switchMessages(event, on);
      onChange();
    });
  return (
    <Card title={t('messages.what')}>
      <Box className="quiet prose">{t('messages.what.how')}</Box>
      {error && <ErrorState error={error} />}
      <Box className="chips">
        {own.map(({ event, title, on }) => (
          <Press
            key={event}
            look="chip"
            role="checkbox"
            chosen={on}
            disabled={busy}
            onPress={() => turn(event, !on)}
          >
            {title}
          </Press>
        ))}
      </Box>
      <Box className="quiet prose">
        {t('messages.always', {
          names: [...new Set(always.map(({ title }) => title))].join(t('messages.comma')),
        })}
      </Box>
    </Card>
  );
}
