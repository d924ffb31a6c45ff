/** Money that is told of after its day was compared makes that day due again: nothing stays green that was not looked at. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { addDays } from '../../../server/src/shared/dates.ts';
import { deskStory } from '../desk/desk-story.ts';
import { enrolled } from '../desk/machine.ts';
import { type Days, noonOf, openDays, today } from './days.ts';

let days: Days;
let finance: string;
const day = addDays(today(), -2);
beforeAll(async () => {
  days = await openDays();
  finance = await days.story.staff('finance');
});
afterAll(() => days?.close());

async function ofDay(source: string) {
  const { rows } = await days.hall.owner.query(
    'SELECT status, next_try_at <= now() AS due FROM reconciliation_days WHERE source = $1 AND day = $2',
    [source, day],
  );
  return rows[0];
}

it('notes that a kiosk reports two days later, when its box of that day had been found empty', async () => {
  const desk = deskStory(days.hall, { now: () => new Date(), pass: () => {} }, () => {});
  const device = await enrolled(desk);
  const { boxNo } = (await device.call('GET', '/kiosk/state')).body;
  const source = `cash-box:${boxNo}`;
  await days.hall.owner.query('UPDATE cash_boxes SET inserted_at = $2 WHERE box_no = $1', [
    boxNo,
    noonOf(addDays(day, -1)),
  ]);
  const run = async () => {
    const sources = await days.hall.app.reconciliation.sources(day);
    return days.hall.app.reconciliation.run(sources.find(each => each.source === source)!, day);
  };
  expect(await run()).toMatchObject({ status: 'matched', rows: 0 });
  expect(await ofDay(source)).toEqual({ status: 'matched', due: null });

  const customer = await desk.customer(12_000);
  const notes = device.notes(customer.household.accountNo, [10_000, 2_000]);
  const offline = notes.map(event => ({ ...event, at: noonOf(day) }));
  expect((await device.report(offline)).status).toBe(200);
  expect(await ofDay(source)).toEqual({ status: 'matched', due: true });
  // The job finds it by itself.
  await days.hall.app.runJob('reconcile');
  const { body } = await days.hall.call('GET', `/staff/reconciliation/day?source=${source}&day=${day}`, {
    cookie: finance,
  });
  expect(body.day).toMatchObject({ status: 'waiting', problem: { reason: 'awaits-count' }, oursFen: 12_000 });
});

it('a box that nobody had put anything into by the reports, counted days later with a note in it', async () => {
  const desk = deskStory(days.hall, { now: () => new Date(), pass: () => {} }, () => {});
  const device = await enrolled(desk);
  const { boxNo } = (await device.call('GET', '/kiosk/state')).body;
  const source = `cash-box:${boxNo}`;
  const isOf = (column: string, at: string) =>
    days.hall.owner.query(`UPDATE cash_boxes SET ${column} = $2 WHERE box_no = $1`, [boxNo, at]);
  await isOf('inserted_at', noonOf(addDays(day, -1)));
  const sources = await days.hall.app.reconciliation.sources(day);
  await days.hall.app.reconciliation.run(sources.find(each => each.source === source)!, day);
  expect(await ofDay(source)).toEqual({ status: 'matched', due: null });
  // Told days later: it had been taken out on that day.
  await device.report([device.event('box', { removed: '1', inserted: '2' })]);
  await isOf('removed_at', noonOf(day));

  const [counter, confirmer] = [await desk.member('finance'), await desk.member('supervisor')];
  const path = `/staff/desk/cash-boxes/${boxNo}`;
  const counted = { counted: { '10000': 1 }, explanation: '未上报的一张' };
  expect((await desk.post(counter, `${path}/count`, counted)).body.status).toBe('unconfirmed');
  expect(await ofDay(source)).toEqual({ status: 'matched', due: null });
  expect((await desk.post(confirmer, `${path}/confirmation`, { approve: true })).body.status).toBe('counted');
  expect(await ofDay(source)).toEqual({ status: 'matched', due: true });
});

it('a refund whose success is told days later', async () => {
  const { paymentNo } = await days.paid({}, { paidAt: noonOf(day) });
  await days.hall.sandbox.post('/control/faults', {
    rules: [{ gateway: 'wechat-pay', on: 'refund', fault: 'error-5xx', status: 502 }],
  });
  const asked = await days.hall.call('POST', `/staff/payments/${paymentNo}/refunds`, {
    cookie: finance,
    key: 'late-refund-1',
    body: { amountFen: 345, reason: '多收退回' },
  });
  expect(asked.body).toMatchObject({ status: 'pending' });
  const { source } = await days.sourceOf('wechat-pay');
  await days.run('wechat-pay', day);
  expect(await ofDay(source)).toEqual({ status: 'matched', due: null });
  await days.hall.owner.query('SELECT finish_refund($1, $2, $3)', [asked.body.refundNo, '503', noonOf(day)]);
  expect(await ofDay(source)).toMatchObject({ due: true });
  // What their file of that day lacks is seen.
  await days.run('wechat-pay', day);
  const found = await days.differences(day, 'wechat-pay');
  expect(found.filter(({ kind }) => kind === 'refund')).toMatchObject([
    { class: 'missing-there', status: 'open', ours: -345 },
  ]);
});
