import { createHash, generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import iconv from 'iconv-lite';
import ssh2 from 'ssh2';
import { judge } from '../../../server/sandbox/debit-bank/request-file.ts';
import { sealedFile } from '../../../server/sandbox/state/sealed-file.ts';
import { type Harness, startHarness } from './support/harness.ts';
import { until } from './support/listener.ts';

const example = (name: string): Buffer =>
  readFileSync(
    new URL(`../../../server/src/modules/payments/channels/bank-debit/examples/${name}`, import.meta.url),
  );
const EXAMPLE_KEY = '2B7E151628AED2A6ABF7158809CF4F3C';

let harness: Harness;
let client: ssh2.Client;
let sftp: ssh2.SFTPWrapper;
let batch = 0;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.sandbox.close());
beforeEach(async () => {
  await harness.control('POST', '/settings', { bankDelayMs: 5, bankAutomatic: true });
  client = await connected();
  sftp = await new Promise((resolve, reject) => {
    client.sftp((error, opened) => (error ? reject(error) : resolve(opened)));
  });
});
afterEach(async () => {
  client.end();
  await harness.control('DELETE', '/faults');
});

function connected(more: ssh2.ConnectConfig = {}): Promise<ssh2.Client> {
  const settings = harness.credentials;
  const one = new ssh2.Client();
  return new Promise((resolve, reject) => {
    one.on('ready', () => resolve(one)).on('error', reject);
    one.connect({
      host: settings['DEBIT_BANK_SFTP_HOST'],
      port: Number(settings['DEBIT_BANK_SFTP_PORT']),
      username: settings['DEBIT_BANK_SFTP_USER'],
      privateKey: settings['DEBIT_BANK_SFTP_KEY'],
      hostVerifier: (key: Buffer) =>
        `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}` ===
        settings['DEBIT_BANK_SFTP_HOST_KEY'],
      ...more,
    });
  });
}
const put = (path: string, content: Buffer): Promise<void> =>
  new Promise((resolve, reject) => {
    sftp.writeFile(path, content, error => (error ? reject(error) : resolve()));
  });
const rename = (from: string, to: string): Promise<void> =>
  new Promise((resolve, reject) => {
    sftp.rename(from, to, error => (error ? reject(error) : resolve()));
  });
const get = (path: string): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    sftp.readFile(path, (error, content) => (error ? reject(error) : resolve(content as Buffer)));
  });
const list = (path: string): Promise<string[]> =>
  new Promise((resolve, reject) => {
    sftp.readdir(path, (error, found) => (error ? reject(error) : resolve(found.map(one => one.filename))));
  });

type Row = [account: string, name: string, amount: number];
const stamp = (at: Date): string =>
  new Date(at.getTime() + 8 * 3600_000).toISOString().slice(0, 19).replace(/\D/g, '');

function request(
  rows: Row[],
  more: { deadline?: string; key?: string; utility?: string; total?: number } = {},
) {
  const today = stamp(new Date()).slice(0, 8);
  const number = String(++batch).padStart(6, '0');
  const total = more.total ?? rows.reduce((sum, [, , amount]) => sum + amount, 0);
  const deadline = more.deadline ?? stamp(new Date(Date.now() + 86_400_000));
  const header = [
    '0',
    'DKREQ',
    '1.0',
    'DTNS',
    more.utility ?? 'DIANTING',
    today,
    number,
    '001',
    rows.length,
    total,
    deadline,
  ];
  const lines = rows.map(([account, name, amount], at) => [
    '1',
    at + 1,
    `DK${number}${String(at + 1).padStart(14, '0')}`,
    `M20260000000000${String(at + 1).padStart(2, '0')}`,
    account,
    name,
    amount,
    '0312000000018',
    '202610',
  ]);
  const key = more.key ?? harness.credentials['DEBIT_BANK_FILE_KEY']!;
  const content = sealedFile([header, ...lines], [rows.length, total], { keyId: 'K1', key });
  return { name: `DKREQ_DTNS_${today}_${number}_001.txt`, content };
}
async function sent(file: { name: string; content: Buffer }): Promise<string> {
  await put(`/upload/${file.name}.tmp`, file.content);
  await rename(`/upload/${file.name}.tmp`, `/upload/${file.name}`);
  return file.name.replace('DKREQ', 'DKRES');
}
async function answered(name: string): Promise<string[][]> {
  await until(async () => (await list('/download')).includes(name));
  const lines = iconv
    .decode(await get(`/download/${name}`), 'gbk')
    .trimEnd()
    .split('\n');
  return lines.map(line => line.split('|'));
}

describe('the examples of the specification', () => {
  const seal = { keyId: 'K1', key: EXAMPLE_KEY };
  const keys = { bank: 'DTNS', utility: 'DIANTING', keyId: 'K1', keys: { K1: EXAMPLE_KEY } };

  test('the request is accepted as it stands, and not with one byte changed', () => {
    const name = 'DKREQ_DTNS_20261120_000017_001.txt';
    const content = example(name);
    const judged = judge(name, content, keys as never);
    expect(judged).toMatchObject({
      request: { deadline: '20261123120000', parts: ['20261120', '000017', '001'] },
    });
    const changed = Buffer.from(content);
    changed[100]! ^= 1;
    expect(judge(name, changed, keys as never)).toEqual({ fileCode: '2001' });
  });

  test('results and day file are written byte for byte', () => {
    const result = sealedFile(
      [
        ['0', 'DKRES', '1.0', 'DTNS', 'DIANTING', '20261121', '000017', '001', '0000'],
        [
          '1',
          1,
          'DK00000000000017000001',
          'M2026000000000011',
          12840,
          '0000',
          '26112100000457',
          '20261121093012',
          '',
        ],
        [
          '1',
          2,
          'DK00000000000017000002',
          'M2026000000000012',
          8015,
          '1001',
          '',
          '20261121093012',
          '余额不足',
        ],
        [
          '1',
          3,
          'DK00000000000017000003',
          'M2026000000000013',
          25250,
          '0000',
          '26112100000458',
          '20261121093013',
          '',
        ],
      ],
      [3, 2, 38090],
      seal,
    );
    expect(result.equals(example('DKRES_DTNS_20261120_000017_001.txt'))).toBe(true);
    const refused = sealedFile(
      [['0', 'DKRES', '1.0', 'DTNS', 'DIANTING', '20261121', '000018', '001', '2001']],
      [0, 0, 0],
      seal,
    );
    expect(refused.equals(example('DKRES_DTNS_20261120_000018_001.txt'))).toBe(true);
    const day = sealedFile(
      [
        ['0', 'DKDAY', '1.0', 'DTNS', 'DIANTING', '20261121'],
        [
          '1',
          1,
          '26112100000457',
          'DK00000000000017000001',
          'M2026000000000011',
          12840,
          'D',
          '20261121093012',
        ],
        [
          '1',
          2,
          '26112100000458',
          'DK00000000000017000003',
          'M2026000000000013',
          25250,
          'D',
          '20261121093013',
        ],
      ],
      [2, 38090, 0, 0],
      seal,
    );
    expect(day.equals(example('DKDAY_DTNS_20261121.txt'))).toBe(true);
  });
});

describe('the bank’s server', () => {
  test('lets in the utility by its key alone, and shows the host key it was pinned by', async () => {
    await expect(connected({ username: 'root' })).rejects.toThrow();
    const stranger = generateKeyPairSync('ec', {
      namedCurve: 'P-256',
      privateKeyEncoding: { type: 'sec1', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    }).privateKey;
    await expect(connected({ privateKey: stranger })).rejects.toThrow();
    await expect(connected({ hostVerifier: () => false })).rejects.toThrow();
  });

  test('reads no .tmp, moves what it has taken, and answers row by row in the same order', async () => {
    const file = request([
      ['6230580000012345675', '张伟', 12840],
      ['6230580000012341001', '欧阳娜娜', 8015],
      ['6230580000091006', '李囍', 25250],
    ]);
    await put(`/upload/${file.name}.tmp`, file.content);
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(await harness.control('GET', '/bank/batches')).toEqual([]);
    const lines = await answered(await sent(file));
    expect(await list('/upload/done')).toContain(file.name);
    expect(lines[0]!.at(-1)).toBe('0000');
    expect(lines.slice(1, -1).map(row => row[5])).toEqual(['0000', '1001', '1006']);
    expect(lines[1]![6]).toMatch(/^\d{14}$/);
    expect(lines[2]!.slice(6)).toEqual(['', expect.any(String), '余额不足']);
    expect(lines.at(-1)!.slice(0, 4)).toEqual(['9', '3', '1', '12840']);
  });

  test('takes a file once: the same again changes nothing, other bytes are refused', async () => {
    const file = request([['6230580000012345675', '张伟', 100]]);
    await answered(await sent(file));
    await sent(file);
    await until(async () => (await list('/upload')).length === 1);
    expect(
      (await harness.control<{ amount: number }[]>('GET', '/bank/entries')).filter(one => one.amount === 100),
    ).toHaveLength(1);
    const other = { ...request([['6230580000012345675', '张伟', 101]]), name: file.name };
    const result = await sent(other);
    await until(async () => iconv.decode(await get(`/download/${result}`), 'gbk').includes('|2004\n'));
  });

  test('refuses whole what is wrong: MAC, totals, utility, time, form', async () => {
    const row: Row[] = [['6230580000012345675', '张伟', 777]];
    const codes: [string, { name: string; content: Buffer }][] = [
      ['2001', request(row, { key: EXAMPLE_KEY })],
      ['2002', request(row, { total: 778 })],
      ['2003', request([['62-30', '张伟', 777]])],
      ['2005', request(row, { utility: 'OTHER' })],
      ['2006', request(row, { deadline: '20200101000000' })],
    ];
    for (const [code, file] of codes) expect((await answered(await sent(file)))[0]!.at(-1)).toBe(code);
    const taken = await harness.control<{ amount: number }[]>('GET', '/bank/entries');
    expect(taken.filter(({ amount }) => amount === 777)).toEqual([]);
  });
});

describe('the day file', () => {
  test('has every movement of the clearing account, also what was given back', async () => {
    await harness.control('POST', '/reset');
    await harness.control('POST', '/settings', { bankDelayMs: 5 });
    const rows = await answered(await sent(request([['6230580000012345675', '张伟', 5000]])));
    await harness.control('POST', '/bank/give-back', { serial: rows[1]![6] });
    const date = rows[0]![5]!;
    const { name } = await harness.control<{ name: string }>('POST', '/bank/day-file', { date });
    const lines = iconv.decode(await get(`/download/${name}`), 'gbk').split('\n');
    expect(lines[1]).toContain('|5000|D|');
    expect(lines[2]).toContain('|5000|R|');
    expect(lines[3]).toMatch(/^9\|1\|5000\|1\|5000\|/);
  });
});

describe('misbehaviour', () => {
  const rule = (on: string, fault: string, more: object = {}) =>
    harness.control('POST', '/faults', { gateway: 'debit-bank', on, fault, count: 1, ...more });

  test('a cut line while sending, and after the file was really there', async () => {
    const file = request([['6230580000012345675', '张伟', 300]]);
    await rule('transfer', 'reset');
    await expect(put(`/upload/${file.name}.tmp`, file.content)).rejects.toThrow();
    client.end();
    client = await connected();
    sftp = await new Promise(resolve => client.sftp((_, opened) => resolve(opened)));
    await rule('transfer', 'reset-after');
    await expect(sent(file)).rejects.toThrow();
    await until(async () => {
      const found = await harness.control<{ path: string }[]>('GET', '/bank/files');
      return found.some(({ path }) => path.startsWith('/download/DKRES'));
    });
  });

  test('a result that is lost, cut in half, wrongly sealed, or about another sum', async () => {
    const lost = request([['6230580000012345675', '张伟', 400]]);
    await rule('notify-result', 'drop');
    const result = await sent(lost);
    await until(async () => (await list('/upload/done')).includes(lost.name));
    expect(await list('/download')).not.toContain(result);
    await harness.control('POST', '/bank/answer', { name: lost.name });
    expect((await answered(result)).at(-1)!.slice(0, 4)).toEqual(['9', '1', '1', '400']);
    await rule('notify-result', 'malformed');
    const half = await sent(request([['6230580000012345675', '张伟', 500]]));
    await answered(half);
    expect((await get(`/download/${half}`)).toString('latin1')).not.toMatch(/K1\|[0-9A-F]{32}\n$/);
    await rule('notify-result', 'wrong-amount', { deltaFen: 7 });
    const lying = await answered(await sent(request([['6230580000012345675', '张伟', 600]])));
    expect(lying[1]![4]).toBe('607');
  });
});
