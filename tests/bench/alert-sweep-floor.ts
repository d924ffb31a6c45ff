/**
 * The bare SQL that finds the same accounts and people, one statement a rule, and writes nothing: over the whole town at once, and by the
 * sweep's own ranges. The quicker of both counts.
 */
import { openDatabase } from '../../server/src/infra/database.ts';
import { createAlertDefaultsRepository } from '../../server/src/modules/alerts/alert-defaults.repository.ts';
import { bindDefaults } from '../../server/src/modules/alerts/default-limits.ts';
import { foundSql, inRange } from '../../server/src/modules/alerts/sweep-accounts.repository.ts';
import { sweepConditions } from '../../server/src/modules/alerts/sweep-conditions.repository.ts';
import { rangeSize, today } from './alert-sweep-town.ts';

const db = openDatabase({ url: process.argv[2]!, poolSize: 2 });
const now = new Date(`${today}T01:00:00Z`);
const defaults = await createAlertDefaultsRepository(db).inForce(now);
// As far as a sweep looks back when the last one ran a moment ago.
const terms = { unusualUseLeastKwh: 5, newsSince: new Date(now.getTime() - 3 * 86_400_000) };

/** One statement a rule for each range of so many accounts. */
async function find(rangeOf: number): Promise<{ seconds: number; notices: number }> {
  const began = performance.now();
  let notices = 0;
  for (let from = 0; from < last; from += rangeOf)
    for (const condition of sweepConditions) {
      const limits = bindDefaults([today, now, from, from + rangeOf], defaults, terms);
      const found = foundSql(condition, inRange, limits);
      const { rows } = await db.pool.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM (${found}) found WHERE $2::timestamptz IS NOT NULL`,
        limits.values,
      );
      notices += rows[0]!.count;
    }
  return { seconds: (performance.now() - began) / 1000, notices };
}

const { rows } = await db.pool.query<{ last: number }>('SELECT max(id)::int AS last FROM holder_periods');
const last = rows[0]!.last;
const shapes = [await find(last), await find(rangeSize)];
if (shapes[0]!.notices !== shapes[1]!.notices) throw new Error(`found ${JSON.stringify(shapes)}`);
console.log(JSON.stringify(shapes.sort((left, right) => left.seconds - right.seconds)[0]));
await db.close();
