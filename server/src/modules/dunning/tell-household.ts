/** Who of a household hears of its debt and its supply. */
import type { PoolClient } from 'pg';
import { type EventName, type NewNotice, queueNotice } from '../messages/index.ts';
import type { CasesRepository } from './cases.repository.ts';

export type Params = Record<string, string | number>;

/** What the emergency contacts of a business are told as well. */
const ofEmergencies: ReadonlySet<EventName> = new Set([
  'dunning-last-call',
  'supply-suspended',
  'supply-off-after-all',
  'supply-restored',
]);

type News = Pick<NewNotice, 'event' | 'source' | 'notBefore' | 'notAfter'> & {
  /** One for each recipient. */
  key: string;
  holderPeriodId: number;
  params: Params;
};

/** To the holder on file where that is not one of the people, to everybody who is bound to the household in full, and in an emergency to its contacts for one. */
export async function tellHousehold(
  tx: PoolClient,
  { key, ...notice }: News,
  cases: Pick<CasesRepository, 'isHolderApart' | 'people' | 'emergencyContacts'>,
): Promise<void> {
  const { holderPeriodId } = notice;
  if (await cases.isHolderApart(tx, holderPeriodId))
    await queueNotice(tx, { ...notice, dedupeKey: `${key}:holder` });
  for (const personId of await cases.people(tx, holderPeriodId))
    await queueNotice(tx, { ...notice, personId, dedupeKey: `${key}:${personId}` });
  if (!ofEmergencies.has(notice.event)) return;
  for (const contactId of await cases.emergencyContacts(tx, holderPeriodId))
    await queueNotice(tx, { ...notice, contactId, dedupeKey: `${key}:contact-${contactId}` });
}
