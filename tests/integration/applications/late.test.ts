/** Days of a late case: of its steps, and of the papers that wait for an appeal while the calendar changes. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { addDays, businessDate } from '../../../server/src/shared/dates.ts';
import { putHoliday } from '../../support/holidays.ts';
import { type Office, openOffice, today } from './office.ts';

let hall: Office['hall'];
let supervisor: Office['supervisor'];
let handedIn: Office['handedIn'];

beforeAll(async () => {
  ({ hall, supervisor, handedIn } = await openOffice());
});
afterAll(() => hall.close());

it('a step of a case that is late already is due on the day the case came there, whatever is done to it since', async () => {
  const { office, caseNo } = await handedIn();
  await hall.owner.query(`UPDATE applications SET began_on = began_on - 60 WHERE case_no = $1`, [caseNo]);
  await office.must(`/${caseNo}/take`);
  expect((await office.must(`/${caseNo}/moves`, { move: 'accept' })).stepDueOn).toBe(today);
  const done = await office.must(`/${caseNo}/visit`, { outcome: 'done' });
  expect([done.dueOn < today, done.stepDueOn]).toEqual([true, today]);
  const survey = done.timeline.find(({ state }: { state: string }) => state === 'now');
  expect(survey.dueOn).toBe(today);
  // As if another calendar had been in force so far.
  await hall.owner.query(`UPDATE applications SET due_on = due_on - 1 WHERE case_no = $1`, [caseNo]);
  await hall.app.runJob('application-deadlines');
  const seen = (await office.ask('GET', `/${caseNo}`)).body;
  expect([seen.dueOn, seen.stepDueOn]).toEqual([done.dueOn, today]);
});

it('papers of a refused case are kept as long as it may be appealed against, also when the calendar moves that day', async () => {
  const { me, office, caseNo } = await handedIn();
  await office.must(`/${caseNo}/take`);
  await office.must(`/${caseNo}/moves`, { move: 'refuse', reason: '地址不清' });
  const kept = async () => {
    const text = `SELECT min(delete_after) AS until FROM documents WHERE subject = $1`;
    return (await hall.owner.query(text, [`application:${caseNo}`])).rows[0].until as Date;
  };
  const [before, until] = [(await me.ask('GET', `/${caseNo}`)).body.appealUntil, await kept()];
  await putHoliday(hall, supervisor.cookie, before);
  const after = (await me.ask('GET', `/${caseNo}`)).body.appealUntil;
  expect(after > before).toBe(true);
  await hall.app.runJob('keep-appealable-papers');
  const moved = Math.round((Date.parse(after) - Date.parse(before)) / 86_400_000);
  expect(businessDate(await kept())).toBe(addDays(businessDate(until), moved));
});
