import type { MessagePreferences } from '@api/types';
import { setMessagePreferences } from '@/api/hall';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { ErrorState } from '@/components/error-state';
import { Box, Press } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';

interface WishesProps {
  wishes: MessagePreferences;
  onChange: () => void;
}

type Channel = MessagePreferences['channels'][number]['name'];

/** The order in which ways are tried: a chosen one moves to the front, once more pressed it is left out. */
export function MessageChannels({ wishes: { channels }, onChange }: WishesProps) {
  const t = useTexts();
  const { busy, error, run } = useBusy();
  const offered = channels.filter(({ reachable }) => reachable);
  const order = offered.filter(({ chosen }) => chosen).map(({ name }) => name);
  const save = (next: Channel[]) =>
    void run(async () => {
      await setMessagePreferences({ channels: next });
      onChange();
    });
  const toggled = (name: Channel) =>
    order.includes(name) ? order.filter(each => each !== name) : [...order, name];
  return (
    <Card title={t('messages.ways')}>
      <Box className="quiet prose">{t('messages.ways.how')}</Box>
      {error && <ErrorState error={error} />}
      <Box className="chips">
        {[...order, ...offered.map(({ name }) => name).filter(name => !order.includes(name))].map(name => (
          <Press
            key={name}
            look="chip"
            role="checkbox"
            chosen={order.includes(name)}
            disabled={busy || (order.length === 1 && order[0] === name)}
            onPress={() => save(toggled(name))}
          >
            {order.includes(name) ? `${order.indexOf(name) + 1}. ` : ''}
            {t(`messages.way.${name}`)}
          </Press>
        ))}
      </Box>
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
