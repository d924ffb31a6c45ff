/** What a sweep that was away makes up for. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { nextDay, openStreet, type Street } from './street.ts';

let street: Street;
beforeAll(async () => {
  street = await openStreet('2026-11-24');
}, 120_000);
afterAll(() => street?.close());

it('a bill is told also when the sweep was away for days', async () => {
  const home = await street.world.household();
  const holder = await street.holder(home);
  await street.sweep();
  const issuedAt = `${street.today()}T08:00:00+08:00`;
  const dueOn = nextDay(street.today(), 25);
  street.morningOf(nextDay(street.today(), 8));
  await street.bill(home, { month: '2026-11', amountFen: 7_700, dueOn, issuedAt });
  await street.sweep();
  await street.sweep();
  expect(await street.notices(home, 'bill-issued')).toMatchObject([
    { personId: holder.personId, params: { amountFen: 7_700, dueOn } },
  ]);
});
