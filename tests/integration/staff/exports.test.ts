/** A list taken away as a file holds what the list shows, on the demo's data, and that it was taken stands in the audit log. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { seed } from '../../../prisma/seed/seed.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { testCipher, testFieldKey } from '../../support/world.ts';
import { addMember, openDesk } from '../access/scene.ts';

let hall: RunningHall;
let cookie: string;

beforeAll(async () => {
  hall = await startHall();
  cookie = (await openDesk(hall)).supervisor.cookie;
  await seed({
    ownerUrl: hall.owner.options.connectionString!,
    fieldKey: testFieldKey,
    accounts: 60,
    until: '2026-11-21',
  });
});
afterAll(() => hall?.close());

/** The file's lines as cells; the data of these lists holds neither comma nor line break. */
async function take(list: string, query: string, language = 'zh'): Promise<string[][]> {
  const reply = await fetch(`${hall.url}/api/v1/staff/exports/${list}?format=csv&${query}`, {
    headers: { cookie, 'accept-language': language },
  });
  expect(reply.headers.get('content-disposition')).toMatch(
    new RegExp(`filename="${list}-\\d{4}-\\d\\d-\\d\\d\\.csv"`),
  );
  const lines = (await reply.text()).trim().split('\r\n');
  return lines.map(line => line.split(','));
}

const read = async (path: string) => (await hall.call('GET', `/staff/${path}`, { cookie })).body;

test('the ladder: every case of the list, its debt to the fen', async () => {
  const [heading, ...rows] = await take('dunning', '');
  expect(heading!.slice(1, 4)).toEqual(['户号', '用电类别', '欠费(元)']);
  const { total, cases } = await read('dunning');
  expect(rows).toHaveLength(total);
  const yuan = (fen: number) => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
  expect(rows.map(([caseNo, , , debt]) => [caseNo, debt])).toEqual(
    cases.map(({ caseNo, debtFen }: { caseNo: string; debtFen: number }) => [caseNo, yuan(debtFen)]),
  );
  const [, ...suspended] = await take('dunning', 'status=suspended');
  expect(suspended).toHaveLength((await read('dunning?status=suspended')).total);
  expect(suspended.length).toBeLessThan(rows.length);
});

test('outages by the filters of their list, and nothing of a filter the list does not know', async () => {
  const [, ...rows] = await take('outages', 'status=open');
  const { outages } = await read('outages?status=open');
  expect(rows.map(([no]) => no)).toEqual(outages.map(({ outageNo }: { outageNo: string }) => outageNo));
  expect(rows.length).toBeGreaterThan(0);
  const refused = await hall.call('GET', '/staff/exports/outages?wrong=1', { cookie });
  expect(refused).toMatchObject({ status: 400, body: { error: 'bad-request' } });
});

test('what stands in a list is found by its number in the one box, by those who may open it', async () => {
  const firstOf = async (list: string) => (await take(list, ''))[1]![0]!;
  const [caseNo, outageNo] = [await firstOf('dunning'), await firstOf('outages')];
  const find = async (number: string, as = cookie) =>
    (await hall.call('GET', `/staff/find?query=${number}`, { cookie: as })).body.files;
  expect(await find(caseNo.toLowerCase())).toMatchObject([{ kind: 'dunning', number: caseNo }]);
  expect(await find(outageNo)).toMatchObject([{ kind: 'outage', number: outageNo }]);
  const administrator = (await addMember(hall, 'administrator')).cookie;
  expect(await find(outageNo, administrator)).toHaveLength(1);
  expect(await find(caseNo, administrator)).toEqual([]);
});

test('orders to cut off and to restore, debts paid in parts, and applications page after page', async () => {
  const [, ...commands] = await take('supply-commands', 'show=all');
  const board = await read('supply-commands?show=all');
  expect(commands).toHaveLength(board.total);
  expect(commands.length).toBeGreaterThan(0);
  expect(commands[0]![0]).toBe(board.commands[0].commandNo);
  const [, ...plans] = await take('instalments', '');
  expect(plans).toHaveLength((await read('instalments')).total);

  const inPages: string[] = [];
  for (let after = ''; ; ) {
    const { cases, next } = await read(`applications?scope=all${after}`);
    inPages.push(...cases.map(({ caseNo }: { caseNo: string }) => caseNo));
    if (!next) break;
    after = `&after=${next}`;
  }
  const [heading, ...applications] = await take('applications', 'scope=all');
  expect(heading!.slice(0, 3)).toEqual(['申请编号', '业务', '环节']);
  expect(applications.map(([caseNo]) => caseNo)).toEqual(inPages);
  expect(inPages.length).toBeGreaterThan(0);
});

test('shifts and cards sold, every page of them; a clerk takes the own shifts', async () => {
  const pagesOf = async <Row>(path: string, list: string): Promise<Row[]> => {
    const all: Row[] = [];
    for (let page = 1; ; page += 1) {
      const answer = await read(`${path}?page=${page}`);
      all.push(...answer[list]);
      if (!answer.hasMore) return all;
    }
  };
  const shifts = await pagesOf<{ shiftNo: string }>('desk/shifts', 'shifts');
  const [heading, ...rows] = await take('shifts', '');
  expect(heading![0]).toBe('班次');
  expect(rows.map(([no]) => no)).toEqual(shifts.map(({ shiftNo }) => shiftNo));
  expect(rows.length).toBeGreaterThan(50);
  const sales = await pagesOf<{ saleNo: string; amountFen: number }>('card-sales', 'sales');
  const [, ...sold] = await take('card-sales', '');
  expect(sold.map(([no, , , , , yuan]) => [no, yuan])).toEqual(
    sales.map(({ saleNo, amountFen }) => [saleNo, (amountFen / 100).toFixed(2)]),
  );
  expect(sold.length).toBeGreaterThan(0);
  expect(await take('debit-files', '')).toHaveLength(1 + (await pagesOf('debit-files', 'files')).length);
  const clerk = (await addMember(hall, 'clerk')).cookie;
  const own = await fetch(`${hall.url}/api/v1/staff/exports/shifts?format=csv`, {
    headers: { cookie: clerk },
  });
  expect((await own.text()).trim().split('\r\n')).toHaveLength(1);
});

test('claims without what the customer wrote', async () => {
  const [heading, ...rows] = await take('claims', '');
  expect(heading).not.toContain('说明');
  expect(rows).toHaveLength((await read('claims')).total);
});

test('messages without the numbers they went to', async () => {
  const search = async (body: object) =>
    (await hall.call('POST', '/staff/notices/search', { cookie, body })).body;
  const [heading, ...rows] = await take('messages', '');
  const { notices, hasMore } = await search({});
  expect(heading!.slice(0, 3)).toEqual(['编号', '时间', '事件']);
  expect(rows.slice(0, notices.length).map(([id]) => Number(id))).toEqual(
    notices.map(({ id }: { id: number }) => id),
  );
  expect(rows.length > notices.length).toBe(hasMore);
  expect(rows.flat().join(' ')).not.toMatch(/\b1\d{10}\b/);
  const { event } = notices[0];
  const [, ...billed] = await take('messages', `event=${event}`);
  expect(new Set(billed.map(([, , said]) => said))).toEqual(new Set([rows[0]![2]]));
});

test('mandates with the tail of the bank account only', async () => {
  const home = await hall.world.household();
  const clerk = (await addMember(hall, 'clerk')).cookie;
  await hall.owner.query(
    `INSERT INTO debit_banks (code, name_zh, name_en, utility_code, active, key_id, key_enc) VALUES ('DTNS', '电厅银行', 'Hall Bank', 'DT', true, 'K1', $1)`,
    [testCipher.encrypt('2b7e151628aed2a6abf7158809cf4f3c')],
  );
  const body = { bankCode: 'DTNS', bankAccount: '6230580000012345675', holderName: '欧阳娜娜' };
  const signed = await hall.call('POST', `/staff/accounts/${home.accountNo}/mandate`, {
    cookie: clerk,
    body,
    key: randomUUID(),
  });
  const { mandateNo } = signed.body.mandate;
  const [, row] = await take('mandates', `query=${home.accountNo}&status=active`);
  expect(row!.slice(0, 5)).toEqual([mandateNo, home.accountNo, 'DTNS', '5675', '***娜']);
  expect(await take('mandates', `query=${home.accountNo}&status=ended`)).toHaveLength(1);
});

test('customers, all that a search finds, masked; the log tells the kind of search and not its words', async () => {
  const prefix = '9942';
  const numbers = Array.from({ length: 52 }, (_, index) => `${prefix}${String(index).padStart(9, '0')}`);
  for (const accountNo of numbers) await hall.world.household({ accountNo, name: '欧阳静好' });
  expect((await read(`accounts?query=${prefix}`)).more).toBe(true);
  const [heading, ...rows] = await take('accounts', `query=${prefix}`);
  expect(heading!.slice(0, 3)).toEqual(['户号', '户名', '手机']);
  expect(rows.map(([accountNo, name]) => [accountNo, name])).toEqual(numbers.map(no => [no, '***好']));
  expect(rows.flat().join(' ')).not.toMatch(/\b1\d{10}\b/);
  const clerk = (await addMember(hall, 'clerk')).cookie;
  expect((await hall.call('GET', `/staff/exports/accounts?query=${prefix}`, { cookie: clerk })).status).toBe(
    403,
  );
  const { entries } = await read('audit?action=export.take');
  expect(entries).toContainEqual(
    expect.objectContaining({
      subject: 'export:accounts',
      detail: { format: 'csv', kinds: ['accountNoPrefix'] },
    }),
  );
});

const yuan = (fen: number) =>
  `${fen < 0 ? '-' : ''}${Math.floor(Math.abs(fen) / 100)}.${String(Math.abs(fen) % 100).padStart(2, '0')}`;

test('payments, refunds and odd payments: each once, to the fen', async () => {
  const [heading, ...payments] = await take('payments', '');
  const money = heading!.indexOf('金额(元)');
  const { rows: kept } = await hall.owner.query(
    'SELECT payment_no, amount_fen::int AS fen FROM payments ORDER BY created_at DESC, id DESC',
  );
  expect(payments.map(row => [row[0], row[money]])).toEqual(
    kept.map(({ payment_no, fen }) => [payment_no, yuan(fen)]),
  );
  expect(payments.length).toBeGreaterThan(1_000);
  const columnOf = (rows: string[][], title: string) =>
    rows.map(row => row[rows[0]!.indexOf(title)]).slice(1);
  const english = columnOf(await take('payments', '', 'en'), 'For');
  expect(english).toHaveLength(payments.length);
  expect(english.filter(text => !text || /[\u4e00-\u9fff]/.test(text))).toEqual([]);
  expect(columnOf([heading!, ...payments], '内容')).toContainEqual(
    expect.stringMatching(/^\d{4}年\d{1,2}月电费$/),
  );
  const [, ...settled] = await take('payments', 'status=settled');
  expect(new Set(settled.map(row => row[heading!.indexOf('状态')]))).toEqual(new Set(['已到账']));
  const { rows: refunded } = await hall.owner.query(
    'SELECT refund_no, amount_fen::int AS fen FROM refunds ORDER BY id DESC',
  );
  const [refunds, ...refundRows] = await take('refunds', '');
  expect(refundRows.map(row => [row[0], row[refunds!.indexOf('金额(元)')]])).toEqual(
    refunded.map(({ refund_no, fen }) => [refund_no, yuan(fen)]),
  );
  const { rows: odd } = await hall.owner.query(
    'SELECT id::text, amount_fen::int AS fen FROM odd_payments ORDER BY created_at DESC, id DESC',
  );
  const [oddHeading, ...oddRows] = await take('odd-payments', '');
  expect(oddRows.map(row => [row[0], row[oddHeading!.indexOf('金额(元)')]])).toEqual(
    odd.map(({ id, fen }) => [id, yuan(fen)]),
  );
});

test('the trial balance comes to nothing, and so do all postings; each account is named', async () => {
  const fenOf = (text: string) => Math.round(Number(text) * 100);
  const [heading, ...accounts] = await take('trial-balance', '');
  // From the end: English names hold commas.
  const column = (name: string) =>
    accounts.map(row => fenOf(row.at(heading!.indexOf(name) - heading!.length)!));
  const sum = (all: number[]) => all.reduce((before, fen) => before + fen, 0);
  expect(sum(column('借方(元)'))).toBe(sum(column('贷方(元)')));
  expect(sum(column('余额(元)'))).toBe(0);
  const { accounts: listed } = await read('ledger/trial-balance');
  expect(accounts.map(([code]) => code)).toEqual(listed.map(({ code }: { code: string }) => code));
  expect(new Set(accounts.map(row => row.at(-4)))).toEqual(new Set(['资产', '负债', '收入', '费用']));
  const [titles, ...postings] = await take('postings', '');
  const amounts = postings.map(row => fenOf(row.at(-1)!));
  expect(sum(amounts)).toBe(0);
  const { rows } = await hall.owner.query('SELECT count(*)::int AS postings FROM ledger_postings');
  expect(postings).toHaveLength(rows[0].postings);
  expect(new Set(postings.map(row => row[titles!.indexOf('科目名称')]))).toContain('应收电费');
});

test('what counters took, what messages cost, who has gone and owes, who is large, and the drafts of a run', async () => {
  const takings = await read('desk/takings?status=taken');
  const [heading, ...taken] = await take('takings', 'status=taken');
  expect(heading!.slice(0, 3)).toEqual(['缴费单号', '班次', '收款时间']);
  expect(taken.slice(0, takings.takings.length).map(([no]) => no)).toEqual(
    takings.takings.map(({ paymentNo }: { paymentNo: string }) => paymentNo),
  );
  expect(taken.length > takings.takings.length).toBe(takings.hasMore);

  const { rows: costs, totalFen } = await read('message-costs?from=2026-01&to=2026-12');
  const [, ...ways] = await take('message-costs', 'from=2026-01&to=2026-12');
  expect(ways).toHaveLength(costs.length);
  expect(ways.reduce((sum, row) => sum + Math.round(Number(row.at(-1)) * 100), 0)).toBe(totalFen);

  const { holders, hasMore } = await read('final-bills');
  const [, ...gone] = await take('former-holders', '');
  expect(gone.slice(0, holders.length).map(([no, name, , , , owed]) => [no, name, owed])).toEqual(
    holders.map((one: { accountNo: string; nameMasked: string; owedFen: number }) => [
      one.accountNo,
      one.nameMasked,
      yuan(one.owedFen),
    ]),
  );
  expect(gone.length > holders.length).toBe(hasMore);

  const { customers } = await read('large-customers');
  const [, ...large] = await take('large-customers', '');
  expect(large.map(([no, name]) => [no, name])).toEqual(
    customers.map(({ accountNo, name }: { accountNo: string; name: string }) => [accountNo, name]),
  );
  expect(large.length).toBeGreaterThan(0);

  const started = await hall.call('POST', '/staff/billing-runs', {
    cookie,
    key: randomUUID(),
    body: { regionCode: 'weihai', month: '2026-11', skipMonths: true },
  });
  const { id } = started.body;
  const { drafts } = await read(`billing-runs/${id}/drafts?only=all`);
  expect(drafts.length).toBeGreaterThan(0);
  const [, ...drafted] = await take('bill-drafts', `runId=${id}&only=all`);
  expect(drafted.slice(0, drafts.length).map(([no]) => no)).toEqual(
    drafts.map(({ accountNo }: { accountNo: string }) => accountNo),
  );
  const missing = await hall.call('GET', '/staff/exports/bill-drafts?runId=999999&only=all', { cookie });
  expect(missing.status).toBe(404);
});

/** Columns that are codes by their nature: of banks, sources, accounts, and how somebody signs in. */
const codes = ['科目', '来源', '银行', '地区', '柜台', '操作', '对象', '详情', '登录名', '请求编号'];

test.each([
  'cases',
  'mandates',
  'debit-files',
  'supply-commands',
  'reconciliation-differences',
  'card-sales',
  'trial-balance',
  'postings',
  'shifts',
  'claims',
  'dunning',
  'instalments',
  'messages',
  'payments',
  'refunds',
  'odd-payments',
  'outages',
  'takings',
  'message-costs',
  'former-holders',
  'large-customers',
])('%s speak words, and no codes', async list => {
  const [heading, ...rows] = await take(
    list,
    {
      cases: 'view=all',
      'reconciliation-differences': 'from=2026-08-01&to=2026-10-31',
      'message-costs': 'from=2026-01&to=2026-12',
    }[list] ?? '',
  );
  const coded = rows.flatMap(row =>
    row.flatMap((cell, index) =>
      /^[a-z]+(-[a-z]+)*$/.test(cell) && !codes.includes(heading![index]!)
        ? `${heading![index]}: ${cell}`
        : [],
    ),
  );
  expect([...new Set(coded)]).toEqual([]);
});

test('a file of applications in English names kind, step and state in English', async () => {
  const [, ...rows] = await take('applications', 'scope=all', 'en');
  expect(rows.length).toBeGreaterThan(0);
  for (const [, kind, step, status] of rows)
    expect([kind, step, status].join(' ')).not.toMatch(/[\u4e00-\u9fff]/);
});

test('each taking is in the audit log with its filters', async () => {
  const { entries } = await read('audit?action=export.take&subject=export:dunning');
  expect(entries).toContainEqual(
    expect.objectContaining({
      subject: 'export:dunning',
      detail: expect.objectContaining({ format: 'csv', status: 'suspended' }),
    }),
  );
});
