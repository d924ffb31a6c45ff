import { Box } from '@/elements/elements';
import { energy } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import '../bill/bill.scss';

interface TierBarProps {
  used: string;
  limits: string[];
  tier: number;
  toNextTier?: string | null;
}

/** How far the year has come on the way through the tiers. The words say it all; the bar shows it again. */
export function TierBar({ used, limits, tier, toNextTier }: TierBarProps) {
  const t = useTexts();
  const [first = 0, second = 0] = limits.map(Number);
  const width = Math.max(second * 1.15, Number(used), 1);
  const share = (value: number) => `${Math.min(100, (value / width) * 100)}%`;
  return (
    <>
      <Box>{t('tier.used', { used: energy(used), tier })}</Box>
      <Box className="tier">
        <Box className="tier__used" style={{ width: share(Number(used)) }} />
        <Box className="tier__limit" style={{ left: share(first) }} />
        <Box className="tier__limit" style={{ left: share(second) }} />
      </Box>
      <Box className="quiet">{t('tier.limits', { first: energy(first), second: energy(second) })}</Box>
      {toNextTier !== undefined && (
        <Box className="quiet">
          {toNextTier === null ? t('tier.last') : t('tier.next', { left: energy(toNextTier) })}
        </Box>
      )}
    </>
  );
}
