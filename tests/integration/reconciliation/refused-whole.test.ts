/** Files of the other sources that are not what they should be: each is refused whole, by its reason and the line, and nothing of it counts. */
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { unzipSync } from 'fflate';
import iconv from 'iconv-lite';
import { zip } from '../../../server/sandbox/alipay/zip.ts';
import { cmacHex } from '../../../server/sandbox/state/aes-cmac.ts';
import { sealedFile } from '../../../server/sandbox/state/sealed-file.ts';
import { addDays, type BusinessDate } from '../../../server/src/shared/dates.ts';
import { type Days, openDays, yesterday } from './days.ts';

let it: Days;
let finance: string;
const kept: Record<string, Buffer> = {};
beforeAll(async () => {
  it = await openDays();
  finance = await it.story.staff('finance');
  await it.paid({ method: 'alipay', product: 'wap', returnUrl: '/pages/result' }, { gateway: 'alipay' });
  const unionpay = { channel: 'online-bank', method: 'unionpay', product: 'front' };
  await it.paid(unionpay, { gateway: 'unionpay' });
  await it.paid();
  await it.run('wechat-pay', yesterday());
  kept['wechat-pay'] = await it.keptFile('wechat-pay', yesterday(), 'fund-flow');
  for (const gateway of ['alipay', 'unionpay']) {
    await it.run(gateway, yesterday());
    kept[gateway] = await it.keptFile(gateway, yesterday());
  }
  const date = yesterday().replaceAll('-', '');
  const day = await fetch(`${it.hall.sandbox.url}/control/sms/day-file?date=${date}`);
  kept['sms-operator'] = Buffer.from(await day.arrayBuffer());
});
afterAll(() => it?.close());

interface Refusal {
  reason: string;
  line: number | null;
}
const counted = async () =>
  (
    await it.hall.owner.query(
      `SELECT (SELECT count(*)::int FROM statement_rows) AS lines, (SELECT count(*)::int FROM collections) AS collections,
              (SELECT count(*)::int FROM ledger_transactions) AS booked, (SELECT count(*)::int FROM statement_files WHERE status = 'accepted') AS accepted`,
    )
  ).rows[0];

const parts: Record<string, string> = { 'sms-operator': 'day', 'wechat-pay': 'fund-flow' };

async function refused(prefix: string, file: Buffer, expected: Refusal, day: BusinessDate = yesterday()) {
  const before = await counted();
  const part = parts[prefix] ?? 'trade';
  const { status, body } = await it.bring(finance, prefix, day, part, file);
  expect({ status, error: body.error, rule: body.details?.[0]?.rule }).toEqual({
    status: 422,
    error: 'statement-refused',
    rule: expected.reason,
  });
  const { rows } = await it.hall.owner.query(
    `SELECT refusal ->> 'reason' AS reason, (refusal ->> 'line')::int AS line FROM statement_files WHERE status = 'refused' ORDER BY id DESC LIMIT 1`,
  );
  expect(rows[0]).toEqual(expected);
  expect(await counted()).toEqual(before);
}

type Entries = { name: string; content: Buffer }[];
/** Names as the bytes that they are. */
const unpack = (file: Buffer): Entries =>
  Object.entries(unzipSync(file)).map(([name, content]) => ({ name, content: Buffer.from(content) }));
const pack = (entries: Entries): Buffer =>
  zip(entries.map(({ name, content }) => ({ name: Buffer.from(name, 'latin1'), content })));

describe("Alipay's bill", () => {
  const entries = () => unpack(kept['alipay']!);
  const lines = (entry = entries()[0]!) => iconv.decode(entry.content, 'gbk').split('\r\n');
  const lineOf = (beginning: string) => lines().findIndex(line => line.startsWith(beginning)) + 1;
  /** Its detail with one line changed. */
  const changed = (line: number, change: (text: string) => string) => {
    const [detail, summary] = entries();
    const text = lines(detail).map((each, index) => (index + 1 === line ? change(each) : each));
    return pack([{ ...detail!, content: iconv.encode(text.join('\r\n'), 'gbk') }, summary!]);
  };

  test('of another merchant', async () => {
    const line = lineOf('#账号');
    const file = changed(line, text => text.replace(/\[\d{16}/, '[2088999999999999'));
    await refused('alipay', file, { reason: 'wrong-merchant', line });
  });

  test('with an altered amount', async () => {
    const [row, totals] = [lineOf('支付宝交易号') + 1, lineOf('#交易合计')];
    const file = changed(row, text => text.replaceAll('123.45', '123.46'));
    await refused('alipay', file, { reason: 'totals', line: totals });
  });

  test('that does not say whose it is, or of which day', async () => {
    for (const beginning of ['#账号', '#起始日期']) {
      const file = changed(lineOf(beginning), () => '#');
      await refused('alipay', file, { reason: 'columns', line: 1 });
    }
  });

  test('of another day', async () => {
    const line = lineOf('#起始日期');
    await refused('alipay', kept['alipay']!, { reason: 'wrong-day', line }, addDays(yesterday(), -1));
  });
});

describe("WeChat's fund-flow bill", () => {
  const lines = () => kept['wechat-pay']!.toString('utf8').split('\r\n');
  const changed = (line: number, change: (text: string) => string) =>
    Buffer.from(
      lines()
        .map((text, index) => (index + 1 === line ? change(text) : text))
        .join('\r\n'),
    );
  const end = () => lines().findIndex(line => line.includes('资金流水总笔数')) + 2;

  test('with an altered amount', async () => {
    const row = lines().findIndex(line => line.includes('123.45')) + 1;
    const file = changed(row, text => text.replace('123.45', '123.46'));
    await refused('wechat-pay', file, { reason: 'totals', line: end() });
  });

  test('cut off before its totals', async () => {
    const file = Buffer.from(lines().slice(0, 2).join('\r\n'));
    await refused('wechat-pay', file, { reason: 'truncated', line: 2 });
  });

  test('of another day', async () => {
    await refused(
      'wechat-pay',
      kept['wechat-pay']!,
      { reason: 'wrong-day', line: 2 },
      addDays(yesterday(), -1),
    );
  });
});

describe("UnionPay's settlement file", () => {
  const entries = () => unpack(kept['unionpay']!);
  const changed = (change: (content: Buffer) => Buffer, rename = (name: string) => name) =>
    pack(
      entries().map(({ name, content }) => ({
        name: rename(name),
        content: content.length > 0 ? change(content) : content,
      })),
    );
  const inText = (change: (text: string) => string) => (content: Buffer) =>
    Buffer.from(change(content.toString('latin1')), 'latin1');
  const merchant = async () => (await it.sourceOf('unionpay')).source.split(':')[1]!;

  test('cut off on its way', async () => {
    const file = kept['unionpay']!;
    await refused('unionpay', file.subarray(0, file.length - 30), { reason: 'truncated', line: null });
  });

  test('cut off inside a row', async () => {
    const file = changed(content => content.subarray(0, content.length - 42));
    await refused('unionpay', file, { reason: 'truncated', line: 1 });
  });

  // It states no totals: the checksum of what was packed stands for them.
  test('with altered amounts', async () => {
    const original = entries().find(({ content }) => content.length > 0)!.content;
    const alter = inText(text => text.replaceAll('000000012345', '000000012346'));
    const altered = changed(alter);
    const crcOf = (content: Buffer) => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32LE(crc32(content));
      return bytes;
    };
    for (let at = altered.indexOf(crcOf(alter(original))); at >= 0; ) {
      crcOf(original).copy(altered, at);
      at = altered.indexOf(crcOf(alter(original)));
    }
    await refused('unionpay', altered, { reason: 'archive', line: null });
  });

  test('with a sign that its kind of trade cannot have', async () => {
    const file = changed(inText(text => text.replaceAll('C000000012345', 'D000000012345')));
    await refused('unionpay', file, { reason: 'row', line: 1 });
  });

  test('of another merchant, by its name and by a row', async () => {
    const [ours, another] = [await merchant(), '777999999999999'];
    await refused(
      'unionpay',
      changed(
        content => content,
        name => name.replace(ours, another),
      ),
      { reason: 'wrong-merchant', line: null },
    );
    await refused('unionpay', changed(inText(text => text.replace(ours, another))), {
      reason: 'wrong-merchant',
      line: 1,
    });
  });

  test('of another day', async () => {
    const day = addDays(yesterday(), -1);
    await refused('unionpay', kept['unionpay']!, { reason: 'wrong-day', line: null }, day);
  });
});

describe("the SMS operator's day file", () => {
  const lines = () => kept['sms-operator']!.toString('latin1').trimEnd().split('\n');

  test('cut off inside its last line, and before it', async () => {
    const file = kept['sms-operator']!;
    const last = lines().length;
    await refused('sms-operator', file.subarray(0, file.length - 20), { reason: 'row', line: last });
    const headOnly = Buffer.from(`${lines()[0]}\n`, 'latin1');
    await refused('sms-operator', headOnly, { reason: 'row', line: 1 });
  });

  test('of another application', async () => {
    const [header, ...rows] = lines().map(line => line.split('|'));
    const totals = rows.pop()!.slice(1, 5).map(Number);
    const [keyId = '', hex = ''] = it.hall.settings.SMS_DAY_FILE_KEYS!.split(':');
    const theirs = header!.map((cell, place) => (place === 4 ? '1400009999' : cell));
    const file = sealedFile([theirs, ...rows], totals, { keyId, key: hex });
    await refused('sms-operator', file, { reason: 'wrong-merchant', line: 1 });
  });

  test('of another day', async () => {
    const day = addDays(yesterday(), -1);
    await refused('sms-operator', kept['sms-operator']!, { reason: 'wrong-day', line: 1 }, day);
  });
});

describe("the card acquirer's file", () => {
  const settled = (day = yesterday()) => day.replaceAll('-', '');
  const { merchant, fileKey } = {
    merchant: () => it.hall.settings.acquirer!.merchant,
    fileKey: () => it.hall.settings.acquirer!.fileKey.toString('hex'),
  };
  const sale = () => `S|10000001|000012|000345|112212345678|622848******1234|12345|47|${settled()}101512|`;
  const file = (change: { merchant?: string; rows?: string[]; sum?: number } = {}) => {
    const { rows = [sale()], sum = 12_345 } = change;
    const head = [
      'POSFILE',
      '1',
      change.merchant ?? merchant(),
      settled(),
      rows.length,
      sum,
      0,
      47,
      sum - 47,
    ];
    const text = `${[head.join('|'), ...rows].join('\n')}\n`;
    return Buffer.from(`${text}END|${cmacHex(fileKey(), text)}\n`);
  };

  test('cut off inside a row, and before its end', async () => {
    await refused('acquirer', file().subarray(0, 90), { reason: 'truncated', line: 2 });
    await refused('acquirer', file().subarray(0, -20), { reason: 'truncated', line: 3 });
  });

  test('altered on its way, and altered by who has its key', async () => {
    const altered = Buffer.from(file().toString().replaceAll('12345|47', '12346|47'));
    await refused('acquirer', altered, { reason: 'hash', line: 3 });
    await refused('acquirer', file({ sum: 12_346 }), { reason: 'totals', line: 1 });
    await refused('acquirer', file({ rows: [sale().replace('|12345|', '|-12345|')] }), {
      reason: 'row',
      line: 2,
    });
  });

  test('of another merchant', async () => {
    await refused('acquirer', file({ merchant: '000999999999999' }), { reason: 'wrong-merchant', line: 1 });
  });

  test('of another day', async () => {
    await refused('acquirer', file(), { reason: 'wrong-day', line: 1 }, addDays(yesterday(), -1));
  });

  test('and the right one is taken after them all', async () => {
    const before = await counted();
    expect((await it.bring(finance, 'acquirer', yesterday(), 'trade', file())).status).toBe(202);
    expect(await counted()).toEqual({ ...before, lines: before.lines + 1, accepted: before.accepted + 1 });
  });
});

describe("a debit bank's day file", () => {
  const key = '2b7e151628aed2a6abf7158809cf4f3c';
  beforeAll(async () => {
    const bank = { nameZh: '电亭农商银行', nameEn: 'Dianting Rural Bank', utilityCode: 'DIANTING' };
    const cookie = await it.story.staff('administrator');
    const body = { ...bank, active: true, keyId: 'K1', key };
    expect((await it.hall.call('PUT', '/staff/debit-banks/DTNS', { cookie, body })).status).toBe(200);
  });
  const digits = (day = yesterday()) => day.replaceAll('-', '');
  const file = (change: { utility?: string; sum?: number; row?: number } = {}) => {
    const { utility = 'DIANTING', sum = 12_345, row = 1 } = change;
    const debit = ['B1', `DK${'7'.repeat(20)}`, `M${'7'.repeat(16)}`, 12_345, 'D', `${digits()}093000`];
    const lines = [
      ['0', 'DKDAY', '1.0', 'DTNS', utility, digits()],
      ['1', row, ...debit],
    ];
    return sealedFile(lines, [1, sum, 0, 0], { keyId: 'K1', key });
  };
  const altered = () => {
    const bytes = file();
    bytes[bytes.indexOf('12345|D')] = '9'.charCodeAt(0);
    return bytes;
  };

  // Brought, as fetched, by the door of its bank: reconciliation reads what was taken there.
  test('cut off, altered, of another utility and of another day; the right one is taken after them all', async () => {
    const before = await counted();
    const upload = async (bytes: Buffer, day = yesterday()) => {
      const name = `DKDAY_DTNS_${digits(day)}.txt`;
      const reply = await fetch(`${it.hall.url}/api/v1/staff/debit-results?bankCode=DTNS&name=${name}`, {
        method: 'POST',
        headers: { cookie: finance, 'content-type': 'application/octet-stream' },
        body: new Uint8Array(bytes),
      });
      const body = (await reply.json()) as { outcome?: string; details?: { rule: string; field: string }[] };
      const [detail] = body.details ?? [];
      return [reply.status, detail?.rule ?? body.outcome, detail?.field];
    };
    expect(await upload(file().subarray(0, -20))).toEqual([422, 'form', 'line.3']);
    expect(await upload(altered())).toEqual([422, 'mac', 'line.3']);
    expect(await upload(file({ sum: 12_346 }))).toEqual([422, 'totals', 'line.3']);
    expect(await upload(file({ row: 2 }))).toEqual([422, 'numbering', 'line.2']);
    expect(await upload(file({ utility: 'OTHER' }))).toEqual([422, 'header', 'line.1']);
    expect(await upload(file(), addDays(yesterday(), -1))).toEqual([422, 'header', 'line.1']);
    expect(await counted()).toEqual(before);
    const { rows } = await it.hall.owner.query(
      `SELECT reason, line FROM debit_arrivals WHERE outcome = 'refused' ORDER BY id`,
    );
    expect(rows.map(({ reason, line }) => `${reason} ${line}`)).toEqual([
      ...['form 3', 'mac 3', 'totals 3', 'numbering 2', 'header 1', 'header 1'],
    ]);
    expect(await upload(file())).toEqual([201, 'taken', undefined]);
    await it.run('debit-bank', yesterday());
    expect(await it.differences(yesterday(), 'debit-bank')).toMatchObject([
      { class: 'missing-here', reference: 'B1', ours: null, theirs: 12_345 },
    ]);
  });
});
