/** A process of its own, so that its memory is its own: reconciles the day of the source argv[4], whose file lies at argv[3]. */
import { systemClock } from '../../server/src/infra/clock.ts';
import { noCrashPoints } from '../../server/src/infra/crash-point.ts';
import { openDatabase } from '../../server/src/infra/database.ts';
import { createLogger } from '../../server/src/infra/logging.ts';
import { createReconciliationModule } from '../../server/src/modules/reconciliation/index.ts';
import type { BusinessDate } from '../../server/src/shared/dates.ts';
import { ownPeakMB } from './processes.ts';
import { sourceOf } from './reconciliation-sources.ts';
import { day } from './reconciliation-town.ts';

const [, , url, path, source] = process.argv;
const db = openDatabase({ url: url!, poolSize: 4 });
const statements = sourceOf(source!, path!);
const module = createReconciliationModule({
  db,
  clock: systemClock,
  logger: createLogger('warn'),
  crashPoints: noCrashPoints,
  audit: { record: async () => {}, names: async () => [] },
  sources: async () => [statements],
});
const stages: Record<string, number> = {};
const began = performance.now();
const result = await module.run(statements, day as BusinessDate, ({ stage }) => {
  stages[stage] ??= (performance.now() - began) / 1000;
});
const seconds = (performance.now() - began) / 1000;
await db.close();
console.log(
  JSON.stringify({
    seconds,
    stages,
    peakMB: ownPeakMB(),
    ...result,
  }),
);
