import { Box } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';
import { Card } from './card';
import './skeleton.scss';

/** A card-shaped stand-in while the first answer is on its way: `lines` grey lines under a wide one. */
export function Skeleton({ lines = 3, cards = 1 }: { lines?: number; cards?: number }) {
  const t = useTexts();
  return (
    <Box role="status" className="full-row" label={t('state.loading')}>
      {Array.from({ length: cards }, (_, card) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: stand-ins have no identity
        <Card key={card}>
          <Box className="skeleton skeleton--wide" />
          {Array.from({ length: lines }, (_, line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: stand-ins have no identity
            <Box key={line} className="skeleton" />
          ))}
        </Card>
      ))}
    </Box>
  );
}
