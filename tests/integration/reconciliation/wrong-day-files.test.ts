/** A partner's file that is another day's: refused where its lines or our books tell, put right by two persons where nothing tells. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addDays } from '../../../server/src/shared/dates.ts';
import { agencyEnvironment, type JsonPartner, jsonPartner } from '../agency/partners.ts';
import { type Days, openDays, yesterday } from './days.ts';

let it: Days;
let finance: string;
let supervisor: string;
let bank: JsonPartner;
beforeAll(async () => {
  it = await openDays(agencyEnvironment);
  finance = await it.story.staff('finance');
  supervisor = await it.story.staff('supervisor');
  const units = { request: 'fen', reply: 'fen', file: 'fen' };
  // Its clearing day begins on the evening before: a date says little.
  bank = await jsonPartner(it.hall, { code: 'MB0019', channels: ['mobile-bank'], units, cutOff: '20:00:00' });
});
afterAll(() => it?.close());

const source = 'partner:MB0019';
const day = (back: number) => addDays(yesterday(), -back);
const digits = (back: number) => day(back).replaceAll('-', '');
const fileOf = (...rows: string[]) =>
  `${rows.length}|${rows.length * 12_345}\n${rows.map(row => `${row}\n`).join('')}`;
const handIn = async (back: number, file: string) =>
  (await bank.send('PUT', `/agency/v1/day-files/${digits(back)}`, file)).body;

let orders = 0;
/** A payment on our books. @returns its line */
async function booked(back: number): Promise<string> {
  const { household, bill } = await it.story.payer();
  const serial = `W${++orders}`;
  await it.hall.owner.query(
    `SELECT receive_payment($5, 'mobile-bank', $1, $2, 'agency', NULL, '电费', ARRAY[$3::bigint], ARRAY[12345::bigint],
       '{}', '{}', $4::date::timestamptz, $4::date, 'partner', true, '{}')`,
    [source, `${digits(back)}-${serial}`, bill.payableId, day(back), `P2026112200000000000${190 + orders}`],
  );
  return `${digits(back)}|${serial}|${household.accountNo}|12345|03|1`;
}
/** One of which we know nothing. */
const unheard = async (back: number, serial: string) =>
  `${digits(back)}|${serial}|${(await it.story.payer()).household.accountNo}|12345|03|1`;

const files = async (back: number) => {
  const { body } = await it.hall.call('GET', `/staff/reconciliation/day?source=${source}&day=${day(back)}`, {
    cookie: finance,
  });
  return body.files;
};
/** The wish that is shown at the file. */
const shown = async (fileId: number): Promise<number> => {
  const { rows } = await it.hall.owner.query(
    'SELECT max(id)::int AS id FROM statement_file_decisions WHERE file_id = $1',
    [fileId],
  );
  return rows[0].id ?? 1;
};
const decide = async (cookie: string, fileId: number, approve = true) =>
  say(cookie, fileId, 'decision', { decisionId: await shown(fileId), approve, note: '与凭证不符' });
/** One person proposes, another approves. */
async function settle(back: number, kind: string, action: string): Promise<void> {
  const found = await it.differences(day(back), source);
  const { id } = found.find(each => each.kind === kind && each.status === 'open');
  for (const [cookie, path, body] of [
    [finance, 'proposal', { action, reason: '已与对方核实' }],
    [supervisor, 'decision', { approve: true }],
  ] as const) {
    const key = `wrong-day-${++keys}`;
    const { status } = await it.hall.call('POST', `/staff/reconciliation/differences/${id}/${path}`, {
      cookie,
      key,
      body,
    });
    expect(status).toBe(200);
  }
}
let keys = 0;
const say = (cookie: string, fileId: number, path: string, body: object) =>
  it.hall.call('POST', `/staff/reconciliation/files/${fileId}/${path}`, {
    cookie,
    key: `wrong-day-${++keys}`,
    body,
  });

test('one whose payments our books have on another day is refused with its line, from the partner and from staff, and counts on its own', async () => {
  const reversal = `${digits(6)}|W0|3700000000000|12345|03|2`;
  const [one, two, own] = [await booked(2), await booked(2), await booked(1)];
  const file = `3|12345\n${reversal}\n${one}\n${two}\n`;
  expect(await handIn(1, file)).toMatchObject({
    code: '1001',
    message: expect.stringMatching(`line 3, ${day(2)}$`),
  });
  const brought = await it.bring(finance, source, day(1), 'day', Buffer.from(file));
  expect([brought.status, brought.body.details[0].rule]).toEqual([422, 'wrong-day']);
  const { rows } = await it.hall.owner.query(
    `SELECT refusal, (SELECT count(*)::int FROM statement_rows WHERE file_id = f.id) AS counted FROM statement_files f WHERE source = $1`,
    [source],
  );
  expect(rows).toEqual([
    { refusal: { reason: 'wrong-day', part: 'day', line: 3, detail: day(2) }, counted: 0 },
  ]);
  expect((await handIn(2, fileOf(one, two))).code).toBe('0000');
  expect(await it.run(source, day(2))).toMatchObject({ matched: 2, open: 0 });
  // Near the cut-off one or another may stand on the other side: that is a difference of this line.
  expect((await handIn(1, fileOf(own, one))).code).toBe('0000');
});

test('one that nothing tells is withdrawn by two persons: it is kept, its differences go, its bytes count on their own day and the right file on this one', async () => {
  const early = await unheard(5, 'N1');
  expect((await handIn(4, fileOf(early))).code).toBe('0000');
  expect(await it.run(source, day(4))).toMatchObject({ status: 'differences', rows: 1, open: 2 });
  expect((await handIn(5, fileOf(early))).message).toMatch(`held for ${day(4)}`);
  const [{ id }] = await files(4);

  expect((await say(finance, id, 'proposal', { reason: '' })).status).toBe(400);
  expect((await say(supervisor, 2 ** 40, 'proposal', { reason: '误传前一日文件' })).status).toBe(404);
  expect((await decide(finance, id)).body.error).toBe('file-decision-not-waiting');
  expect((await say(finance, id, 'proposal', { reason: '误传前一日文件' })).status).toBe(200);
  expect((await say(supervisor, id, 'proposal', { reason: '误传前一日文件' })).body.error).toBe(
    'file-decision-waits',
  );
  expect((await decide(finance, id)).body.error).toBe('four-eyes');
  // Nothing has happened so far.
  expect(await it.run(source, day(4))).toMatchObject({ rows: 1, open: 2 });
  expect((await decide(supervisor, id)).body).toMatchObject({
    status: 'waiting',
    openDifferences: 0,
    nextTryAt: expect.any(String),
  });
  expect(await files(4)).toMatchObject([
    {
      id,
      status: 'withdrawn',
      rowCount: 1,
      decision: { action: 'withdraw', reason: '误传前一日文件', outcome: 'approved' },
    },
  ]);
  const kept: Buffer = await it.keptFile(source, day(4), 'day');
  expect(kept.toString()).toBe(fileOf(early));

  // The partner's file is still that one: it does not come back by being fetched again, or brought.
  expect(await it.run(source, day(4))).toMatchObject({ status: 'no-file', rows: 0, open: 0 });
  const again = await it.bring(finance, source, day(4), 'day', Buffer.from(fileOf(early)));
  expect(again.body.details[0].rule).toBe('withdrawn');
  expect(await files(4)).toMatchObject([{ status: 'withdrawn' }]);

  expect((await handIn(5, fileOf(early))).code).toBe('0000');
  expect(await it.run(source, day(5))).toMatchObject({ status: 'differences', rows: 1, open: 2 });
  const right = await booked(4);
  expect((await handIn(4, fileOf(right))).code).toBe('0000');
  expect(await it.run(source, day(4))).toMatchObject({ matched: 1, rows: 1, open: 0 });
  expect(await it.books()).toEqual([]);
});

test('what was withdrawn by mistake is restored the same way, and a rejected wish changes nothing', async () => {
  const line = await booked(8);
  await handIn(8, fileOf(line));
  expect(await it.run(source, day(8))).toMatchObject({ matched: 1, open: 0 });
  const [{ id }] = await files(8);
  const byTwo = async (approve: boolean) => {
    await say(finance, id, 'proposal', { reason: '核对后决定' });
    return (await decide(supervisor, id, approve)).status;
  };
  expect(await byTwo(false)).toBe(200);
  // What was read is what is decided: the wish that was rejected is not answered again for another.
  const old = await shown(id);
  await say(finance, id, 'proposal', { reason: '另一个理由' });
  expect((await say(supervisor, id, 'decision', { decisionId: old, approve: true })).body.error).toBe(
    'file-decision-not-waiting',
  );
  expect((await decide(supervisor, id, false)).status).toBe(200);
  expect(await files(8)).toMatchObject([{ status: 'accepted', decision: { outcome: 'rejected' } }]);
  expect(await byTwo(true)).toBe(200);
  // Our books have something that a file should show.
  expect(await it.run(source, day(8))).toMatchObject({ status: 'no-file' });
  expect(await byTwo(true)).toBe(200);
  expect(await files(8)).toMatchObject([{ status: 'accepted', decision: { action: 'restore' } }]);
  expect(await it.run(source, day(8))).toMatchObject({ matched: 1, open: 0 });
});

test('no file is withdrawn while a run has the day in hand; a run that was killed is no hindrance', async () => {
  await handIn(10, fileOf(await booked(10)));
  await it.run(source, day(10));
  const [{ id }] = await files(10);
  await say(finance, id, 'proposal', { reason: '误传文件' });
  // As a killed run leaves it.
  await it.hall.owner.query(
    `UPDATE reconciliation_days SET status = 'running' WHERE (source, day) = ($1, $2)`,
    [source, day(10)],
  );
  const run = await it.hall.owner.connect();
  const key = [source, day(10)];
  await run.query(
    `SELECT pg_advisory_lock(hashtextextended('reconciliation:' || $1 || ':' || $2::date, 0))`,
    key,
  );
  expect((await decide(supervisor, id)).body.error).toBe('day-running');
  expect(await files(10)).toMatchObject([{ status: 'accepted', decision: { outcome: 'waiting' } }]);
  await run.query(
    `SELECT pg_advisory_unlock(hashtextextended('reconciliation:' || $1 || ':' || $2::date, 0))`,
    key,
  );
  run.release();
  expect((await decide(supervisor, id)).status).toBe(200);
  expect(await files(10)).toMatchObject([{ status: 'withdrawn' }]);
  const { rows } = await it.hall.owner.query(
    'SELECT action, actor, detail FROM audit_entries WHERE subject = $1 ORDER BY id',
    [`statement-file:${id}`],
  );
  const [file, askedBy] = [{ source, day: day(10), part: 'day' }, expect.stringMatching(/^staff:finance-/)];
  expect(rows).toEqual([
    { action: 'statement-file.ask-withdraw', actor: askedBy, detail: { ...file, reason: '误传文件' } },
    {
      action: 'statement-file.withdraw',
      actor: expect.stringMatching(/^staff:supervisor-/),
      detail: { ...file, decisionId: await shown(id), askedBy, note: '与凭证不符' },
    },
  ]);
});

test('what was adjusted for a file is booked back when it is withdrawn, as both persons are told, and may be set aside again', async () => {
  await handIn(12, fileOf(await unheard(12, 'A1')));
  await it.run(source, day(12));
  const setAside = () => it.balanceOf('reconciliation-differences');
  const before = await setAside();
  await settle(12, 'payment', 'adjust');
  expect((await setAside()) - before).toBe(-12_345);
  const [{ id }] = await files(12);
  expect(await files(12)).toMatchObject([{ adjusted: { count: 1, fen: 12_345 } }]);
  await say(finance, id, 'proposal', { reason: '误传文件' });
  expect((await decide(supervisor, id, false)).status).toBe(200);
  expect((await setAside()) - before).toBe(-12_345);
  await say(finance, id, 'proposal', { reason: '误传文件' });
  expect((await decide(supervisor, id)).status).toBe(200);
  expect((await setAside()) - before).toBe(0);
  expect(await files(12)).toMatchObject([{ status: 'withdrawn', adjusted: null }]);
  expect(await it.books()).toEqual([]);
  // Who had set it aside, and with which decision it was booked back, stays on record.
  const payment = (await it.differences(day(12), source)).find(({ kind }) => kind === 'payment');
  expect(payment).toMatchObject({
    resolution: 'vanished',
    detail: {
      bookedBack: [
        {
          fen: 12_345,
          proposedBy: expect.stringMatching(/^staff:finance-/),
          decidedBy: expect.stringMatching(/^staff:supervisor-/),
          decisionId: await shown(id),
        },
      ],
    },
  });

  await say(finance, id, 'proposal', { reason: '核对后恢复' });
  expect((await decide(supervisor, id)).status).toBe(200);
  expect(await it.run(source, day(12))).toMatchObject({ rows: 1, open: 2 });
  expect((await setAside()) - before).toBe(0);
  await settle(12, 'payment', 'adjust');
  expect((await setAside()) - before).toBe(-12_345);
  expect(await it.books()).toEqual([]);
});

test('a file none of whose lines is ours on its day stands in the queue for two persons, each file anew, and books nothing by a quote of either day', async () => {
  const { household, bill } = await it.story.payer();
  // An hour before the clearing day began: the payment may be of the day before.
  await it.hall.owner.query(
    `INSERT INTO partner_quotes (quote_id, partner_id, account_no, holder_period_id, payables, amounts, amount_fen, created_at)
       SELECT 'QW1', id, $1, $2, ARRAY[$3::bigint], ARRAY[12345::bigint], 12345, ($4::date - 1 + time '19:00') AT TIME ZONE 'Asia/Shanghai'
         FROM partners WHERE code = 'MB0019'`,
    [household.accountNo, household.holderPeriodId, bill.payableId, day(20)],
  );
  const line = `${digits(21)}|Q1|${household.accountNo}|12345|03|1`;
  expect((await handIn(20, fileOf(line))).code).toBe('0000');
  expect(await it.run(source, day(20))).toMatchObject({ status: 'differences', open: 2, posted: 0 });
  const asked = async () =>
    (await it.differences(day(20), source)).filter(({ reference }) => reference.startsWith('whose-day:'));
  const quoted = (await it.differences(day(20), source)).find(({ kind }) => kind === 'payment');
  expect(quoted).toMatchObject({ status: 'open', detail: { notPosted: 'whose-day' } });
  expect(await asked()).toMatchObject([{ class: 'state', ours: null, theirs: null, status: 'open' }]);
  // Nor is it the next day's file by which a payment that the day before lacks could be undone.
  await booked(21);
  expect((await handIn(21, fileOf(await booked(21)))).code).toBe('0000');
  expect(await it.run(source, day(21))).toMatchObject({ matched: 1, open: 1 });
  const actions = async () =>
    (
      await it.hall.call('GET', `/staff/reconciliation/differences?source=${source}&day=${day(21)}`, {
        cookie: finance,
      })
    ).body.differences[0].actions;
  expect(await actions()).toEqual(['adjust', 'accept']);
  await settle(20, 'total', 'accept');
  expect(await actions()).toEqual(['reverse', 'adjust', 'accept']);
  expect(await it.run(source, day(20))).toMatchObject({ open: 1, posted: 0 });

  // Another file of the day is another question.
  expect((await handIn(20, fileOf(line, await unheard(20, 'Q2')))).code).toBe('0000');
  expect(await it.run(source, day(20))).toMatchObject({ open: 3, posted: 0 });
  expect(await asked()).toMatchObject([{ status: 'resolved' }, { status: 'open' }]);
  expect(await it.story.owed(bill)).toBe(12_345);
  // With a payment that the books have on this day, it is this day's. What counts is asked of the file that counts: this one has it undone.
  const own = await booked(20);
  const undone = `3|12345\n${line}\n${own}\n${line.replace(/1$/, '2')}\n`;
  expect((await handIn(20, undone)).code).toBe('0000');
  expect(await it.run(source, day(20))).toMatchObject({ matched: 1, open: 2, posted: 0 });
  const rows = await it.differences(day(20), source);
  const waiting = rows.find(({ kind, reference }) => kind === 'payment' && reference.endsWith('-Q1'));
  expect(waiting).toMatchObject({ status: 'open', detail: { notPosted: 'refunded-there' } });
  // What was quoted is booked, and nothing is asked any more.
  expect((await handIn(20, fileOf(line, own))).code).toBe('0000');
  expect(await it.run(source, day(20))).toMatchObject({ matched: 2, open: 0, posted: 1 });
  expect(await it.story.owed(bill)).toBe(0);
  expect(await it.books()).toEqual([]);
});

test('a single line is left to matching, and a file that has found its own day does not come back on another', async () => {
  await booked(15);
  const late = await booked(16);
  expect((await handIn(15, fileOf(late))).code).toBe('0000');
  expect(await it.run(source, day(15))).toMatchObject({ status: 'differences', rows: 1 });
  const [{ id }] = await files(15);
  await say(finance, id, 'proposal', { reason: '误传前一日文件' });
  expect((await decide(supervisor, id)).status).toBe(200);
  expect((await handIn(16, fileOf(late))).code).toBe('0000');
  expect(await it.run(source, day(16))).toMatchObject({ matched: 1 });
  await say(finance, id, 'proposal', { reason: '恢复' });
  expect((await decide(supervisor, id)).body.error).toBe('file-counts-elsewhere');
});

test('what only the file of the day beside it explained is missing again once a corrected file has it no longer', async () => {
  const [late, other, beside] = [await booked(25), await booked(25), await booked(24)];
  expect((await handIn(25, fileOf(other))).code).toBe('0000');
  expect(await it.run(source, day(25))).toMatchObject({ matched: 1, open: 1 });
  expect((await handIn(24, fileOf(beside, late))).code).toBe('0000');
  expect(await it.run(source, day(24))).toMatchObject({ matched: 1, open: 0 });
  expect(await it.run(source, day(25))).toMatchObject({ open: 0 });
  expect((await handIn(24, fileOf(beside))).code).toBe('0000');
  expect(await it.run(source, day(24))).toMatchObject({ matched: 1, open: 0 });
  // Nobody has to think of it: the day is due by itself.
  const { rows } = await it.hall.owner.query(
    'SELECT next_try_at <= now() AS due FROM reconciliation_days WHERE (source, day) = ($1, $2)',
    [source, day(25)],
  );
  expect(rows).toEqual([{ due: true }]);
  expect(await it.run(source, day(25))).toMatchObject({ matched: 1, open: 1 });
  expect(await it.differences(day(25), source)).toMatchObject([
    { class: 'missing-there', status: 'open', ours: 12_345 },
  ]);
});

test('a file that another has replaced takes with it what was adjusted for its lines, unless the other has them as well', async () => {
  const setAside = () => it.balanceOf('reconciliation-differences');
  const [wrong, both] = [await unheard(30, 'S1'), await unheard(30, 'S2')];
  const before = await setAside();
  expect((await handIn(30, fileOf(wrong, both))).code).toBe('0000');
  await it.run(source, day(30));
  await settle(30, 'payment', 'adjust');
  await settle(30, 'payment', 'adjust');
  expect((await handIn(30, fileOf(await booked(30), both))).code).toBe('0000');
  expect(await it.run(source, day(30))).toMatchObject({ matched: 1 });
  expect((await setAside()) - before).toBe(-24_690);
  const replaced = (await files(30)).find(({ adjusted }: { adjusted: unknown }) => adjusted);
  expect(replaced.adjusted).toEqual({ count: 1, fen: 12_345 });
  await say(finance, replaced.id, 'proposal', { reason: '误传文件' });
  expect((await decide(supervisor, replaced.id)).status).toBe(200);
  expect((await setAside()) - before).toBe(-12_345);
  expect(await it.books()).toEqual([]);
});

test('what was adjusted on the day before by a line of a file is booked back with the file', async () => {
  const setAside = () => it.balanceOf('reconciliation-differences');
  const [other, late, beside] = [await booked(35), await booked(35), await booked(34)];
  expect((await handIn(35, fileOf(other))).code).toBe('0000');
  const less = late.replace('|12345|', '|9000|');
  expect((await handIn(34, `2|21345\n${beside}\n${less}\n`)).code).toBe('0000');
  await it.run(source, day(34));
  expect(await it.run(source, day(35))).toMatchObject({ open: 1 });
  const before = await setAside();
  await settle(35, 'payment', 'adjust');
  expect((await setAside()) - before).toBe(3_345);
  const [{ id, adjusted }] = await files(34);
  expect(adjusted).toMatchObject({ count: 1 });
  await say(finance, id, 'proposal', { reason: '金额有误' });
  expect((await decide(supervisor, id)).status).toBe(200);
  expect((await setAside()) - before).toBe(0);
  expect(await it.books()).toEqual([]);
});
