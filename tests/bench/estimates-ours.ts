/** The job once, in a process of its own: `estimates-ours.ts <database url>`; prints seconds, estimates and its largest memory. */
import { noCrashPoints } from '../../server/src/infra/crash-point.ts';
import { openDatabase } from '../../server/src/infra/database.ts';
import { createLogger } from '../../server/src/infra/logging.ts';
import { createEstimatesRepository } from '../../server/src/modules/forecast/estimates.repository.ts';
import { createOutlookInputsRepository } from '../../server/src/modules/forecast/outlook-inputs.repository.ts';
import { refreshEstimatesJob } from '../../server/src/modules/forecast/refresh-estimates.ts';
import { createWorkOut } from '../../server/src/modules/forecast/work-out.ts';
import { createTariffBook } from '../../server/src/modules/tariffs/tariff-book.ts';
import { today } from './estimates-town.ts';

const db = openDatabase({ url: process.argv[2]!, poolSize: 4 });
const clock = { now: () => new Date(`${today}T01:00:00Z`) };
const job = refreshEstimatesJob({
  clock,
  estimates: createEstimatesRepository(db),
  workOut: createWorkOut({ book: createTariffBook(db, clock), inputs: createOutlookInputsRepository(db) }),
  crashPoints: noCrashPoints,
  logger: createLogger('error'),
});
const due = async () =>
  (
    await db.pool.query<{ due: number }>(
      'SELECT count(*)::int AS due FROM account_estimates WHERE refreshed_on < $1 OR used_fen IS NULL',
      [today],
    )
  ).rows[0]!.due;
const before = await due();
const began = performance.now();
await job.run(new AbortController().signal);
const seconds = (performance.now() - began) / 1000;
const peakMiB = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(JSON.stringify({ seconds, estimates: before - (await due()), peakMiB }));
await db.close();
