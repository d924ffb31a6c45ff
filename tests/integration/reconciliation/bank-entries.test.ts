/** What the utility's bank account shows stands there once: an entry is brought for one day of one partner, or in parts up to its whole. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addDays, type BusinessDate } from '../../../server/src/shared/dates.ts';
import { creditOf } from '../../support/partners/bank-credit.ts';
import { addPartner, agencyEnvironment } from '../agency/partners.ts';
import { type Days, openDays, today, yesterday } from './days.ts';

let it: Days;
let finance: string;
let supervisor: string;
beforeAll(async () => {
  it = await openDays(agencyEnvironment);
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
