import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import iconv from 'iconv-lite';
import { addDays } from '../../../server/src/shared/dates.ts';
import { startProgram } from '../../support/program.ts';
import { testFieldKey } from '../../support/world.ts';
import { type Days, openDays, yesterday } from './days.ts';

let it: Days;
let finance: string;
let wechatFile: string;
let alipayFile: Buffer;
beforeAll(async () => {
  it = await openDays();
  finance = await it.story.staff('finance');
  for (let count = 0; count < 3; count += 1) await it.paid();
  await it.paid({ method: 'alipay', product: 'wap', returnUrl: '/pages/result' }, { gateway: 'alipay' });
  await it.run('wechat-pay', yesterday());
  await it.run('alipay', yesterday());
  wechatFile = (await it.keptFile('wechat-pay', yesterday())).toString('utf8');
  alipayFile = await it.keptFile('alipay', yesterday());
});
afterAll(() => it.close());

const bring = (text: string | Buffer, day = yesterday(), prefix = 'wechat-pay') =>
  it.bring(finance, prefix, day, 'trade', Buffer.from(text as string));
const rows = async () => {
  const { rows: found } = await it.hall.owner.query(
    `SELECT (SELECT count(*)::int FROM statement_rows) AS lines, (SELECT count(*)::int FROM collections) AS collections, (SELECT count(*)::int FROM ledger_transactions) AS booked`,
  );
  return found[0];
};
const lines = () => wechatFile.split('\r\n');
const withLine = (number: number, change: (line: string) => string) =>
  lines()
    .map((line, index) => (index + 1 === number ? change(line) : line))
    .join('\r\n');

describe('a file that is not what it should be is refused whole, with line and reason', () => {
  test.each<[string, string, number | null, () => [string | Buffer, ReturnType<typeof yesterday>?]]>([
    ['cut off in the middle', 'truncated', 3, () => [lines().slice(0, 3).join('\r\n')]],
    ['cut off inside a row', 'row', 3, () => [lines().slice(0, 3).join('\r\n').slice(0, -40)]],
    [
      'with an altered amount',
      'totals',
      6,
      () => [withLine(2, line => line.replaceAll('`123.45', '`123.46'))],
    ],
    [
      'with a row taken out',
      'totals',
      5,
      () => [
        lines()
          .filter((_, index) => index !== 1)
          .join('\r\n'),
      ],
    ],
    [
      'of another merchant',
      'wrong-merchant',
      3,
      () => [withLine(3, line => line.replace(/`\d{10},/, '`1999999999,'))],
    ],
    ['of another day', 'wrong-day', 2, () => [wechatFile, addDays(yesterday(), -1)]],
    ['with a row that cannot be read', 'row', 4, () => [withLine(4, line => line.replace('`CNY', '`'))]],
    ['in another encoding', 'encoding', 1, () => [iconv.encode(wechatFile, 'gbk')]],
    ['with other columns', 'columns', 1, () => [withLine(1, line => line.replace('商户订单号', '订单号'))]],
    ['that is empty', 'empty', null, () => ['']],
  ])('%s', async (_what, reason, line, make) => {
    const before = await rows();
    const [file, day] = make();
    const { status, body } = await bring(file, day ?? yesterday());
    expect({ status, error: body.error, rule: body.details?.[0]?.rule }).toEqual({
      status: 422,
      error: 'statement-refused',
      rule: reason,
    });
    const { rows: kept } = await it.hall.owner.query(
      `SELECT status, refusal ->> 'reason' AS reason, (refusal ->> 'line')::int AS line FROM statement_files ORDER BY id DESC LIMIT 1`,
    );
    expect(kept[0]).toEqual({ status: 'refused', reason, line });
    expect(await rows()).toEqual(before);
  });

  test("Alipay's zip cut off, or with one byte turned, or of another day", async () => {
    const before = await rows();
    const reasonOf = async (file: Buffer, day = yesterday()) =>
      (await bring(file, day, 'alipay')).body.details[0].rule;
    expect(await reasonOf(alipayFile.subarray(0, alipayFile.length - 30))).toBe('truncated');
    const turned = Buffer.from(alipayFile);
    turned[120]! ^= 0x55;
    // What a turned byte looks like depends on where in the compressed rows it falls; refused it is whatever it looks like.
    const looks = [
      'archive',
      'encoding',
      'row',
      'columns',
      'totals',
      'truncated',
      'wrong-merchant',
      'wrong-day',
    ];
    expect(looks).toContain(await reasonOf(turned));
    expect(await reasonOf(alipayFile, addDays(yesterday(), -1))).toBe('wrong-day');
    expect(await rows()).toEqual(before);
  });

  test('it is kept as it came, and what was accepted before goes on counting', async () => {
    const altered = withLine(2, line => line.replaceAll('`123.45', '`123.46'));
    await bring(altered);
    const { rows: kept } = await it.hall.owner.query(
      `SELECT id FROM statement_files WHERE status = 'refused' AND refusal ->> 'reason' = 'totals' ORDER BY id LIMIT 1`,
    );
    const reply = await it.hall.call('GET', `/staff/reconciliation/files/${kept[0].id}`, { cookie: finance });
    expect(reply.body.toString()).toBe(altered);
    expect(await it.run('wechat-pay', yesterday())).toMatchObject({ status: 'matched', matched: 3 });
  });

  test('a file damaged on its way is told by its announced hash, and fetched again later', async () => {
    await it.hall.sandbox.post('/control/faults', {
      rules: [{ gateway: 'wechat-pay', on: 'bill-download', fault: 'malformed', count: 1 }],
    });
    expect(await it.run('wechat-pay', yesterday())).toMatchObject({
      status: 'refused',
      problem: { reason: 'hash' },
    });
    expect(await it.run('wechat-pay', yesterday())).toMatchObject({ status: 'matched', matched: 3 });
  });

  test('once a day had its result, tries are counted anew: what goes wrong later is tried again', async () => {
    await it.hall.owner.query(
      `UPDATE reconciliation_days SET attempts = 25 WHERE source LIKE 'wechat-pay:%' AND day = $1`,
      [yesterday()],
    );
    expect(await it.run('wechat-pay', yesterday())).toMatchObject({ status: 'matched' });
    await it.hall.sandbox.post('/control/faults', {
      rules: [{ gateway: 'wechat-pay', on: 'bill-download', fault: 'malformed', count: 1 }],
    });
    expect(await it.run('wechat-pay', yesterday())).toMatchObject({ status: 'refused' });
    const { rows: refused } = await it.hall.owner.query(
      `SELECT next_try_at > now() AS later FROM reconciliation_days WHERE status = 'refused'`,
    );
    expect(refused).toEqual([{ later: true }]);
    expect(await it.run('wechat-pay', yesterday())).toMatchObject({ status: 'matched' });
  });

  test('a gateway that cannot be reached is tried again, and the day waits', async () => {
    await it.hall.sandbox.post('/control/faults', {
      rules: [{ gateway: 'alipay', on: 'bill', fault: 'error-5xx', status: 502 }],
    });
    expect(await it.run('alipay', yesterday())).toMatchObject({
      status: 'failed',
      problem: { reason: 'unreachable' },
    });
    const { rows: waiting } = await it.hall.owner.query(
      `SELECT next_try_at > now() AS later FROM reconciliation_days WHERE status = 'failed'`,
    );
    expect(waiting).toEqual([{ later: true }]);
    await it.hall.sandbox.post('/control/faults', { rules: [] });
    expect(await it.run('alipay', yesterday())).toMatchObject({ status: 'matched', matched: 1 });
  });
});

test('what a person brings counts while the gateway gives none, here one payment twice; then its own counts again', async () => {
  const all = lines();
  const summary = all[5]!
    .replace('`3,', '`4,')
    .replaceAll('`370.35', '`493.80')
    .replace('`2.22000', '`2.96000');
  const twice = [all[0], all[1], all[1], all[2], all[3], all[4], summary, ''].join('\r\n');
  expect(await bring(twice)).toMatchObject({ status: 202 });
  await it.hall.sandbox.post('/control/faults', {
    rules: [{ gateway: 'wechat-pay', on: 'bill', fault: 'error-5xx', status: 502, count: 1 }],
  });
  expect(await it.run('wechat-pay', yesterday())).toMatchObject({ status: 'differences', open: 2 });
  expect(
    (await it.differences(yesterday(), 'wechat-pay')).filter(row => row.status === 'open'),
  ).toMatchObject([
    { class: 'duplicate', copy: 2, ours: null, theirs: 12_345 },
    // What was settled, as the fund-flow bill that could be fetched has it, is less than the detail.
    { kind: 'total', reference: 'settled-paid' },
  ]);
  expect(await it.run('wechat-pay', yesterday())).toMatchObject({ status: 'matched', matched: 3 });
});

describe('run by several, and cut off', () => {
  const settings = (extra: Record<string, string> = {}) => ({
    ...it.hall.sandbox.credentials,
    HALL_MODE: 'demo',
    PUBLIC_BASE_URL: it.hall.url,
    DATABASE_URL: it.hall.settings.DATABASE_URL,
    FIELD_KEY: testFieldKey,
    SANDBOX_URL: it.hall.sandbox.url,
    LOG_LEVEL: 'silent',
    ...extra,
  });

  test('two runs of one day at once: one works, the other steps aside, and money is posted once', async () => {
    const { paymentNo } = await it.paid({}, { notify: false });
    await it.backdate(paymentNo);
    const results = await Promise.all([1, 2, 3, 4].map(() => it.run('wechat-pay', yesterday())));
    expect(results.map(result => result.status).filter(status => status !== 'busy')).toEqual(['matched']);
    expect(await it.story.collected(paymentNo)).toEqual({ times: 1, sum: 12_345 });
    expect(await it.books()).toEqual([]);
  });

  test.each(['reconciliation-reading', 'reconciliation-matched', 'reconciliation-posted'])(
    'killed at %s, the next run finishes what it began',
    async point => {
      const { paymentNo } = await it.paid({}, { notify: false });
      await it.backdate(paymentNo);
      const args = ['--date', yesterday(), '--source', 'wechat-pay'];
      const killed = startProgram('reconcile', settings({ HALL_CRASH_POINT: `${point}:1` }), args);
      const { code, output } = await killed.ended;
      expect(code).not.toBe(0);
      // How far it had come was told on the command line, and staff see it in the day's panel.
      const stage = point.replace(/.*-/, '').replace(/(match|post)ed/, '$1ing');
      expect(output).toMatch(new RegExp(`wechat-pay:\\d+: ${stage} \\d+ (%|KiB)`));
      if (stage === 'posting') {
        const { source } = await it.sourceOf('wechat-pay');
        const { body } = await it.hall.call(
          'GET',
          `/staff/reconciliation/day?${new URLSearchParams({ source, day: yesterday() })}`,
          { cookie: finance },
        );
        expect(body.day).toMatchObject({ status: 'running', stage, progressTotal: 1 });
      }
      const again = await startProgram('reconcile', settings(), args).ended;
      expect(again.output).toMatch(/✓ wechat-pay:\d+ \d{4}-\d\d-\d\d: matched; \d+ rows/);
      expect(again.code).toBe(0);
      expect(await it.story.collected(paymentNo)).toEqual({ times: 1, sum: 12_345 });
      expect(await it.books()).toEqual([]);
    },
  );

  test('the command says which sources there are, and refuses a day that is not over', async () => {
    const unknown = await startProgram('reconcile', settings(), ['--date', yesterday(), '--source', 'nobody'])
      .ended;
    expect(unknown).toMatchObject({ code: 1, output: expect.stringContaining('there are wechat-pay:') });
    const early = await startProgram('reconcile', settings(), ['--date', '2999-01-01']).ended;
    expect(early).toMatchObject({ code: 1, output: expect.stringContaining('not over') });
  });
});

test('the job plans the last days for every source, and runs those that are due', async () => {
  await it.hall.sandbox.post('/control/settings', { enforceBillTime: false });
  await it.hall.app.runJob('reconcile');
  const { rows: planned } = await it.hall.owner.query(
    `SELECT count(*)::int AS days, count(DISTINCT source)::int AS sources FROM reconciliation_days WHERE source LIKE 'wechat-pay:%' OR source LIKE 'alipay:%'`,
  );
  expect(planned[0]).toEqual({ days: 14, sources: 2 });
});
