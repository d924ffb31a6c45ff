import { Box } from '@/elements/elements';
import './forecast.scss';

/** From nothing to a little above the upper bound: the range as a band, the forecast as a mark. Said in words beside it. */
export function RangeBar({ low, at, high }: { low: number; at: number; high: number }) {
  const whole = high * 1.1;
  const share = (fen: number) => `${Math.round((fen / whole) * 1000) / 10}%`;
  return (
    <Box className="range">
      <Box className="range__band" style={{ left: share(low), width: share(high - low) }} />
      <Box className="range__mark" style={{ left: share(at) }} />
    </Box>
  );
}
