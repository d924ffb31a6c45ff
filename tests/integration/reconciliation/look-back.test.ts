/** A hall that was off for weeks looks at every day it has missed, not only at the last seven. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { addDays } from '../../../server/src/shared/dates.ts';
import { type Days, openDays, today } from './days.ts';

let days: Days;
beforeAll(async () => {
  days = await openDays();
});
afterAll(() => days?.close());

it('every source is planned from the first day on which nothing was', async () => {
  const { source } = await days.sourceOf('wechat-pay');
  // The last day before it went off; and somebody has run yesterday by hand before the job came to it.
  await days.hall.owner.query(
    `INSERT INTO reconciliation_days (source, day, status) VALUES ($1, $2, 'matched'), ($1, $3, 'matched')`,
    [source, addDays(today(), -20), addDays(today(), -1)],
  );
  // One row of a mistyped year plans nothing back to it.
  await days.hall.owner.query(
    `INSERT INTO reconciliation_days (source, day, status) VALUES ($1, '2020-01-01', 'matched')`,
    [source],
  );
  await days.hall.app.runJob('reconcile');
  const { rows } = await days.hall.owner.query(
    'SELECT count(*)::int AS days, min(day)::text AS first FROM reconciliation_days WHERE source = $1 AND day BETWEEN $2 AND $3',
    [source, addDays(today(), -20), addDays(today(), -1)],
  );
  expect(rows).toEqual([{ days: 20, first: addDays(today(), -20) }]);
});
