import type { MessagePreferences } from '@api/types';
import { Box, Press } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';

export type Way = MessagePreferences['channels'][number]['name'];

interface WayChipsProps {
  /** Those by which the person can be reached. */
  offered: Way[];
  order: Way[];
  busy: boolean;
  onChange: (order: Way[]) => void;
}

/** The order in which ways are tried: pressed, one goes behind the others; once more pressed it is left out. */
export function WayChips({ offered, order, busy, onChange }: WayChipsProps) {
  const t = useTexts();
  const toggled = (name: Way) =>
    order.includes(name) ? order.filter(each => each !== name) : [...order, name];
  return (
    <Box className="chips">
      {[...order, ...offered.filter(name => !order.includes(name))].map(name => (
        <Press
          key={name}
          look="chip"
          role="checkbox"
          chosen={order.includes(name)}
          disabled={busy || (order.length === 1 && order[0] === name)}
          onPress={() => onChange(toggled(name))}
        >
          {order.includes(name) ? `${order.indexOf(name) + 1}. ` : ''}
          {t(`messages.way.${name}`)}
        </Press>
      ))}
    </Box>
  );
}
