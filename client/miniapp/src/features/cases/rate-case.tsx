import type { ServiceCase } from '@api/types';
import { rateCase } from '@/api/hall';
import { RatingCard } from '@/components/rating-card';
import { useTexts } from '@/i18n/texts';

interface RateCaseProps {
  shown: ServiceCase;
  onChanged: (changed: ServiceCase) => void;
}

/** Once for each answer; not satisfied has the case opened again. */
export function RateCase({ shown: { caseNo }, onChanged }: RateCaseProps) {
  const t = useTexts();
  return (
    <RatingCard
      title={t('case.rate')}
      satisfied={t('case.rate.satisfied')}
      notSatisfied={t('case.rate.not')}
      onRate={async rating => onChanged(await rateCase(caseNo, rating))}
    />
  );
}
