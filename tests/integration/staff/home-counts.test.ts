/** The numbers on the staff view's home page are of all that waits, not of the page that a list shows. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { testCipher } from '../../support/world.ts';
import { addMember, type DeskMember } from '../access/scene.ts';

let hall: RunningHall;
let supervisor: DeskMember;

beforeAll(async () => {
  hall = await startHall();
  supervisor = await addMember(hall, 'supervisor');
});
afterAll(() => hall.close());

const waiting = async (path: string) =>
  (await hall.call('GET', path, { cookie: supervisor.cookie })).body.waiting;

it('hundreds of closed shifts, uncleared cheques and mails set aside are counted, with their sum and since when', async () => {
  const at = '2026-11-02T01:00:00.000Z';
  await hall.owner.query(
    `WITH shifts AS (INSERT INTO counter_shifts (shift_no, clerk, counter, float_fen, status, opened_at, closed_at, counted, counted_fen, expected_fen, papers)
       SELECT 'S20261101' || lpad(n::text, 5, '0'), 'clerk' || n, '一号窗口', 0, 'closed', $1::timestamptz - interval '1 hour',
              $1::timestamptz + make_interval(mins => n), '{}', 0, 0, 1 FROM generate_series(0, 199) n RETURNING id)
     INSERT INTO counter_takings (shift_id, account_no, tender, amount_fen, reference, bank, status, taken_at, taken_by, request_key)
       SELECT id, '370000000001', 'cheque', 100, 'C' || id, '工商银行', 'uncleared', $1::timestamptz, 'clerk', 'counted:' || id FROM shifts`,
    [at],
  );
  expect(await waiting('/staff/desk/shifts?status=closed')).toEqual({
    count: 200,
    amountFen: null,
    oldestAt: at,
  });
  expect(await waiting('/staff/desk/takings?status=uncleared')).toEqual({
    count: 200,
    amountFen: 20_000,
    oldestAt: at,
  });
  // What is history is not counted.
  expect(await waiting('/staff/desk/shifts')).toBeNull();

  const sealed = testCipher.encrypt('一封信');
  await hall.owner.query(
    `INSERT INTO case_mails (uid_validity, uid, raw_enc, cut, stored_at, verdict, handled_at, sender_enc, subject_enc)
       SELECT 1, n, $2, false, $1::timestamptz + make_interval(mins => n), CASE WHEN n < 150 THEN 'flood' ELSE 'bounce' END, $1, $2, $2 FROM generate_series(0, 179) n`,
    [at, sealed],
  );
  expect(await waiting('/staff/mail/set-aside?show=waiting')).toEqual({
    count: 150,
    amountFen: null,
    oldestAt: at,
  });
});
