import { Box } from '@/elements/elements';
import { energy } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import '../bill/bill.scss';

interface TierBarProps {
  used: string;
  /** Of it, before the hall's first bill. */
  usedBefore: string;
  limits: string[];
  tier: number;
  toNextTier?: string | null;
}

/** How far the year has come on the way through the tiers. The words say it all; the bar shows it again. */
export function TierBar({ used, usedBefore, limits, tier, toNextTier }: TierBarProps) {
  const t = useTexts();
  // A tariff has one limit or more; beyond the last one the bar goes on a little.
  const width = Math.max(Number(limits.at(-1) ?? 0) * 1.15, Number(used), 1);
  const named = limits.map((limit, index) => t('tier.limit', { tier: index + 1, limit: energy(limit) }));
  const share = (value: number) => `${Math.min(100, (value / width) * 100)}%`;
  return (
    <>
      <Box>{t('tier.used', { used: energy(used), tier })}</Box>
      <Box className="tier">
        <Box className="tier__used" style={{ width: share(Number(used)) }} />
        {limits.map(limit => (
          <Box key={limit} className="tier__limit" style={{ left: share(Number(limit)) }} />
        ))}
      </Box>
      {Number(usedBefore) > 0 && (
        <Box className="quiet">{t('tier.used-before', { used: energy(usedBefore) })}</Box>
      )}
      <Box className="quiet">{named.join(t.language === 'zh' ? '，' : ', ')}</Box>
      {toNextTier !== undefined && (
        <Box className="quiet">
          {toNextTier === null ? t('tier.last') : t('tier.next', { left: energy(toNextTier) })}
        </Box>
      )}
    </>
  );
}
