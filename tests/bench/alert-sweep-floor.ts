/** The bare SQL that finds the same accounts and people, one statement a rule over the whole town, and writes nothing. */
import { openDatabase } from '../../server/src/infra/database.ts';
import { createAlertDefaultsRepository } from '../../server/src/modules/alerts/alert-defaults.repository.ts';
import { bindDefaults } from '../../server/src/modules/alerts/default-limits.ts';
import { foundSql, inRange } from '../../server/src/modules/alerts/sweep-accounts.repository.ts';
import { sweepConditions } from '../../server/src/modules/alerts/sweep-conditions.repository.ts';
import { today } from './alert-sweep-town.ts';

const db = openDatabase({ url: process.argv[2]!, poolSize: 2 });
const now = new Date(`${today}T01:00:00Z`);
const defaults = await createAlertDefaultsRepository(db).inForce(now);
const began = performance.now();
// As far as a sweep looks back when the last one ran a moment ago.
const terms = { unusualUseLeastKwh: 5, newsSince: new Date(now.getTime() - 3 * 86_400_000) };
let count = 0;
for (const condition of sweepConditions) {
  const limits = bindDefaults([today, now, 0, Number.MAX_SAFE_INTEGER], defaults, terms);
  const found = foundSql(condition, inRange, limits);
  const { rows } = await db.pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM (${found}) found WHERE $2::timestamptz IS NOT NULL`,
    limits.values,
  );
  count += rows[0]!.count;
}
console.log(JSON.stringify({ seconds: (performance.now() - began) / 1000, notices: count }));
await db.close();
