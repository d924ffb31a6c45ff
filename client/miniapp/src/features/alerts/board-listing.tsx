import type { Household } from '@api/types';
import { getBoardListing, setBoardListing } from '@/api/hall';
import { useBusy } from '@/components/busy';
import { ErrorState } from '@/components/error-state';
import { Box, Press } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';
import { useResource } from '@/state/resource';
import './alerts.scss';

/** Whether the notice on the building's board lists this home, masked: the holder's to say, one tap either way. */
export function BoardListing({ household: { accountNo, level, isHolder } }: { household: Household }) {
  const t = useTexts();
  const mine = level === 'full' && isHolder;
  const listing = useResource(mine ? `board-listing:${accountNo}` : null, () => getBoardListing(accountNo));
  const { busy, error, run } = useBusy();
  if (!mine || !listing.data?.boardListsHomes) return null;
  const { listed } = listing.data;
  const name = t('board.name');
  return (
    <Box className="alert-rule">
      {error && <ErrorState error={error} />}
      <Box className="alert-rule__head">
        <Box className="grow">
          <Box className="alert-rule__name">{name}</Box>
          <Box className="quiet">{t('board.what')}</Box>
        </Box>
        <Press
          look="chip"
          role="checkbox"
          chosen={listed}
          label={t(listed ? 'board.turn-off' : 'board.turn-on')}
          disabled={busy}
          onPress={() => void run(async () => listing.replace(await setBoardListing(accountNo, !listed)))}
        >
          {t(listed ? 'board.listed' : 'board.not-listed')}
        </Press>
      </Box>
    </Box>
  );
}
