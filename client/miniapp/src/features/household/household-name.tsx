import type { Household } from '@api/types';
import { Box } from '@/elements/elements';
import './household-name.scss';

type Named = Pick<Household, 'nickname' | 'name' | 'nameMasked' | 'address' | 'addressMasked'>;

/** Whose home this is: the person's own name for it first, else the holder's, masked until proved. */
export function HouseholdName({ household }: { household: Named }) {
  const holder = household.name ?? household.nameMasked;
  const address = household.address ?? household.addressMasked;
  return (
    <>
      <Box className="household-name">{household.nickname ?? holder}</Box>
      <Box className="quiet">{household.nickname ? `${holder} · ${address}` : address}</Box>
    </>
  );
}
