/** What waits for its customer is said again, by the rule of the day and never more than once in a period. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { addDays } from '../../../server/src/shared/dates.ts';
import { type Office, openOffice, today } from './office.ts';

let hall: Office['hall'];
let toSign: Office['toSign'];

beforeAll(async () => {
  ({ hall, toSign } = await openOffice());
});
afterAll(() => hall.close());

it('reminds a customer after the days of the rule, once, and again after as many', async () => {
  const { me, caseNo } = await toSign();
  const fresh = await toSign();
  const waitsSince = (days: number) =>
    hall.owner.query(
      `WITH c AS (UPDATE applications SET began_on = $2, step_began_on = $2, reminded_on = reminded_on - $3::int WHERE case_no = $1 RETURNING id)
       UPDATE case_stops s SET from_on = $2 FROM c WHERE s.case_id = c.id`,
      [caseNo, addDays(today, -days), days],
    );
  const reminded = async (no: string) => {
    await hall.app.runJob('remind-of-waiting-applications');
    const { rows } = await hall.owner.query(
      `SELECT params ->> 'caseNo' AS "caseNo" FROM notices WHERE event = 'application-reminder' AND params ->> 'caseNo' = $1`,
      [no],
    );
    return rows.length;
  };
  await waitsSince(4);
  expect(await reminded(caseNo)).toBe(0);
  await waitsSince(5);
  expect([await reminded(caseNo), await reminded(caseNo)]).toEqual([1, 1]);
  expect((await me.ask('GET', `/${caseNo}`)).body.events.at(-1)).toMatchObject({
    kind: 'reminded',
    by: 'system',
  });
  // Five days on. What is said twice on one day is one message, so the first is set back with the day.
  await hall.owner.query(`UPDATE notices SET dedupe_key = 'earlier' WHERE event = 'application-reminder'`);
  await waitsSince(5);
  expect(await reminded(caseNo)).toBe(2);
  expect(await reminded(fresh.caseNo)).toBe(0);
  await me.sign(caseNo);
  await waitsSince(5);
  expect(await reminded(caseNo)).toBe(2);
});
