/** A partner's clearing dates are closed once, however late, and none that is closed gets money again. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type RunningHall, startHall } from '../../support/hall.ts';
import {
  agencyEnvironment,
  differences,
  type JsonPartner,
  jsonPartner,
  setClock,
  topUp,
} from './partners.ts';

// Half past eight in the evening in Beijing.
const clock = setClock('2026-11-22T12:30:00Z');
let hall: RunningHall;
let agent: JsonPartner;
let agents = 0;
beforeAll(async () => {
  hall = await startHall({ clock, environment: agencyEnvironment });
});
beforeEach(async () => {
  const code = `AG010${++agents}`;
  const terms = { prefunded: true, commissionPpm: 10_000, cutOff: '20:00:00' };
  agent = await jsonPartner(hall, { code, channels: ['agent'], ...terms }, () => clock.now());
  const joined = new Date(clock.now().getTime() - 3 * 86_400_000);
  await hall.owner.query('UPDATE partners SET created_at = $2 WHERE id = $1', [agent.id, joined]);
  await topUp(hall, agent.id, 30_000);
});
afterAll(async () => {
  expect(await differences(hall)).toEqual([]);
  await hall.close();
});

async function pays(amountFen: number, serial: string): Promise<string> {
  const home = await hall.world.household();
  await hall.world.bill(home, { amountFen });
  const { body } = await agent.payAll(home.accountNo, serial);
  expect(body.code).toBe('0000');
  return body.clearingDate;
}
const close = () => hall.app.runJob('close-partner-days');

test('one that could not be closed for three weeks is closed, and earns its commission, once it can be', async () => {
  await pays(20_000, 'c1');
  // One message that nobody could handle holds its date up.
  await hall.owner.query(
    `INSERT INTO partner_messages (partner_id, trade, trade_key, channel, content_hash, parsed, raw, received_at, clearing_on, status)
       SELECT partner_id, 'reverse', 'c2', channel, content_hash, parsed, raw, received_at, clearing_on, 'stored' FROM partner_messages
        WHERE partner_id = $1 AND trade = 'pay'`,
    [agent.id],
  );
  clock.move(21 * 24 * 3600);
  const earned = async () => {
    const text = `SELECT coalesce(sum(commission_fen), 0)::int AS fen FROM partner_days WHERE partner_id = $1 AND closed_at IS NOT NULL`;
    return (await hall.owner.query(text, [agent.id])).rows[0].fen;
  };
  await close();
  expect(await earned()).toBe(0);
  await hall.owner.query(
    `UPDATE partner_messages SET status = 'handled', code = '2012' WHERE partner_id = $1 AND trade_key = 'c2'`,
    [agent.id],
  );
  await close();
  await close();
  expect(await earned()).toBe(200);
});

test('a cut-off that is put off in the evening brings no closed date back', async () => {
  const before = await pays(1_000, 'd1');
  await close();
  await hall.owner.query(`UPDATE partners SET cut_off = '24:00:00' WHERE id = $1`, [agent.id]);
  // By the new cut-off it would be today's, and today was closed at eight.
  expect(await pays(2_000, 'd2')).toBe(before);
});
