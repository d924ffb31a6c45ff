import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addDays } from '../../../server/src/shared/dates.ts';
import { agencyEnvironment, type JsonPartner, jsonPartner } from '../agency/partners.ts';
import { type Days, openDays, yesterday } from './days.ts';

let it: Days;
let bank: JsonPartner;
beforeAll(async () => {
  it = await openDays(agencyEnvironment);
  const units = { request: 'fen', reply: 'fen', file: 'fen' };
  bank = await jsonPartner(it.hall, { code: 'MB0009', channels: ['mobile-bank'], units });
});
afterAll(() => it?.close());

const source = 'partner:MB0009';
const day = (back: number) => addDays(yesterday(), -back);
const digits = (back: number) => day(back).replaceAll('-', '');
/** One payment of which we know nothing. */
async function handsIn(back: number, serial: string) {
  const { household } = await it.story.payer();
  const file = `1|12345\n${digits(back)}|${serial}|${household.accountNo}|12345|03|1\n`;
  const reply = await bank.send('PUT', `/agency/v1/day-files/${digits(back)}`, file);
  expect(reply.body.code).toBe('0000');
}
const due = async (back: number) => {
  const { rows } = await it.hall.owner.query(
    'SELECT status, next_try_at IS NOT NULL AS due FROM reconciliation_days WHERE source = $1 AND day = $2',
    [source, day(back)],
  );
  return rows[0];
};

test('a file that comes after its day has ended without one opens the day again, and is reconciled', async () => {
  expect(await it.run(source, day(1))).toMatchObject({ status: 'matched', rows: 0 });
  expect(await due(1)).toEqual({ status: 'matched', due: false });
  await handsIn(1, 'S1');
  await it.hall.app.runJob('reconcile');
  expect(await it.differences(day(1), source)).toMatchObject([
    { kind: 'payment', class: 'missing-here', status: 'open', theirs: 12_345 },
  ]);
  // The same file again is no news.
  const { rows } = await it.hall.owner.query(
    'UPDATE reconciliation_days SET next_try_at = NULL WHERE source = $1 RETURNING id',
    [source],
  );
  expect(rows.length).toBeGreaterThan(0);
  const file = await it.keptFile(source, day(1), 'day');
  await bank.send('PUT', `/agency/v1/day-files/${digits(1)}`, file);
  expect((await due(1)).due).toBe(false);
});

test('so does one that comes while the day is being ended without it', async () => {
  const known = await it.sourceOf(source);
  const parts = known.parts.map(part => ({
    ...part,
    ...(part.open
      ? {
          async open(on: Parameters<NonNullable<typeof part.open>>[0]) {
            const found = await part.open!(on);
            await handsIn(2, 'S2');
            return found;
          },
        }
      : {}),
  }));
  expect(await it.hall.app.reconciliation.run({ ...known, parts }, day(2))).toMatchObject({
    status: 'matched',
    rows: 0,
  });
  expect((await due(2)).due).toBe(true);
  await it.hall.app.runJob('reconcile');
  expect(await it.differences(day(2), source)).toMatchObject([{ class: 'missing-here', status: 'open' }]);
});

test('a day on which money only went back waits for its file as well', async () => {
  const { household, bill } = await it.story.payer();
  const back = 4;
  await it.hall.owner.query(
    `SELECT receive_payment('P2026112200000000000044', 'mobile-bank', $1, $2, 'agency', NULL, '电费', ARRAY[$3::bigint], ARRAY[12345::bigint],
       '{}', '{}', $4::date::timestamptz, $4::date, 'partner', true, '{}')`,
    [source, `${digits(back + 1)}-S4`, bill.payableId, day(back + 1)],
  );
  await it.hall.owner.query(
    `SELECT reverse_collection($1, $2, 'R2026112200000000000044', 12345, NULL, 'staff:story', '冲正', $3::date)`,
    [source, `${digits(back + 1)}-S4`, day(back)],
  );
  expect(household.accountNo).toMatch(/^\d+$/);
  expect(await it.run(source, day(back))).toMatchObject({ status: 'no-file' });
});
