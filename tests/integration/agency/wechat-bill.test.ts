/** 微信生活缴费: the platform asks, posts, asks again, and hands in its files; real HTTP and real signatures. */
import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  randomUUID,
  sign,
  verify,
} from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { businessDate } from '../../../server/src/shared/dates.ts';
import { figuresOf, grownSince } from '../../support/figures.ts';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { openDesk } from '../access/scene.ts';
import { addPartner, addPublicKey, agencyEnvironment, differences, setClock } from './partners.ts';

const clock = setClock('2026-11-22T06:00:00Z');
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
let hall: RunningHall;
let hallKey: ReturnType<typeof createPublicKey>;

beforeAll(async () => {
  hall = await startHall({ clock, environment: agencyEnvironment });
  const id = await addPartner(hall, {
    code: 'WX0001',
    form: 'wechat-bill',
    channels: ['wechat-bill'],
    addresses: ['127.0.0.0/8'],
    settings: { mchId: '1900000109', companyId: '1001' },
    units: { request: 'fen', reply: 'fen', file: 'fen' },
  });
  await addPublicKey(hall, id, 'LIFEPAY', publicKey);
  // The platform of another contract, which speaks from elsewhere.
  const far = await addPartner(hall, {
    code: 'WX0009',
    form: 'wechat-bill',
    channels: ['wechat-bill'],
    addresses: ['203.0.113.0/24'],
    settings: { mchId: '1900000109', companyId: '1001' },
  });
  await addPublicKey(hall, far, 'FARPAY', publicKey);
  const { keys } = (await hall.call('GET', `${hall.url}/agency/v1/keys`)).body;
  hallKey = createPublicKey(keys.find((each: { use: string }) => each.use === 'wechat-bill').publicKey);
});
afterAll(async () => {
  expect(await differences(hall)).toEqual([]);
  await hall.close();
});

async function send(
  path: string,
  body: string,
  method = 'POST',
  change: { nonce?: string; sent?: string; serial?: string; signer?: KeyObject } = {},
) {
  const nonce = change.nonce ?? randomBytes(12).toString('hex');
  const timestamp = String(Math.floor(clock.now().getTime() / 1000));
  const text = `${timestamp}\n${nonce}\n${body}\n`;
  const signature = sign('sha256', Buffer.from(text), change.signer ?? privateKey).toString('base64');
  const reply = await fetch(hall.url + path, {
    method,
    headers: {
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': nonce,
      'wechatpay-serial': change.serial ?? 'LIFEPAY',
      'wechatpay-signature': signature,
    },
    body: change.sent ?? body,
  });
  const told = await reply.text();
  const signed = `${reply.headers.get('wechatpay-timestamp')}\n${nonce}\n${told}\n`;
  const proof = Buffer.from(reply.headers.get('wechatpay-signature') ?? '', 'base64');
  return {
    status: reply.status,
    text: told,
    ...JSON.parse(told),
    proved: verify('sha256', Buffer.from(signed), hallKey, proof),
  };
}

let serials = 0;
function ask(service: string, body: object, head: object = {}, change = {}) {
  const serial_no = `s${++serials}`;
  const time = '20261122140000';
  const whole = {
    version: '1.0',
    mch_id: '1900000109',
    company_id: '1001',
    service,
    serial_no,
    time,
    ...head,
  };
  return send('/agency/wechat-bill', JSON.stringify({ head: whole, body }), 'POST', change);
}

const extra = { openid: 'oUpF8uMuAJO', extends: 'kept' };
const owing = async (amountFen = 12_345) => {
  const home = await hall.world.household();
  return { home, bill: await hall.world.bill(home, { amountFen }) };
};
const posting = (quote: { bill_key: string; query_id: string; pay_amount: number }, trans_id: string) => ({
  bill_key: quote.bill_key,
  query_id: quote.query_id,
  trans_id,
  pay_amount: quote.pay_amount,
  pay_time: '20261122140000',
  ...extra,
});
const paidOf = async (payableId: number) =>
  Number(
    (await hall.owner.query('SELECT paid_fen FROM payables WHERE id = $1', [payableId])).rows[0].paid_fen,
  );

const digits = (at: Date) =>
  new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '');
/** What an account has been debited with, less what it has been credited with. */
const balanceOf = async (account: string) =>
  Number(
    (
      await hall.owner.query(
        'SELECT coalesce(sum(amount_fen), 0) AS fen FROM ledger_postings WHERE account_code = $1',
        [account],
      )
    ).rows[0].fen,
  );

/** The day that the clock shows, with the platform's own file of it: what agrees, and what waits for a person. */
async function reconciled(reversals: [tradeNo: string, accountNo: string, fen: number][]) {
  const day = digits(clock.now());
  const total = reversals.reduce((sum, [, , amount]) => sum - amount, 0);
  const lines = reversals.map(([trade, account, amount]) => `${day}|${trade}|${account}|${amount}|07|2`);
  const file = [`${lines.length}|${total}`, ...lines, ''].join('\n');
  expect((await send(`/agency/wechat-bill/day-files/${day}`, file, 'PUT')).head.ret_code).toBe('0');
  const sources = await hall.app.reconciliation.sources();
  const source = sources.find(each => each.source === 'partner:WX0001')!;
  const { matched } = await hall.app.reconciliation.run(source, businessDate(clock.now()));
  const { rows: open } = await hall.owner.query(
    `SELECT d.class, d.ours_fen::int AS ours, d.theirs_fen::int AS theirs FROM reconciliation_differences d JOIN reconciliation_days y ON y.id = d.day_id
      WHERE y.source = 'partner:WX0001' AND y.day = $1 AND d.status <> 'resolved' ORDER BY d.id`,
    [day],
  );
  return { matched, open };
}

test('the platform looks up an account, shows its bill and usage, and posts what the customer has paid', async () => {
  const { home, bill } = await owing();
  const found = await ask('query_account', { bill_key: home.accountNo });
  expect(found).toMatchObject({
    proved: true,
    head: { ret_code: '0', err_msg: 'OK' },
    body: { user_name: '**明' },
  });
  const usage = await ask('query_usage', { bill_key: home.accountNo, month: '202610' });
  expect(usage.body).toEqual({ bill_key: home.accountNo, month: '202610', usage: '225.00', unit: 'kWh' });
  const quote = await ask('query_bill', { bill_key: home.accountNo, ...extra });
  expect(quote.body).toMatchObject({
    pay_amount: 12_345,
    extends: 'kept',
    bills: [{ month: '202610', amount: 12_345 }],
  });
  const posted = await ask('pay_bill', posting(quote.body, '4200001'));
  expect(posted).toMatchObject({
    proved: true,
    head: { ret_code: '0' },
    body: { trans_id: '4200001', settle_date: '20261122', pay_amount: 12_345 },
  });
  expect(await paidOf(bill.payableId)).toBe(12_345);
  const again = await ask('pay_bill', posting(quote.body, '4200001'));
  expect(again.body).toEqual(posted.body);
  expect(
    (await ask('pay_bill', { ...posting(quote.body, '4200001'), pay_time: '20261122140001' })).head.ret_code,
  ).toBe('EP0001');
  const result = await ask('query_result', { trans_id: '4200001' });
  expect(result.body).toMatchObject({ pay_status: 'SUCCESS', receipt_no: posted.body.receipt_no });
  expect((await ask('query_result', { trans_id: '4299999' })).body.pay_status).toBe('NOTEXIST');
  const { rows } = await hall.owner.query(
    `SELECT p.channel, c.source, c.trade_no FROM collections c JOIN payments p ON p.id = c.payment_id WHERE c.trade_no = '4200001'`,
  );
  expect(rows).toEqual([{ channel: 'wechat-bill', source: 'partner:WX0001', trade_no: '4200001' }]);
  expect(JSON.stringify((await hall.owner.query('SELECT parsed FROM partner_messages')).rows)).not.toContain(
    'oUpF8uMuAJO',
  );
});

test('its own error codes: no account, nothing owed, batch debit out, quote gone, another institution', async () => {
  const { home, bill } = await owing();
  const asked = (bill_key: string, head = {}) =>
    ask('query_bill', { bill_key, ...extra }, head).then(reply => reply.head.ret_code);
  expect(await asked('9999999999999')).toBe('EQ0006');
  expect(await asked((await hall.world.household()).accountNo)).toBe('EQ0005');
  expect(await asked(home.accountNo, { company_id: '9' })).toBe('EQ0003');
  const quote = (await ask('query_bill', { bill_key: home.accountNo, ...extra })).body;
  await hall.owner.query(`UPDATE payables SET locked_until = $2, locked_for = 'batch' WHERE id = $1`, [
    bill.payableId,
    new Date(clock.now().getTime() + 3_600_000),
  ]);
  expect(await asked(home.accountNo)).toBe('EQ0007');
  expect((await ask('pay_bill', posting(quote, '4200010'))).head.ret_code).toBe('EP0007');
  expect((await ask('pay_bill', { ...posting(quote, '4200011'), pay_amount: 1 })).head.ret_code).toBe(
    'EP0012',
  );
});

test('while a posting is being handled, nobody is told the bill is still owed', async () => {
  const { home } = await owing();
  const quote = (await ask('query_bill', { bill_key: home.accountNo, ...extra })).body;
  // As a process leaves it that died between storing and handling.
  await hall.owner.query(
    `SELECT store_partner_message(p.id, 'pay', '4200020', NULL, 'wechat-bill', NULL, '\\x00', $1, '\\x00', $2) FROM partners p WHERE code = 'WX0001'`,
    [
      JSON.stringify({
        trade: 'pay',
        accountNo: home.accountNo,
        quoteId: quote.query_id,
        amountFen: quote.pay_amount,
      }),
      clock.now(),
    ],
  );
  expect((await ask('query_bill', { bill_key: home.accountNo, ...extra })).head.ret_code).toBe('EQ0024');
  clock.move(11);
  await hall.app.runJob('handle-partner-messages');
  expect((await ask('query_result', { trans_id: '4200020' })).body.pay_status).toBe('SUCCESS');
  expect((await ask('query_bill', { bill_key: home.accountNo, ...extra })).head.ret_code).toBe('EQ0005');
});

test('the refund file takes back what was posted today, blocks what was not, and lists what is too late', async () => {
  const [today, yesterday, never] = [await owing(100), await owing(200), await owing(300)];
  const quotes = await Promise.all(
    [today, yesterday, never].map(({ home }) => ask('query_bill', { bill_key: home.accountNo, ...extra })),
  );
  await ask('pay_bill', posting(quotes[1]!.body, '4200031'));
  clock.move(24 * 3600);
  const fresh = (await ask('query_bill', { bill_key: today.home.accountNo, ...extra })).body;
  const late = (await ask('query_bill', { bill_key: never.home.accountNo, ...extra })).body;
  await ask('pay_bill', posting(fresh, '4200030'));
  const line = (id: string, { home }: typeof today, amount: number) =>
    `${id}|${home.accountNo}|${amount}|20261123150000`;
  const file = [
    '3|600',
    line('4200030', today, 100),
    line('4200031', yesterday, 200),
    line('4200032', never, 300),
    '',
  ].join('\n');
  const path = '/agency/wechat-bill/refund-files/20261123';
  const taken = await send(path, file);
  expect(taken.body).toEqual({ count: 3, reversed: 1, blocked: 1, differing: 1 });
  expect((await send(path, file)).body).toEqual(taken.body);
  const spoilt = file.replace('3|600', '3|601');
  expect((await send(path, spoilt)).head.ret_code).toBe('EP0001');
  const kept = await hall.owner.query(
    `SELECT convert_from(body, 'utf8') AS body FROM inbox_messages WHERE kind = 'unreadable' AND source = 'partner:WX0001'`,
  );
  expect(kept.rows).toEqual([{ body: spoilt }]);
  expect(await paidOf(today.bill.payableId)).toBe(0);
  expect((await ask('pay_bill', posting(late, '4200032'))).head.ret_code).toBe('EP0024');
  expect((await ask('query_result', { trans_id: '4200030' })).body.pay_status).toBe('REFUND');
});

test('what was refunded on a later day reaches finance, once, and undoes the payment on the day of the refund', async () => {
  const { home, bill } = await owing(7_700);
  const quote = (await ask('query_bill', { bill_key: home.accountNo, ...extra })).body;
  await ask('pay_bill', posting(quote, '4200040'));
  const [owedBefore, clearedBefore] = [await balanceOf('receivable'), await balanceOf('partner-clearing')];
  clock.move(24 * 3600);
  const day = digits(clock.now());
  const file = (...amounts: number[]) =>
    [
      `${amounts.length}|${amounts.reduce((sum, amount) => sum + amount, 0)}`,
      ...amounts.map(amount => `4200040|${home.accountNo}|${amount}|${day}090000`),
      '',
    ].join('\n');
  const path = `/agency/wechat-bill/refund-files/${day}`;
  expect((await send(path, file(7_700))).body).toMatchObject({ count: 1, differing: 1 });
  expect((await send(path, file(7_700))).body).toMatchObject({ count: 1, differing: 1 });
  // Told with another sum, a part of it may have gone back. The same sum at another time is another refund.
  expect((await send(path, file(7_700, 7_600))).body).toMatchObject({ count: 2, differing: 2 });
  expect((await send(path, file(7_600).replace('090000', '100000'))).body).toMatchObject({ differing: 1 });

  const { finance } = await openDesk(hall);
  const listed = await hall.call('GET', '/staff/odd-payments?status=open&kind=partner-refund', finance);
  const mine = listed.body.oddPayments.filter(
    (each: { detail: { tradeNo: string } }) => each.detail.tradeNo === '4200040',
  );
  expect(mine).toMatchObject([
    { amountFen: 7_600, actions: ['link', 'dismiss'] },
    { amountFen: 7_600, actions: ['link', 'dismiss'] },
    { amountFen: 7_700, actions: ['link', 'dismiss'], detail: { source: 'partner:WX0001' } },
  ]);
  const [{ id: wrong }, , { id, paymentNo }] = mine;
  const decide = (odd: string, body: object) =>
    hall.call('POST', `/staff/odd-payments/${odd}/resolution`, {
      ...finance,
      body: { note: '微信退款文件已核对', ...body },
      key: randomUUID(),
    });
  expect(await paidOf(bill.payableId)).toBe(7_700);
  expect((await decide(id, { action: 'link', paymentNo })).status).toBe(200);
  // Nothing is left of it for another.
  expect((await decide(wrong, { action: 'link', paymentNo })).body.error).toBe('refund-too-large');
  expect(await paidOf(bill.payableId)).toBe(0);
  expect([await balanceOf('receivable'), await balanceOf('partner-clearing')]).toEqual([
    owedBefore + 7_700,
    clearedBefore - 7_700,
  ]);
  const { rows } = await hall.owner.query(
    `SELECT to_char(t.business_date, 'YYYYMMDD') AS day, f.way, f.amount_fen::int AS fen FROM refunds f JOIN collections c ON c.id = f.collection_id
       JOIN ledger_transactions t ON t.kind = 'refund-succeeded' AND t.reference = f.refund_no WHERE c.trade_no = '4200040'`,
  );
  expect(rows).toEqual([{ day, way: 'reversal', fen: 7_700 }]);
  expect((await ask('query_result', { trans_id: '4200040' })).body.pay_status).toBe('REFUND');
});

test('what was given back in parts is booked in parts, a large sum by two persons, and never more than was paid', async () => {
  const { home, bill } = await owing(20_000);
  const quote = (await ask('query_bill', { bill_key: home.accountNo, ...extra })).body;
  await ask('pay_bill', posting(quote, '4200050'));
  const clearedBefore = await balanceOf('partner-clearing');
  clock.move(24 * 3600);
  const day = digits(clock.now());
  const parts = [9_000, 8_000, 4_000];
  const lines = parts.map((amount, at) => `4200050|${home.accountNo}|${amount}|${day}09000${at}`);
  const path = `/agency/wechat-bill/refund-files/${day}`;
  expect((await send(path, ['3|21000', ...lines, ''].join('\n'))).body).toMatchObject({ differing: 3 });

  const { administrator, finance, supervisor } = await openDesk(hall);
  const call = (who: { cookie: string }, at: string, body: object) =>
    hall.call('POST', at, { ...who, body, key: randomUUID() });
  const rule = { name: 'refundApprovalAboveFen', value: 12_300, reason: '内控要求' };
  expect((await call(administrator, '/staff/settings', rule)).status).toBe(201);
  const listed = await hall.call('GET', '/staff/odd-payments?status=open&kind=partner-refund', finance);
  const oddOf = (amountFen: number) =>
    listed.body.oddPayments.find(
      (each: { detail: { tradeNo: string }; amountFen: number }) =>
        each.detail.tradeNo === '4200050' && each.amountFen === amountFen,
    );
  const link = (amountFen: number) => {
    const { id, paymentNo } = oddOf(amountFen);
    const body = { action: 'link', paymentNo, note: '微信退款文件已核对' };
    return call(finance, `/staff/odd-payments/${id}/resolution`, body);
  };
  expect((await link(9_000)).body).toMatchObject({ status: 'resolved', resolution: 'link' });
  expect(await paidOf(bill.payableId)).toBe(11_000);
  expect((await ask('query_result', { trans_id: '4200050' })).body.pay_status).not.toBe('REFUND');
  // The platform's own file has both, in whatever order: the other waits for its part here, and not as a line listed twice.
  const bothParts = () =>
    reconciled([
      ['4200050', home.accountNo, 8_000],
      ['4200050', home.accountNo, 9_000],
    ]);
  expect(await bothParts()).toEqual({
    matched: 1,
    open: [{ class: 'missing-here', ours: null, theirs: -8_000 }],
  });
  // Together they are more than one person gives back alone.
  expect((await link(8_000)).body).toMatchObject({ status: 'open', proposedBy: `staff:${finance.username}` });
  expect(await paidOf(bill.payableId)).toBe(11_000);
  const approval = `/staff/odd-payments/${oddOf(8_000).id}/approval`;
  expect((await call(supervisor, approval, { approve: true })).body.status).toBe('resolved');
  expect(await paidOf(bill.payableId)).toBe(3_000);
  expect((await link(4_000)).body.error).toBe('refund-too-large');
  expect((await balanceOf('partner-clearing')) - clearedBefore).toBe(-17_000);
  const { rows } = await hall.owner.query(
    `SELECT to_char(t.business_date, 'YYYYMMDD') AS day, f.way, f.amount_fen::int AS fen FROM refunds f JOIN collections c ON c.id = f.collection_id
       JOIN ledger_transactions t ON t.kind = 'refund-succeeded' AND t.reference = f.refund_no WHERE c.trade_no = '4200050' ORDER BY f.id`,
  );
  expect(rows).toEqual([
    { day, way: 'reversal', fen: 9_000 },
    { day, way: 'reversal', fen: 8_000 },
  ]);
  expect(await bothParts()).toEqual({ matched: 2, open: [] });
  // One more of the same sum on the next day is another part, which nobody has booked; so are two of payments that we never had.
  clock.move(24 * 3600);
  const strangers = ['4290051', '4290052'].map(
    trade => [trade, home.accountNo, 100] as [string, string, number],
  );
  const next = await reconciled([['4200050', home.accountNo, 8_000], ...strangers]);
  expect(next.open).toHaveLength(3);
  expect(next.open).toContainEqual({ class: 'missing-here', ours: null, theirs: -8_000 });
});

test('what the partner gave back in part and what the desk gives back of the same payment may come at once', async () => {
  const trades = Array.from({ length: 20 }, (_, at) => `42001${String(at).padStart(2, '0')}`);
  for (const trade of trades) {
    const { home } = await owing(1_000);
    const quote = (await ask('query_bill', { bill_key: home.accountNo, ...extra })).body;
    expect((await ask('pay_bill', posting(quote, trade))).head.ret_code).toBe('0');
  }
  clock.move(24 * 3600);
  const day = digits(clock.now());
  const lines = trades.map(trade => `${trade}|3700000000000|100|${day}090000`);
  const file = ['20|2000', ...lines, ''].join('\n');
  const { body: taken } = await send(`/agency/wechat-bill/refund-files/${day}`, file);
  expect(taken).toMatchObject({ differing: 20 });
  const { finance, supervisor } = await openDesk(hall);
  const listed = await hall.call('GET', '/staff/odd-payments?status=open&kind=partner-refund', finance);
  const odd = listed.body.oddPayments.filter((each: { detail: { tradeNo: string } }) =>
    trades.includes(each.detail.tradeNo),
  );
  expect(odd).toHaveLength(20);
  const both = await Promise.all(
    odd.flatMap(({ id, paymentNo }: { id: string; paymentNo: string }) => [
      hall.call('POST', `/staff/odd-payments/${id}/resolution`, {
        ...finance,
        body: { action: 'link', paymentNo, note: '微信退款文件已核对' },
        key: randomUUID(),
      }),
      hall.call('POST', `/staff/payments/${paymentNo}/refunds`, {
        ...supervisor,
        body: { amountFen: 200, reason: '客户多缴' },
        key: randomUUID(),
      }),
    ]),
  );
  expect(both.map(({ status }) => status)).toEqual(trades.flatMap(() => [200, 201]));
  const { rows } = await hall.owner.query(
    `SELECT DISTINCT refunded_fen::int AS fen FROM collections WHERE source = 'partner:WX0001' AND trade_no = ANY ($1)`,
    [trades],
  );
  expect(rows).toEqual([{ fen: 300 }]);
});

test('a file of refunds whose process died is worked through to its end by the next one', async () => {
  const { home, bill } = await owing(6_600);
  const quote = (await ask('query_bill', { bill_key: home.accountNo, ...extra })).body;
  await ask('pay_bill', posting(quote, '4200060'));
  clock.move(24 * 3600);
  const day = digits(clock.now());
  const file = `1|6600\n4200060|${home.accountNo}|6600|${day}090000\n`;
  // Kept, and no line of it done; as many older ones as are tried at once cannot be worked through.
  const kept = (on: string, content: string) =>
    hall.owner.query(
      `INSERT INTO partner_files (partner_id, clearing_on, kind, sha256, line_count, total_fen, content, received_at)
         SELECT id, $1, 'refund', $2, 1, 6600, $3, $4 FROM partners WHERE code = 'WX0001'`,
      [on, createHash('sha256').update(content).digest('hex'), Buffer.from(content), clock.now()],
    );
  for (let older = 1; older <= 20; older += 1)
    await kept(`202610${String(older).padStart(2, '0')}`, `spoilt ${older}`);
  clock.move(1);
  await kept(day, file);
  clock.move(60);
  const told = async () =>
    (
      await hall.owner.query(
        `SELECT count(*)::int AS count FROM odd_payments WHERE kind = 'partner-refund' AND detail ->> 'tradeNo' = '4200060'`,
      )
    ).rows[0].count;
  expect(await told()).toBe(0);
  await hall.app.runJob('finish-refund-files');
  await hall.app.runJob('finish-refund-files');
  expect(await told()).toBe(1);
  expect(await paidOf(bill.payableId)).toBe(6_600);
});

test('its trade file is kept for reconciliation; forged and replayed messages are refused', async () => {
  const file = '1|12345\n20261122|4200001|3700000000000|12345|07|1\n';
  expect((await send('/agency/wechat-bill/day-files/20261122', file, 'PUT')).head.ret_code).toBe('0');
  const forged = await ask('query_account', { bill_key: '1234' }, {}, { sent: '{}' });
  expect([forged.status, forged.proved, forged.head.ret_code]).toEqual([401, false, 'EP0001']);
  const nonce = 'abcdefabcdef01234567';
  expect((await ask('query_result', { trans_id: '1' }, {}, { nonce })).head.ret_code).toBe('0');
  expect((await ask('query_result', { trans_id: '1' }, {}, { nonce })).head.ret_code).toBe('ES0001');
});

test('look-ups count among the inquiries of an account, are kept, and use their nonce up; so do files', async () => {
  const { home } = await owing();
  const nonce = 'abcdefabcdef76543210';
  const looked = () => ask('query_account', { bill_key: home.accountNo }, {}, { nonce });
  expect((await looked()).head.ret_code).toBe('0');
  expect((await looked()).head.ret_code).toBe('EQ0001');
  const { rows } = await hall.owner.query(
    `SELECT code, length(raw) > 0 AS kept FROM partner_messages WHERE trade = 'look-up' AND nonce = $1`,
    [nonce],
  );
  expect(rows).toEqual([{ code: '0000', kept: true }]);

  const path = '/agency/wechat-bill/day-files/20261120';
  const [older, newer] = ['1|100\n20261120|42|3700000000000|100|07|1\n', '0|0\n'];
  const handIn = (file: string, change = {}) => send(path, file, 'PUT', change);
  expect((await handIn(older, { nonce: 'fedcbafedcba01234567' })).head.ret_code).toBe('0');
  expect((await handIn(newer)).head.ret_code).toBe('0');
  // Heard on the wire and sent again, it does not bring the older file back.
  expect((await handIn(older, { nonce: 'fedcbafedcba01234567' })).head.ret_code).toBe('EP0001');
  const kept = await hall.owner.query(
    `SELECT line_count FROM partner_files WHERE clearing_on = '2026-11-20'`,
  );
  expect(kept.rows).toEqual([{ line_count: 0 }]);
});

test('a message or a file from an address that is not the platform’s is refused unsigned, kept nowhere, and counted', async () => {
  const { home } = await owing();
  const stored = async () =>
    (
      await hall.owner.query(
        `SELECT (SELECT count(*)::int FROM partner_messages) AS messages, (SELECT count(*)::int FROM partner_files) AS files`,
      )
    ).rows[0];
  const before = await stored();
  const asked = await ask('query_bill', { bill_key: home.accountNo, ...extra }, {}, { serial: 'FARPAY' });
  expect(asked).toMatchObject({ status: 401, proved: false, head: { ret_code: 'EP0002' }, body: {} });
  for (const [method, kind] of [
    ['PUT', 'day-files'],
    ['POST', 'refund-files'],
  ] as const) {
    const path = `/agency/wechat-bill/${kind}/20261121`;
    expect(await send(path, '0|0\n', method, { serial: 'FARPAY' })).toMatchObject({
      status: 401,
      proved: false,
      head: { ret_code: 'EP0002' },
    });
  }
  expect(await stored()).toEqual(before);
  await eventually(
    async () => (await fetch(`${hall.url}/metrics`)).text(),
    metrics => /hall_partner_bad_messages_total\{partner="WX0009",reason="address"\} 3/.test(metrics),
  );
});

test('a key that nobody knows, and an institution that is not the platform’s, get their codes and are counted by their reasons', async () => {
  const { home, bill } = await owing();
  const quote = (await ask('query_bill', { bill_key: home.accountNo, ...extra })).body;
  const before = await figuresOf(hall.url, 'hall_partner_bad_messages_total');
  const unknown = await ask('pay_bill', posting(quote, '4200070'), {}, { serial: 'NOBODYS_KEY' });
  expect(unknown).toMatchObject({ status: 401, proved: false, head: { ret_code: 'EP0002' }, body: {} });
  expect(Object.keys(unknown.head).sort()).toEqual(['err_msg', 'ret_code']);
  const path = '/agency/wechat-bill/refund-files/20261121';
  expect(await send(path, '0|0\n', 'POST', { serial: 'NOBODYS_KEY' })).toMatchObject({
    ...{ status: 401, proved: false, head: { ret_code: 'EP0002' } },
  });
  const foreign: [string, object, object, string][] = [
    ['pay_bill', posting(quote, '4200070'), { company_id: '9999' }, 'EP0003'],
    ['query_bill', { bill_key: home.accountNo, ...extra }, { mch_id: '1900000999' }, 'EQ0003'],
    ['query_result', { trans_id: '4200070' }, { mch_id: '1900000999' }, 'ES0003'],
  ];
  for (const [service, body, head, code] of foreign)
    expect(await ask(service, body, head)).toMatchObject({
      ...{ status: 200, proved: true, head: { ret_code: code }, body: {} },
    });
  await eventually(
    async () => grownSince(before, await figuresOf(hall.url, 'hall_partner_bad_messages_total')),
    grown => isDeepStrictEqual(grown, { '? unknown': 2, 'WX0001 institution': 3 }),
  );
  expect(await paidOf(bill.payableId)).toBe(0);
});

test('an account cannot be asked about more often than agreed by looking it up instead', async () => {
  await hall.owner.query(`UPDATE partners SET inquiries_per_minute = 4 WHERE code = 'WX0001'`);
  clock.move(60);
  const { home } = await owing();
  await eventually(
    () => ask('query_account', { bill_key: '9999999999999' }),
    ({ head }) => head.ret_code === 'EQ0014',
  );
  const code = async (service: string, body: object) =>
    (await ask(service, { bill_key: home.accountNo, ...body })).head.ret_code;
  expect(await code('query_account', {})).toBe('0');
  expect(await code('query_usage', { month: '202610' })).toBe('0');
  expect(await code('query_bill', extra)).toBe('0');
  expect(await code('query_usage', { month: '202610' })).toBe('0');
  for (const [service, body] of [
    ['query_account', {}],
    ['query_usage', { month: '202610' }],
    ['query_bill', extra],
  ] as const)
    expect(await code(service, body)).toBe('EQ0014');
});

test('the platform’s keys rotate: both hold for a while, one that nobody confirmed does not, then the old one ends', async () => {
  const { rows } = await hall.owner.query(`SELECT id::int FROM partners WHERE code = 'WX0001'`);
  const next = generateKeyPairSync('rsa', { modulusLength: 2048 });
  for (const name of ['NEXTPAY', 'HASTY']) await addPublicKey(hall, rows[0].id, name, next.publicKey);
  await hall.owner.query(
    `UPDATE partner_keys SET confirmed_by = NULL, confirmed_at = NULL WHERE key_id = 'HASTY'`,
  );
  const isAdmitted = async (serial: string, signer: KeyObject) =>
    (await ask('query_result', { trans_id: '1' }, {}, { serial, signer })).head.ret_code === '0';
  const all = async () => [
    await isAdmitted('LIFEPAY', privateKey),
    await isAdmitted('NEXTPAY', next.privateKey),
    await isAdmitted('HASTY', next.privateKey),
    await isAdmitted('NEXTPAY', privateKey),
  ];
  // Partners are read anew every three seconds.
  await new Promise(done => setTimeout(done, 3_200));
  expect(await all()).toEqual([true, true, false, false]);
  await hall.owner.query(`UPDATE partner_keys SET valid_until = $1 WHERE key_id = 'LIFEPAY'`, [clock.now()]);
  await new Promise(done => setTimeout(done, 3_200));
  expect(await all()).toEqual([false, true, false, false]);
});
