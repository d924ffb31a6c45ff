/** Where a report is about: its household, else the street next to the place that was chosen on a map. */
import type { PoolClient } from 'pg';
import type { ReportedPlace } from './faults.repository.ts';
import type { RepairsCore } from './repairs-core.ts';

/** Farther than this from any street of ours a place says nothing of where a crew has to go. */
const farthestKilometres = 5;

export async function placeOfReport(
  { faults, cipher }: Pick<RepairsCore, 'faults' | 'cipher'>,
  tx: PoolClient,
  caseId: number,
): Promise<ReportedPlace> {
  const { positionEnc, ...place } = await faults.placeOf(tx, caseId);
  if (place.accountId !== null || !positionEnc) return place;
  const { latitude: lat, longitude: lon } = JSON.parse(cipher.decrypt(positionEnc));
  return { ...place, ...(await faults.streetAt(tx, { lat, lon }, farthestKilometres)) };
}
