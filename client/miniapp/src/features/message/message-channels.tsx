import type { MessagePreferences } from '@api/types';
import { setMessagePreferences } from '@/api/hall';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { ErrorState } from '@/components/error-state';
import { Box, Press } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';
import { type Way, WayChips } from './way-chips';

interface WishesProps {
  wishes: MessagePreferences;
  onChange: () => void;
}

/** By which ways the person is told, one after the other. */
export function MessageChannels({ wishes: { channels }, onChange }: WishesProps) {
  const t = useTexts();
  const { busy, error, run } = useBusy();
  const offered = channels.filter(({ reachable }) => reachable);
  const order = offered.filter(({ chosen }) => chosen).map(({ name }) => name);
  const save = (next: Way[]) =>
    void run(async () => {
      await setMessagePreferences({ channels: next });
      onChange();
    });
  return (
    <Card title={t('messages.ways')}>
      <Box className="quiet prose">{t('messages.ways.how')}</Box>
      {error && <ErrorState error={error} />}
      <WayChips offered={offered.map(({ name }) => name)} order={order} busy={busy} onChange={save} />
      <Box className="actions">
        {order.length > 1 && (
          <Press look="quiet" disabled={busy} onPress={() => save([...order.slice(1), order[0]!])}>
            {t('messages.ways.rotate', { way: t(`messages.way.${order[1]!}`) })}
          </Press>
        )}
        <Press look="text" disabled={busy} onPress={() => save([])}>
          {t('messages.ways.usual')}
        </Press>
      </Box>
    </Card>
  );
}
