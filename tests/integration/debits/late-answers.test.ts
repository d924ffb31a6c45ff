import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Debits, day, openDebits } from './debit-story.ts';

let it: Debits;
beforeAll(async () => {
  it = await openDebits();
}, 60_000);
afterAll(() => it?.close());
beforeEach(async () => {
  // Each story has its own mandates: those of earlier ones have ended.
  await it.hall.owner.query(
    `UPDATE debit_mandates SET status = 'ended', ended_at = now() WHERE status <> 'ended'`,
  );
});

const source = 'debit-bank:DTNS';

test('what the bank took by a file that was released by hand is booked when it says so, and shown to finance', async () => {
  const debit = await it.sent(await it.debtor());
  await it.expire(debit);
  expect((await it.release(debit)).body).toMatchObject({ status: 'refused' });
  const result = it.bank.answer(debit.file, day(0));
  expect((await it.upload(result.name, result.bytes)).body).toMatchObject({ outcome: 'taken', rows: 1 });
  const { status, paymentNo } = await it.item(debit.payer);
  expect([status, await it.story.owed(debit.payer.bill)]).toEqual(['taken', 0]);
  expect(await it.story.collected(paymentNo)).toEqual({ times: 1, sum: 12_840 });
  expect(await it.story.odd(paymentNo)).toEqual(['late-success']);
  const file = await it.hall.call('GET', `/staff/debit-files/${debit.file}`, { cookie: it.finance });
  expect(file.body).toMatchObject({ status: 'answered', takenRows: 1, takenFen: 12_840 });
  expect((await it.upload(result.name, result.bytes)).body).toMatchObject({ outcome: 'repeat' });
  expect(await it.story.collected(paymentNo)).toEqual({ times: 1, sum: 12_840 });
  expect(await it.story.differences()).toEqual([]);
});

test('one person alone releases no file: its bills stay where they are until another confirms', async () => {
  const debit = await it.sent(await it.debtor());
  expect((await it.askRelease(debit)).body.error).toBe('debit-file-not-expired');
  await it.expire(debit);
  expect((await it.decideRelease(debit)).body.error).toBe('debit-release-not-asked');
  expect((await it.askRelease(debit)).body).toMatchObject({
    status: 'expired',
    releaseReason: '银行来函：未扣款',
    releasedBy: null,
  });
  expect((await it.askRelease(debit, it.supervisor)).body.error).toBe('debit-release-waits');
  const own = await it.decideRelease(debit, true, it.finance);
  expect([own.status, own.body.error]).toEqual([403, 'debit-release-four-eyes']);
  expect((await it.startBatch()).body.rows).toBe(0);
  expect((await it.decideRelease(debit, false)).body).toMatchObject({
    status: 'expired',
    releaseAskedBy: null,
  });
  expect((await it.startBatch()).body.rows).toBe(0);
  await it.askRelease(debit);
  const deciders = [it.supervisor, await it.story.staff('finance')];
  const both = await Promise.all(deciders.map(cookie => it.decideRelease(debit, true, cookie)));
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect((await it.startBatch()).body.rows).toBe(1);
  const { rows } = await it.hall.owner.query(
    `SELECT action, actor, detail->>'reason' AS reason FROM audit_entries WHERE subject = $1 ORDER BY id`,
    [`debit-file:${debit.file}`],
  );
  expect(rows.map(({ action }) => action)).toEqual([
    ...['debit-file.ask-release', 'debit-file.reject-release'],
    ...['debit-file.ask-release', 'debit-file.release'],
  ]);
  expect(rows[2].actor).not.toBe(rows[3].actor);
});

test('the database holds no release by one person either', async () => {
  const debit = await it.sent(await it.debtor());
  await it.expire(debit);
  await it.askRelease(debit);
  const released = it.hall.owner.query(
    'UPDATE debit_files SET released_at = now(), released_by = release_asked_by WHERE name = $1',
    [debit.file],
  );
  await expect(released).rejects.toThrow('debit_files_four_eyes_check');
  await it.decideRelease(debit, false);
});

test('a result that comes while a release waits for its second person ends it: what the bank has done counts', async () => {
  const debit = await it.sent(await it.debtor());
  await it.expire(debit);
  await it.askRelease(debit);
  const result = it.bank.answer(debit.file, day(0));
  expect((await it.upload(result.name, result.bytes)).body).toMatchObject({ outcome: 'taken', rows: 1 });
  const late = await it.decideRelease(debit);
  expect([late.status, late.body.error]).toEqual([409, 'debit-file-answered']);
  const file = await it.hall.call('GET', `/staff/debit-files/${debit.file}`, { cookie: it.finance });
  expect(file.body).toMatchObject({ status: 'answered', takenFen: 12_840, releaseAskedBy: null });
  const { status, paymentNo } = await it.item(debit.payer);
  expect([status, await it.story.odd(paymentNo)]).toEqual(['taken', []]);
});

test('its bill may be out again meanwhile: both sums are booked, and what is too much is surplus', async () => {
  const first = await it.sent(await it.debtor());
  await it.expire(first);
  await it.release(first);
  const second = await it.sent(first.payer);
  expect(second.file).not.toBe(first.file);
  for (const { file } of [first, second]) {
    const result = it.bank.answer(file, day(0));
    expect((await it.upload(result.name, result.bytes)).body).toMatchObject({ outcome: 'taken' });
  }
  expect(await it.story.owed(first.payer.bill)).toBe(0);
  expect(await it.story.balance(first.payer.household)).toBe(12_840);
  expect(await it.story.differences()).toEqual([]);
});

test('a row that the bank did not take leaves the bill as it was released', async () => {
  const debit = await it.sent(await it.debtor());
  await it.expire(debit);
  await it.release(debit);
  const result = it.bank.answer(debit.file, day(0), { 1: '1004' });
  expect((await it.upload(result.name, result.bytes)).body).toMatchObject({ outcome: 'taken' });
  expect(await it.item(debit.payer)).toMatchObject({ status: 'failed', code: '2006', paymentNo: null });
  expect((await it.startBatch()).body.rows).toBe(1);
});

test('the same bytes that were refused first and are taken later count as taken', async () => {
  const debit = await it.sent(await it.debtor());
  const result = it.bank.answer(debit.file, day(0));
  await it.hall.owner.query(`UPDATE debit_files SET status = 'planned' WHERE name = $1`, [debit.file]);
  expect((await it.upload(result.name, result.bytes)).body['error']).toBe('debit-file-refused');
  await it.hall.owner.query(`UPDATE debit_files SET status = 'sent' WHERE name = $1`, [debit.file]);
  expect((await it.upload(result.name, result.bytes)).body).toMatchObject({ outcome: 'taken' });
  expect((await it.upload(result.name, result.bytes)).body).toMatchObject({ outcome: 'repeat' });
});

test('a day file that comes after its day has ended is read, and a debit without a result is booked to its bill by it; the late result books nothing more', async () => {
  const debit = await it.sent(await it.debtor());
  await it.expire(debit);
  const on = day(2);
  expect(await it.reconcile(on)).toMatchObject({ status: 'matched', rows: 0 });
  const file = it.dayFile(on, [{ debit, serial: 'B77', kind: 'D' }]);
  expect((await it.upload(file.name, file.bytes)).status).toBe(201);
  await it.hall.app.runJob('reconcile');
  const [row] = await it.differences(on);
  expect(row).toMatchObject({ kind: 'payment', class: 'missing-here', status: 'open', reference: 'B77' });
  expect((await it.post(row.id)).body).toMatchObject({ status: 'resolved', resolution: 'post' });
  const { status, paymentNo } = await it.item(debit.payer);
  expect([status, await it.story.owed(debit.payer.bill)]).toEqual(['taken', 0]);
  expect(await it.reconcile(on)).toMatchObject({ status: 'matched', open: 0 });
  const result = it.bank.answer(debit.file, on, {}, { 1: 'B77' });
  expect((await it.upload(result.name, result.bytes)).body).toMatchObject({ outcome: 'taken' });
  expect(await it.story.collected(paymentNo)).toEqual({ times: 1, sum: 12_840 });
  expect((await it.startBatch()).body.rows).toBe(0);
  expect(await it.story.differences()).toEqual([]);
});

test('a day file that the bank made for another utility is refused whole', async () => {
  const on = day(6);
  const file = it.dayFile(on, [], 'OTHER');
  const refused = await it.upload(file.name, file.bytes);
  expect([refused.status, refused.body['error']]).toEqual([422, 'debit-file-refused']);
  const right = it.dayFile(on, []);
  expect((await it.upload(right.name, right.bytes)).status).toBe(201);
});

test('what the bank gives back under a serial of its own goes back from the debit that it names', async () => {
  const debit = await it.sent(await it.debtor());
  const result = it.bank.answer(debit.file, day(4), {}, { 1: 'B88' });
  await it.upload(result.name, result.bytes);
  const on = day(3);
  const file = it.dayFile(on, [{ debit, serial: 'R99', kind: 'R' }]);
  expect((await it.upload(file.name, file.bytes)).status).toBe(201);
  await it.reconcile(on);
  const row = (await it.differences(on)).find(each => each.kind === 'refund');
  expect(row).toMatchObject({ class: 'missing-here', reference: 'DTNS-R99', status: 'open' });
  expect((await it.post(row.id)).body).toMatchObject({ status: 'resolved', resolution: 'post' });
  const back = await it.row(
    `SELECT t.business_date::text AS day, f.amount_fen::int AS fen FROM refunds f JOIN ledger_transactions t ON t.kind = 'refund-succeeded' AND t.reference = f.refund_no
       JOIN collections c ON c.id = f.collection_id WHERE c.source = $1 AND c.trade_no = 'B88'`,
    source,
  );
  expect(back).toEqual({ day: on, fen: 12_840 });
  expect(await it.story.owed(debit.payer.bill)).toBe(12_840);
  await it.reconcile(on);
  expect(
    (await it.differences(on)).filter(each => each.status !== 'resolved' && each.kind !== 'total'),
  ).toEqual([]);
  expect(await it.story.differences()).toEqual([]);
});

test('a bill that another of the household is paying goes to no bank, also past its time while nobody knows what became of it', async () => {
  const payer = await it.debtor();
  const relative = await it.hall.world.resident();
  await it.hall.world.bind(relative, payer.household);
  const started = await it.story.start({ ...payer, resident: relative });
  expect(started.status).toBe(201);
  await it.hall.owner.query(
    `UPDATE payments SET expires_at = now() - interval '1 hour', next_query_at = now() + interval '1 day' WHERE payment_no = $1`,
    [started.body.paymentNo],
  );
  expect((await it.startBatch()).body.rows).toBe(0);
  await it.hall.owner.query(
    `UPDATE payments SET status = 'closed', closed_at = now() WHERE payment_no = $1`,
    [started.body.paymentNo],
  );
  expect((await it.startBatch()).body.rows).toBe(1);
});
