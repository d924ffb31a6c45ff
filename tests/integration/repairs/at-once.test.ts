/** What a dispatcher does to an order and what desk and customer do to its cases, at the very same moment: each is done or refused, and nobody waits for the other for ever. */
import { describe, expect, it } from '@jest/globals';
import type { Resident } from '../../support/world.ts';
import { freshKey } from '../payments/story.ts';
import { actOn, deskAct, hall, newNeighbour, orderOf, read, report, setTheScene } from './repair-story.ts';

setTheScene();

const rounds = 20;
const separate = (orderNo: string, caseNo: string) =>
  deskAct(orderNo, { act: 'separate', caseNo, words: '不是同一个故障' });
const withdraw = (caseNo: string, { token }: Resident) =>
  hall.call('POST', `/cases/${caseNo}/withdrawal`, { token, key: freshKey(), body: { words: '已经好了' } });

/** Two neighbours' reports of one fault. */
async function twoReports() {
  const [firstHome, reporter] = await newNeighbour();
  const [secondHome, neighbour] = await newNeighbour();
  const [first, second] = [await report(firstHome, reporter), await report(secondHome, neighbour)];
  return { first, reporter, second, neighbour, orderNo: await orderOf(first, reporter) };
}

describe('a report is taken out of its fault', () => {
  it('while its customer takes it back: either it has no crew, or the crew it had is called off', async () => {
    for (let round = 0; round < rounds; round++) {
      const { first, reporter, second, neighbour, orderNo } = await twoReports();
      const [taken, back] = await Promise.all([separate(orderNo, second), withdraw(second, neighbour)]);
      expect([200, 422]).toContain(taken.status);
      expect(back.status).toBe(200);
      expect((await read(orderNo)).status).toBe('dispatched');
      const { rows } = await hall.owner.query(
        `SELECT o.status FROM repair_reports r JOIN repair_orders o ON o.fault_id = r.fault_id JOIN service_cases c ON c.id = r.case_id
          WHERE c.case_no = $1 AND o.order_no <> $2`,
        [second, orderNo],
      );
      expect(rows).toEqual(taken.status === 200 ? [{ status: 'cancelled' }] : []);
      expect((await withdraw(first, reporter)).status).toBe(200);
    }
  });

  it('while a colleague answers it on the telephone', async () => {
    for (let round = 0; round < rounds; round++) {
      const { first, reporter, second, orderNo } = await twoReports();
      await actOn(second, { act: 'take' });
      const answer = { act: 'answer', outcome: 'solved', words: '已电话指导合上户内开关' };
      const [taken, answered] = await Promise.all([separate(orderNo, second), actOn(second, answer)]);
      expect([200, 422]).toContain(taken.status);
      expect(answered.status).toBe(200);
      expect((await withdraw(first, reporter)).status).toBe(200);
    }
  });
});
