import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { movingClock } from '../../support/moving-clock.ts';
import { deskStory } from '../desk/desk-story.ts';
import { type Days, openDays, today } from './days.ts';

let it: Days;
beforeAll(async () => {
  it = await openDays();
}, 120_000);
afterAll(() => it?.close());

test.each(['wechat-pay', 'alipay'])(
  '%s: a pay code that was paid and revoked stands twice in the file, nowhere in the books, and agrees',
  async wallet => {
    const desk = deskStory(it.hall, movingClock(), () => {});
    const [clerk, customer] = [await desk.clerk(), await desk.customer(12_300)];
    const { authCode } = await it.hall.sandbox.post<{ authCode: string }>('/control/pay-codes', {
      wallet,
      behaviour: 'unclear',
    });
    const scanned = await desk.post(clerk, '/staff/desk/pay-codes', { ...desk.pays(customer), authCode });
    expect(scanned.body.stage).toBe('waiting');
    await it.hall.owner.query(`UPDATE counter_takings SET taken_at = taken_at - interval '10 minutes'`);
    await desk.post(clerk, `/staff/desk/takings/${scanned.body.paymentNo}/give-up`);
    expect(await desk.owed(customer)).toBe(12_300);
    const result = await it.run(wallet, today());
    expect([await it.differences(today(), wallet), result.status]).toEqual([[], 'matched']);
    expect(result.rows).toBeGreaterThan(1);
    expect(await it.books()).toEqual([]);
  },
);
