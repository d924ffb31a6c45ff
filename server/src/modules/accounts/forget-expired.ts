import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/database.ts';
import type { Job } from '../../infra/jobs.ts';
import { createForgetRepository } from './forget-expired.repository.ts';

/** Drops what has lapsed: sessions, codes, and counters nobody is held by any longer. */
export function forgetExpiredJob(db: Pick<Database, 'pool'>, clock: Clock): Job {
  const repository = createForgetRepository(db);
  // 03:20 in Shanghai.
  return { name: 'forget-expired-sign-ins', cron: '20 19 * * *', run: () => repository.forget(clock.now()) };
}
