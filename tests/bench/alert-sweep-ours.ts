/** One sweep in a process of its own: `alert-sweep-ours.ts <database url>`; prints seconds, notices and its largest memory. */
import { noCrashPoints } from '../../server/src/infra/crash-point.ts';
import { openDatabase } from '../../server/src/infra/database.ts';
import { createAlertDefaultsRepository } from '../../server/src/modules/alerts/alert-defaults.repository.ts';
import { createSweepRepository } from '../../server/src/modules/alerts/sweep.repository.ts';
import { createSweepAlerts } from '../../server/src/modules/alerts/sweep-alerts.ts';
import { rangeSize, today } from './alert-sweep-town.ts';

const db = openDatabase({ url: process.argv[2]!, poolSize: 2 });
const sweep = createSweepAlerts({
  clock: { now: () => new Date(`${today}T01:00:00Z`) },
  crashPoints: noCrashPoints,
  sweep: createSweepRepository(db),
  defaults: createAlertDefaultsRepository(db),
  nudge: () => {},
  rangeSize,
  rules: async () => ({ unusualUseLeastKwh: 5 }),
});
await db.pool.query('SELECT 1');
const began = performance.now();
const queued = await sweep();
const seconds = (performance.now() - began) / 1000;
const notices = Object.values(queued).reduce((sum, count) => sum + count, 0);
console.log(JSON.stringify({ seconds, notices, peakMiB: Math.round(process.resourceUsage().maxRSS / 1024) }));
await db.close();
