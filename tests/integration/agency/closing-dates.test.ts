/** A partner's clearing dates are closed once, however late, and none that is closed gets money again. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { type RunningHall, startHall } from '../../support/hall.ts';
import {
  agencyEnvironment,
  dateText,
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
const left = async () => {
  const text = 'SELECT balance_fen::int AS fen FROM partner_prefunds WHERE partner_id = $1';
  return (await hall.owner.query(text, [agent.id])).rows[0].fen;
};
/** Of the dates on which there was anything: what they came to, and what they earned. */
const closedDates = async () => {
  const text = `SELECT net_fen::int AS net, commission_fen::int AS earned FROM partner_days
    WHERE partner_id = $1 AND closed_at IS NOT NULL AND payments + reversals > 0 ORDER BY clearing_on`;
  return (await hall.owner.query(text, [agent.id])).rows;
};
const aDay = 24 * 3600;
/** YYYYMMDD of the date that is running. */
const running = async () => {
  const text = `SELECT to_char(clearing_date($2, cut_off), 'YYYYMMDD') AS day FROM partners WHERE id = $1`;
  return (await hall.owner.query(text, [agent.id, clock.now()])).rows[0].day;
};

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

test('what two persons reverse after its date was closed gives its commission back, in the file of the day they do it', async () => {
  const tradeNo = `${dateText(clock.now())}-e1`;
  const paidOn = await pays(20_000, 'e1');
  clock.move(aDay);
  await close();
  expect([await left(), await closedDates()]).toEqual([10_200, [{ net: 20_000, earned: 200 }]]);
  const fileOf = async (day: string) => (await agent.send('GET', `/agency/v1/day-files/${day}`, '')).text;
  const asFetched = await fileOf(paidOn);
  const reversedOn = await running();
  await hall.owner.query(
    `SELECT reverse_collection('agent:' || code, $2, 'RE1', 20000, NULL, 'staff:two', '重复代收', $3::date) FROM partners WHERE id = $1`,
    [agent.id, tradeNo, reversedOn],
  );
  expect(await left()).toBe(30_200);
  clock.move(aDay);
  await close();
  await close();
  expect([await left(), await closedDates()]).toEqual([
    30_000,
    [
      { net: 20_000, earned: 200 },
      { net: -20_000, earned: -200 },
    ],
  ]);
  expect(await fileOf(paidOn)).toBe(asFetched);
  expect(await fileOf(reversedOn)).toMatch(/\|e1\|\d+\|20000\|\d\d\|2\n/);
});

test('what is booked on a closed date by reconciliation earns its commission with the next closing, once', async () => {
  await pays(10_000, 'f1');
  clock.move(aDay);
  await close();
  expect(await left()).toBe(20_100);
  const bill = await hall.world.bill(await hall.world.household(), { amountFen: 5_000 });
  await hall.owner.query(
    `SELECT receive_payment('P2026112200000000000009', 'agent', 'agent:' || code, '20261122-f2', 'agency', NULL, '电费', ARRAY[$2::bigint], ARRAY[5000::bigint],
       '{}', '{}', $3, $4::date - 1, 'partner', true, '{}') FROM partners WHERE id = $1`,
    [agent.id, bill.payableId, clock.now(), await running()],
  );
  expect(await left()).toBe(15_100);
  // The database's own clock is not the story's.
  await hall.owner.query(`UPDATE collections SET created_at = $1 WHERE trade_no = '20261122-f2'`, [
    clock.now(),
  ]);
  clock.move(aDay);
  for (const _ of ['closes', 'finds nothing more']) await close();
  expect([await left(), await closedDates()]).toEqual([15_150, [{ net: 15_000, earned: 150 }]]);
});

describe('a message and the closing of its date wait for one another', () => {
  const connect = async () => {
    const client = new pg.Client({ connectionString: hall.owner.options.connectionString! });
    await client.connect();
    return client;
  };
  /** Of a minute before the cut-off that has just passed. */
  const store = (client: pg.Client, key: string) =>
    client.query(
      `SELECT message_id::int AS id FROM store_partner_message($1, 'reverse', $2, $2, 'agent', NULL, '\\x00', '{}', '\\x00', $3::timestamptz - interval '31 minutes')`,
      [agent.id, key, clock.now()],
    );
  const dateOf = async (key: string) => {
    const text =
      'SELECT clearing_on::text AS day FROM partner_messages WHERE partner_id = $1 AND trade_key = $2';
    return (await hall.owner.query(text, [agent.id, key])).rows[0]?.day;
  };
  const closed = async (day: string) => {
    const text =
      'SELECT FROM partner_days WHERE partner_id = $1 AND clearing_on = $2::date AND closed_at IS NOT NULL';
    return (await hall.owner.query(text, [agent.id, day])).rowCount === 1;
  };
  const waits = (work: Promise<unknown>) =>
    Promise.race([work.then(() => false), sleep(300).then(() => true)]);
  const endedOn = async () => {
    const text = `SELECT (clearing_date($2, cut_off) - 1)::text AS day FROM partners WHERE id = $1`;
    return (await hall.owner.query(text, [agent.id, clock.now()])).rows[0].day;
  };

  test('one that is being stored keeps its date open until it is handled', async () => {
    const [today, client] = [await endedOn(), await connect()];
    await client.query('BEGIN');
    await store(client, 'g1');
    const closing = close();
    expect(await waits(closing)).toBe(true);
    await client.query('COMMIT');
    await client.end();
    await closing;
    expect([await dateOf('g1'), await closed(today)]).toEqual([today, false]);
    await hall.owner.query(
      `UPDATE partner_messages SET status = 'handled', code = '2012' WHERE partner_id = $1 AND trade_key = 'g1'`,
      [agent.id],
    );
    await close();
    expect(await closed(today)).toBe(true);
  });

  test('one that comes while its date is closed falls on the next', async () => {
    const [today, closer, sender] = [await endedOn(), await connect(), await connect()];
    await closer.query('BEGIN');
    await closer.query('SELECT close_partner_day($1, $2::date, $3)', [agent.id, today, clock.now()]);
    const storing = store(sender, 'g2');
    expect(await waits(storing)).toBe(true);
    await closer.query('COMMIT');
    await storing;
    await Promise.all([closer.end(), sender.end()]);
    expect([await closed(today), (await dateOf('g2')) > today]).toEqual([true, true]);
  });
});

test('hundreds of messages that cannot be handled do not keep the next one from it', async () => {
  await pays(1_000, 'h0');
  const bill = await hall.world.bill(await hall.world.household(), { amountFen: 1_000 });
  const account = `SELECT a.account_no AS no FROM payables y JOIN holder_periods h ON h.id = y.holder_period_id JOIN supply_accounts a ON a.id = h.account_id WHERE y.id = $1`;
  const { no } = (await hall.owner.query(account, [bill.payableId])).rows[0];
  const { quoteId } = (await agent.inquire(no)).body;
  const copies = (keys: string, changed: object) =>
    hall.owner.query(
      `INSERT INTO partner_messages (partner_id, trade, trade_key, nonce, channel, content_hash, parsed, raw, received_at, clearing_on, status)
         SELECT partner_id, 'pay', to_char($2::timestamptz, 'YYYYMMDD') || '-' || key, key, channel, content_hash, parsed || $3::jsonb, raw, $2, clearing_on, 'stored'
           FROM partner_messages, unnest(string_to_array($4, ' ')) AS key
          WHERE partner_id = $1 AND trade = 'pay' AND status = 'handled'`,
      [agent.id, clock.now(), JSON.stringify(changed), keys],
    );
  const spoilt = Array.from({ length: 250 }, (_, at) => `spoilt${at}`).join(' ');
  await copies(spoilt, { amountFen: 'a thousand' });
  await copies('left', { quoteId, accountNo: no });
  clock.move(60);
  await hall.app.runJob('handle-partner-messages');
  const paid = 'SELECT paid_fen::int AS fen FROM payables WHERE id = $1';
  expect((await hall.owner.query(paid, [bill.payableId])).rows[0].fen).toBe(1_000);
});
