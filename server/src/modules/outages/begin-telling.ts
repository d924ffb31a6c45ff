import type { PoolClient } from 'pg';
import type { OutageRow } from './outages.repository.ts';
import type { NewTelling, TellingsRepository } from './tellings.repository.ts';

type About = Pick<OutageRow, 'id' | 'fromAt' | 'untilAt' | 'area' | 'reason'>;
export type News = Pick<NewTelling, 'version' | 'what' | 'by' | 'at' | 'expected'> & { narrowed?: boolean };

/** Writes down that everybody concerned is to be told of this; the batches follow after the commit. */
export async function beginTelling(
  tx: PoolClient,
  tellings: TellingsRepository,
  { id: outageId, fromAt, untilAt, area, reason }: About,
  news: News,
): Promise<NewTelling> {
  const telling = { outageId, fromAt, untilAt, area, reason, narrowed: false, ...news };
  await tellings.begin(tx, telling);
  return telling;
}
