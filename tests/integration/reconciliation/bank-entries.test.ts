/** What the utility's bank account shows stands there once: an entry is brought for one day of one partner, or in parts up to its whole. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { StaffRole } from '../../../server/src/http/access.ts';
import { comparedReference } from '../../../server/src/shared/compared-reference.ts';
import { addDays, type BusinessDate } from '../../../server/src/shared/dates.ts';
import { creditOf } from '../../support/partners/bank-credit.ts';
import { nameOf, send } from '../access/example.ts';
import { requests } from '../access/requests.ts';
import { createScene, openDesk } from '../access/scene.ts';
import { addPartner, agencyEnvironment } from '../agency/partners.ts';
import { type Days, openDays, today, yesterday } from './days.ts';

let it: Days;
let finance: string;
let supervisor: string;
beforeAll(async () => {
  const channels = `${agencyEnvironment.ENABLED_CHANNELS},recharge-card,counter`;
  it = await openDays({ ...agencyEnvironment, ENABLED_CHANNELS: channels });
  [finance, supervisor] = [await it.story.staff('finance'), await it.story.staff('supervisor')];
  const units = { request: 'fen', reply: 'fen', file: 'fen' };
  for (const code of ['MB0001', 'MB0002'])
    await addPartner(it.hall, { code, form: 'agency-json', channels: ['mobile-bank'], units });
});
afterAll(() => it.close());

const [one, other] = ['partner:MB0001', 'partner:MB0002'];
const back = (days: number) => addDays(yesterday(), -days);

interface Entry {
  reference: string;
  fen?: number;
  wholeFen?: number;
}
const bring = async (source: string, day: BusinessDate, ...entries: Entry[]) => {
  const file = creditOf(
    source,
    day,
    entries.map(entry => ({ on: today(), fen: 1_000, ...entry })),
  );
  const { status, body } = await it.bring(finance, source, day, 'credit', file);
  return [status, body.details?.[0].rule ?? null, body.details ? body.message : null];
};
const taken = [202, null, null];
const counted = [422, 'counted-elsewhere', expect.any(String)];
const beyond = [422, 'totals', expect.any(String)];

/** Withdrawn, or restored, by two persons. */
async function settle(source: string, day: BusinessDate, place = 0) {
  const { rows } = await it.hall.owner.query(
    `SELECT id FROM statement_files WHERE source = $1 AND day = $2 AND part = 'credit' AND status IN ('accepted', 'withdrawn') ORDER BY id`,
    [source, day],
  );
  const at = `/staff/reconciliation/files/${rows[place].id}`;
  const say = (cookie: string, path: string, body: object) =>
    it.hall.call('POST', `${at}/${path}`, { cookie, body, key: crypto.randomUUID() });
  await say(finance, 'proposal', { reason: '填错日期' });
  const { rows: waiting } = await it.hall.owner.query(
    `SELECT id::int FROM statement_file_decisions WHERE file_id = $1 AND outcome = 'waiting'`,
    [rows[place].id],
  );
  return say(supervisor, 'decision', { decisionId: waiting[0].id, approve: true });
}

test('an entry that counts for one day is refused for another, and for another partner, with its line', async () => {
  expect(await bring(one, back(0), { reference: 'AA1' }, { reference: 'AA2' })).toEqual(taken);
  expect(await bring(one, back(1), { reference: 'AA9' }, { reference: 'AA2' })).toEqual(counted);
  expect(await bring(other, back(0), { reference: 'AA1' })).toEqual(counted);
  // However it is typed, also within one file.
  expect(await bring(other, back(0), { reference: 'AA3' }, { reference: 'aa 3' })).toEqual([
    422,
    'row',
    expect.any(String),
  ]);
  expect(await bring(other, back(0), { reference: 'aa 1' })).toEqual(counted);
  const { rows } = await it.hall.owner.query(
    `SELECT refusal FROM statement_files WHERE source = $1 AND day = $2 AND status = 'refused'`,
    [one, back(1)],
  );
  expect(rows[0].refusal).toMatchObject({ line: 3, detail: `AA2: ${one} ${back(0)}` });
  // Nothing of a refused file holds an entry, and bringing one's own day anew is no second time.
  expect(await bring(other, back(1), { reference: 'AA9' })).toEqual(taken);
  expect(await bring(one, back(0), { reference: 'AA2' })).toEqual(taken);
  expect(await bring(other, back(0), { reference: 'AA1' })).toEqual(taken);
});

test('of two that come at once with one entry, one is taken', async () => {
  const both = await Promise.all([
    bring(one, back(2), { reference: 'BB1' }),
    bring(other, back(2), { reference: 'BB1' }),
  ]);
  expect(both.map(([status]) => status).sort()).toEqual([202, 422]);
});

test('a withdrawn file frees its entries, and is not restored once they count elsewhere', async () => {
  expect(await bring(one, back(3), { reference: 'CC1' })).toEqual(taken);
  expect((await settle(one, back(3))).status).toBe(200);
  expect(await bring(one, back(4), { reference: 'CC1' })).toEqual(taken);
  const restored = await settle(one, back(3));
  expect([restored.status, restored.body.error]).toEqual([409, 'bank-entry-counted']);
});

test('a file that would count again because a later one is withdrawn does not bring an entry back that counts elsewhere', async () => {
  expect(await bring(one, back(5), { reference: 'DD1' })).toEqual(taken);
  expect(await bring(one, back(5), { reference: 'DD2' })).toEqual(taken);
  expect(await bring(one, back(6), { reference: 'DD1' })).toEqual(taken);
  const withdrawn = await settle(one, back(5), 1);
  expect([withdrawn.status, withdrawn.body.error]).toEqual([409, 'bank-entry-counted']);
  // The very bytes brought once more are judged anew as well.
  expect(await bring(one, back(5), { reference: 'DD1' })).toEqual(counted);
});

test('one entry for several days is brought in parts, never more than it is, and each part tells the same whole', async () => {
  const part = (fen: number, wholeFen = 3_000) => ({ reference: 'EE1', fen, wholeFen });
  expect(await bring(one, back(7), part(1_000))).toEqual(taken);
  expect(await bring(one, back(8), part(2_000))).toEqual(taken);
  expect(await bring(one, back(9), part(1))).toEqual(beyond);
  // A part may be brought anew, smaller: then there is room.
  expect(await bring(one, back(8), part(1_500))).toEqual(taken);
  expect(await bring(one, back(9), part(500, 4_000))).toEqual(beyond);
  expect(await bring(one, back(9), { reference: 'EE1', fen: 500 })).toEqual(counted);
  expect(await bring(one, back(9), part(500))).toEqual(taken);
  expect(await bring(one, back(10), part(4_000))).toEqual([422, 'row', expect.any(String)]);
});

describe('an entry that one door has booked is booked by no other', () => {
  let desk: Awaited<ReturnType<typeof openDesk>>;
  beforeAll(async () => {
    desk = await openDesk(it.hall);
  });

  /** The example of a request that books money of the bank's, with this reference. `ready` writes it where the example has another already. */
  async function book(name: string, role: StaffRole, reference: string, ready?: string, more: object = {}) {
    const scene = await createScene(it.hall, desk);
    const example = await requests[name]!.make(scene, role);
    const [subject] = Object.values(example.params ?? {});
    if (ready) await it.hall.owner.query(ready, [subject, reference]);
    const body = { ...(example.body as object), ...(ready ? {} : { bankReference: reference }), ...more };
    const route = it.hall.app.routes.find(each => nameOf(each) === name)!;
    const { status, text } = await send(it.hall, route, { ...example, body }, { cookie: desk[role].cookie });
    return status < 300 ? 'booked' : JSON.parse(text).error;
  }
  const approved = 'refunds/:refundNo/payout-return-approval';
  let credits = 20;
  const doors: Record<string, (reference: string) => Promise<string>> = {
    'a sale of cards': reference =>
      book('POST /api/v1/staff/card-sales/:saleNo/payment', 'finance', reference),
    "an agent's top-up": reference =>
      book(
        'POST /api/v1/staff/partner-top-ups/:topUpId/decision',
        'finance',
        reference,
        'UPDATE partner_top_ups SET bank_reference = $2 WHERE id = $1',
      ),
    'a transfer at the counter': reference =>
      book(
        'POST /api/v1/staff/desk/takings/:paymentNo/clear',
        'finance',
        reference,
        `UPDATE counter_takings SET tender = 'transfer', bank = NULL, reference = $2
          WHERE payment_no = $1 OR request_key = (SELECT request_key FROM payments WHERE payment_no = $1)`,
      ),
    'a payout that came back': reference =>
      book(
        `POST /api/v1/staff/${approved}`,
        'supervisor',
        reference,
        `WITH left_by AS (SELECT finish_refund($1, 'OUT' || $1))
         UPDATE payout_returns SET bank_reference = $2, was = 'succeeded' FROM left_by WHERE refund_id = (SELECT id FROM refunds WHERE refund_no = $1)`,
        { approve: true, note: undefined },
      ),
    "a channel's bank credit": async reference => {
      credits += 1;
      const [status, rule] = await bring(one, back(credits), { reference });
      return status === 202 ? 'booked' : rule;
    },
  };
  /** What is said of a bank credit with an entry of theirs. */
  const bookedBy: Record<string, string> = {
    'a sale of cards': 'booked-card-sale',
    "an agent's top-up": 'booked-top-up',
    'a transfer at the counter': 'booked-counter',
    'a payout that came back': 'booked-payout-return',
  };
  const pairs = Object.keys(doors).flatMap(first =>
    Object.keys(doors).flatMap(second => (first === second ? [] : [[first, second]])),
  );

  test.each(pairs)('by %s, then by %s', async (first, second) => {
    const reference = `TX${crypto.randomUUID().slice(0, 13).toUpperCase()}`;
    expect(await doors[first]!(reference)).toBe('booked');
    const rule = second === "a channel's bank credit" ? bookedBy[first] : 'bank-reference-used';
    expect(await doors[second]!(reference)).toBe(rule);
    const { rows } = await it.hall.owner.query('SELECT door FROM booked_bank_entries WHERE reference = $1', [
      reference,
    ]);
    expect(rows).toHaveLength(1);
  });
});

test('server and database compare a reference in one form, whatever it is written with', async () => {
  const spaces = [...Array(0x3001).keys(), 0xfeff]
    .map(code => String.fromCodePoint(code))
    .filter(at => /\s/.test(at));
  expect(spaces.length).toBeGreaterThan(20);
  const written = [' tx-00 1 ', 'ＴＸ－００１', 'ｔｘ\u200b-001', ...spaces.map(space => `tx${space}-001`)];
  const { rows } = await it.hall.owner.query(
    `SELECT DISTINCT compared_reference(t) AS compared, paper_no('transfer', NULL, t) AS paper FROM unnest($1::text[]) AS t`,
    [written],
  );
  expect(rows).toEqual([{ compared: 'TX-001', paper: 'TX-001' }]);
  expect([...new Set(written.map(comparedReference))]).toEqual(['TX-001']);
});
