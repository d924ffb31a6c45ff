import type { RatingCard } from '@api/types';
import { giveRating } from '@/api/hall';
import { useBusy } from '@/components/busy';
import { ErrorState } from '@/components/error-state';
import { Box, Press } from '@/elements/elements';
import { moment } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { StarLine } from './star-line';

interface RatingCardRowProps {
  card: RatingCard;
  onRated: (rated: RatingCard) => void;
}

/** 评议卡: one tap on a star. */
export function RatingCardRow({ card, onRated }: RatingCardRowProps) {
  const t = useTexts();
  const { busy, error, run } = useBusy();
  const { id, kind, staffName, happenedAt, rating } = card;
  const rate = (stars: number) => run(async () => onRated(await giveRating(id, { stars })));
  return (
    <>
      <Box>{t(`asked.card.${kind}`)}</Box>
      <Box className="quiet">
        {t('asked.card.with', { name: staffName, time: moment(happenedAt, t.language) })}
      </Box>
      {error && <ErrorState error={error} />}
      <Box live="polite">
        {rating && (
          <>
            <StarLine count={rating.stars} /> {t('asked.thanks', { count: rating.stars })}
          </>
        )}
      </Box>
      {!rating && (
        <Box
          className="chips chips--even chips--spaced"
          role="group"
          label={t('asked.card.stars', { name: staffName })}
        >
          {[1, 2, 3, 4, 5].map(stars => (
            <Press key={stars} look="chip" disabled={busy} onPress={() => void rate(stars)}>
              {t('asked.star', { count: stars })}
            </Press>
          ))}
        </Box>
      )}
    </>
  );
}
