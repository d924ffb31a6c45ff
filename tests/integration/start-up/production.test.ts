/** What an operator meets on the way to a production server: everything that is refused says why, and the rest starts. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import forge from 'node-forge';
import pg from 'pg';
import { createTestDatabase, ownerPool, type TestDatabase } from '../../support/cluster.ts';
import { eventually } from '../../support/hall.ts';
import { type Program, startProgram } from '../../support/program.ts';
import { type Sandbox, startSandbox } from '../../support/sandbox.ts';
import { createWorld } from '../../support/world.ts';
import { settingsOfProduction } from './settings-of-production.ts';

let production: TestDatabase;
let demo: TestDatabase;
let empty: TestDatabase;
let sandbox: Sandbox;
let settings: Record<string, string>;
const running: Program[] = [];
/** Lines of the log, as everything is that a program of production says once it has begun. */
const listening = /^\{"level":30,"time":"[^"]+","url":"([^"]+)","msg":"hall listening"\}$/m;
const workerAt = /^\{"level":30,"time":"[^"]+","url":"([^"]+)","msg":"worker running"\}$/m;
const atWork = /^\{"level":30,"time":"[^"]+","msg":"worker running"\}$/m;

/** What tells who somebody is and proves nothing. All else that the sandbox hands out is an address or a key. */
const namesAndNumbers = [
  ...['WECHAT_PAY_MCH_ID', 'WECHAT_PAY_APP_ID', 'WECHAT_PAY_SERIAL_NO', 'WECHAT_PAY_PUBLIC_KEY_ID'],
  ...['WECHAT_OA_APP_ID', 'WECHAT_PAPAY_PLAN_ID', 'ALIPAY_SELLER_ID', 'ALIPAY_SIGN_SCENE'],
  ...['UNIONPAY_CERT_ID', 'UNIONPAY_APP_MODE', 'SMS_TENCENT_APP_ID', 'CASE_MAIL_AUTHSERV'],
  ...['SUPPLY_CONTROL_CALLER', 'SUPPLY_CONTROL_PEER'],
  // Of an SFTP server that is refused by its host.
  ...[
    'SMS_DAY_FILE_SFTP_PORT',
    'SMS_DAY_FILE_SFTP_USER',
    'SMS_DAY_FILE_SFTP_KEY',
    'SMS_DAY_FILE_SFTP_HOST_KEY',
  ],
  'SMS_DAY_FILE_SFTP_FOLDER',
];
/** The bank of debits is no setting. */
const enteredByStaff = [
  ...['DEBIT_BANK_CODE', 'DEBIT_BANK_UTILITY', 'DEBIT_BANK_SFTP_HOST', 'DEBIT_BANK_SFTP_PORT'],
  ...['DEBIT_BANK_SFTP_USER', 'DEBIT_BANK_SFTP_KEY', 'DEBIT_BANK_SFTP_HOST_KEY'],
  ...['DEBIT_BANK_FILE_KEY_ID', 'DEBIT_BANK_FILE_KEY'],
];

async function asOwner(database: TestDatabase, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

beforeAll(async () => {
  [production, demo, empty, sandbox] = await Promise.all([
    createTestDatabase(),
    createTestDatabase(),
    createTestDatabase(),
    startSandbox(),
  ]);
  await asOwner(production, `UPDATE database_marks SET value = 'production' WHERE name = 'mode'`);
  await asOwner(
    empty,
    'DROP SCHEMA public CASCADE; DROP SCHEMA graphile_worker CASCADE; CREATE SCHEMA public',
  );
  settings = settingsOfProduction(production.url);
});
afterEach(async () => {
  for (const program of running.splice(0)) await program.stop();
});
afterAll(async () => {
  await sandbox.close();
  await Promise.all([production, demo, empty].map(database => database.drop()));
});

function start(...how: Parameters<typeof startProgram>): Program {
  const program = startProgram(...how);
  running.push(program);
  return program;
}

/** It ends with 1, says it in lines for people, and shows no stack. */
async function refusal(...how: Parameters<typeof startProgram>): Promise<string> {
  const { code, output } = await start(...how).ended;
  expect(output).not.toMatch(/^\s+at /m);
  expect(code).toBe(1);
  return output;
}

describe('settings', () => {
  test('without any, the server says all that is missing and ends', async () => {
    const output = await refusal('server', { HALL_MODE: 'production' });
    for (const name of [
      'PUBLIC_BASE_URL',
      'DATABASE_URL',
      'FIELD_KEY',
      'WECHAT_PAY_MCH_ID',
      'WECHAT_PAY_PRIVATE_KEY',
      'ALIPAY_APP_ID',
      'SMS_SECRET',
      'RECEIPT_SIGNING_P12',
    ])
      expect(output).toMatch(new RegExp(`^  ${name}: missing, `, 'm'));
  });

  test('server and worker refuse the sandbox, every address of it and every key, each by its name', async () => {
    const issued = Object.entries(sandbox.credentials);
    const addresses = issued
      .filter(([name, value]) => value.startsWith(sandbox.url) || name === 'SMS_DAY_FILE_SFTP_HOST')
      .map(([name]) => name);
    expect(addresses.length).toBeGreaterThanOrEqual(11);
    const refusedIn = (output: string, why: string) =>
      [...output.matchAll(/^ {2}(\w+): (.*)$/gm)]
        .filter(([, , said]) => said === why)
        .map(([, name]) => name);
    for (const program of ['server', 'worker'] as const) {
      const output = await refusal(program, { ...settings, ...sandbox.credentials });
      expect(refusedIn(output, 'a sandbox is refused in production').sort()).toEqual(addresses.sort());
      const keys = refusedIn(output, "the sandbox's keys are refused in production");
      expect([...addresses, ...keys, ...namesAndNumbers, ...enteredByStaff].sort()).toEqual(
        issued.map(([name]) => name).sort(),
      );
    }
  });

  test('the first administrator is not added to a hall that is not set up', async () => {
    const output = await refusal('staff-add', { HALL_MODE: 'production' }, ['--username', 'li.na']);
    expect(output).toMatch(/^ {2}DATABASE_URL: missing, expected/m);
  });

  test('a key store that the password does not open is told before the first receipt needs it', async () => {
    expect(await refusal('server', { ...settings, RECEIPT_SIGNING_PASSWORD: 'wrong' })).toMatch(
      /^RECEIPT_SIGNING_P12: cannot be opened/m,
    );
    const opened = forge.pkcs12.pkcs12FromAsn1(
      forge.asn1.fromDer(Buffer.from(settings['RECEIPT_SIGNING_P12']!, 'base64').toString('binary')),
      settings['RECEIPT_SIGNING_PASSWORD']!,
    );
    const certificate = opened.getBags({ bagType: forge.pki.oids['certBag']! })[
      forge.pki.oids['certBag']!
    ]![0]!.cert!;
    const withoutKey = forge.pkcs12.toPkcs12Asn1(
      null as never,
      [certificate],
      settings['RECEIPT_SIGNING_PASSWORD']!,
    );
    const der = Buffer.from(forge.asn1.toDer(withoutKey).getBytes(), 'binary').toString('base64');
    expect(await refusal('server', { ...settings, RECEIPT_SIGNING_P12: der })).toMatch(
      /^RECEIPT_SIGNING_P12: holds no key/m,
    );
  });
});

describe('the database', () => {
  test('a demo database is refused in production, and a production one by the demo', async () => {
    expect(await refusal('server', { ...settings, DATABASE_URL: demo.url })).toContain(
      'HALL_MODE: the database is marked demo, expected production',
    );
    const demoSettings = { ...settings, HALL_MODE: 'demo', DATABASE_URL: production.url };
    expect(await refusal('server', demoSettings)).toContain(
      'HALL_MODE: the database is marked production, expected demo',
    );
  });

  test('a role that may change the ledger is refused', async () => {
    for (const program of ['server', 'worker'] as const)
      expect(await refusal(program, { ...settings, DATABASE_URL: production.ownerUrl })).toContain(
        'DATABASE_URL: this role may change the ledger',
      );
  });

  test('a database that does not answer, or is empty, or keeps the login out, is told as such', async () => {
    const stranger = new URL(production.ownerUrl);
    await asOwner(production, `CREATE ROLE hall_stranger LOGIN PASSWORD 'x'`);
    [stranger.username, stranger.password] = ['hall_stranger', 'x'];
    const said = await Promise.all(
      ['postgresql://hall:x@127.0.0.1:1/hall', empty.url, stranger.toString()].map(DATABASE_URL =>
        refusal('server', { ...settings, DATABASE_URL }),
      ),
    );
    expect(said).toEqual([
      expect.stringContaining('DATABASE_URL: the database does not answer'),
      expect.stringContaining('DATABASE_URL: migrations are missing'),
      expect.stringContaining('DATABASE_URL: this login lacks rights'),
    ]);
    await asOwner(production, 'DROP ROLE hall_stranger');
  });

  test('migrating marks an empty database for good; the other mode is refused afterwards', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dianting-secrets-'));
    writeFileSync(join(folder, 'owner'), empty.ownerUrl);
    const { output, code } = await start('migrate', {
      HALL_MODE: 'production',
      DATABASE_OWNER_URL_FILE: join(folder, 'owner'),
    }).ended;
    rmSync(folder, { recursive: true });
    expect([code, output]).toEqual([0, expect.stringMatching(/^applied 20\d+_/)]);
    expect(await refusal('migrate', { DATABASE_OWNER_URL: empty.ownerUrl })).toContain(
      'marked production, expected demo',
    );
    expect(
      await refusal('migrate', { HALL_MODE: 'production', DATABASE_OWNER_URL: demo.ownerUrl }),
    ).toContain('marked demo, expected production');
    expect(await refusal('migrate', {})).toContain('DATABASE_OWNER_URL: missing');
  });

  test('a production database is never seeded, and in production no embedded one is made to be', async () => {
    const { FIELD_KEY } = settings;
    expect(await refusal('seed', { DATABASE_OWNER_URL: production.ownerUrl, FIELD_KEY })).toContain(
      'DATABASE_OWNER_URL: this database is marked production, expected one marked demo',
    );
    const folder = mkdtempSync(join(tmpdir(), 'dianting-never-'));
    expect(await refusal('seed', { HALL_MODE: 'production', DATA_DIR: folder })).toContain(
      'HALL_MODE: demo data is for the demo',
    );
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});

describe('the programs of the demo', () => {
  test.each(['start', 'migrate', 'seed'] as const)(
    '%s: what is no setting as expected is told by its name before anything is written',
    async program => {
      const folder = mkdtempSync(join(tmpdir(), 'dianting-unwritten-'));
      const output = await refusal(program, {
        DATA_DIR: folder,
        HALL_MODE: 'Production',
        PORT: 'three thousand',
        SANDBOX_PORT: '99999',
        DATABASE_URL: 'localhost/dianting',
        FIELD_KEY: 'short',
        LOG_LEVEL: 'loud',
      });
      for (const line of [
        'HALL_MODE: expected demo or production',
        'PORT: expected a whole number from 0 to 65535',
        'SANDBOX_PORT: expected a whole number from 0 to 65535',
        'DATABASE_URL: expected an address beginning with postgresql:// or postgres://',
        'FIELD_KEY: expected 32 random bytes in base64',
        'LOG_LEVEL: expected debug, info,',
      ])
        expect(output).toContain(`  ${line}`);
      expect(output).not.toMatch(/: missing,|short/);
      expect(readdirSync(folder)).toEqual([]);
      rmSync(folder, { recursive: true });
    },
  );

  test.each(['start', 'migrate', 'seed'] as const)(
    '%s: a database that does not answer is named',
    async program => {
      const folder = mkdtempSync(join(tmpdir(), 'dianting-unreached-'));
      const output = await refusal(program, {
        DATA_DIR: folder,
        PORT: '0',
        SANDBOX_PORT: '0',
        DATABASE_URL: 'postgresql://hall:secret@127.0.0.1:1/hall',
        FIELD_KEY: settings['FIELD_KEY'],
      });
      expect(output).toMatch(
        /^DATABASE_URL, DATABASE_OWNER_URL: the database at 127\.0\.0\.1:1 cannot be reached/m,
      );
      expect(output).not.toContain('secret');
      rmSync(folder, { recursive: true });
    },
  );
});

describe('a production server', () => {
  test('starts, is ready, offers no demo sign-ins, and ends in order', async () => {
    const server = start('server', settings);
    const url = await server.says(listening);
    expect(await (await fetch(`${url}/health/ready`)).json()).toEqual({ status: 'ready', missing: [] });
    const config = (await (await fetch(`${url}/api/v1/config`)).json()) as Record<string, unknown>;
    expect(config).toMatchObject({ demo: false });
    expect(config).not.toHaveProperty('demoSignIns');
    expect(config).not.toHaveProperty('sandboxUrl');
    expect((await fetch(`${url}/api/v1/staff/demo-sign-ins`)).status).toBe(404);
    const sandboxCode = await fetch(`${url}/api/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'sms', phone: '13800000001', code: '000000' }),
    });
    expect(sandboxCode.status).toBeGreaterThanOrEqual(400);
    const { code } = await server.stop();
    expect(code).toBe(0);
    await expect(fetch(`${url}/health/live`)).rejects.toThrow();
  });

  test('logs one line a request: its route, how it ended and what kind of caller it was, and nothing that was asked for', async () => {
    const server = start('server', settings);
    const url = await server.says(listening);
    const [phone, accountNo, name] = ['13812345678', '3710009876543', '欧阳望舒'];
    const ask = (path: string, body?: object) =>
      fetch(`${url}${path}`, {
        method: body ? 'POST' : 'GET',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${'t'.repeat(30)}` },
        body: body && JSON.stringify(body),
      });
    const answers = [
      await ask(`/api/v1/households/${accountNo}/summary?phone=${phone}&name=${encodeURIComponent(name)}`),
      await ask('/api/v1/sessions', { kind: 'sms', phone, code: '271828' }),
      await ask(`/${phone}/${encodeURIComponent(name)}?accountNo=${accountNo}`),
      await ask('/api/v1/tariffs'),
      await ask('/health/live'),
      await ask('/metrics'),
      await ask('/notify/wechat-pay/payment', { phone, accountNo }),
    ];
    const last = answers.at(-1)!;
    await server.says(new RegExp(`"requestId":"${last.headers.get('x-request-id')}"`));
    const lines = server.output().trim().split('\n');
    const requests = lines.map(line => JSON.parse(line)).filter(({ msg }) => msg === 'request');
    const [summary, session, nowhere, tariffs, , , notified] = answers;
    const line = (reply: Response | undefined, method: string, route: string) => ({
      level: 30,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      requestId: reply!.headers.get('x-request-id'),
      method,
      route,
      status: reply!.status,
      ms: expect.any(Number),
      who: 'none',
      msg: 'request',
    });
    expect(requests).toEqual([
      line(summary, 'GET', '/api/v1/households/:accountNo/summary'),
      line(session, 'POST', '/api/v1/sessions'),
      line(nowhere, 'GET', 'other'),
      line(tariffs, 'GET', '/api/v1/tariffs'),
      line(notified, 'POST', '/notify/wechat-pay/payment'),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([401, 422, 404, 200, 200, 200, 401]);
    for (const each of [phone, accountNo, name, encodeURIComponent(name), '271828', 'tttt'])
      expect(server.output()).not.toContain(each);
  });

  test('takes a utility’s own regions and tariffs, names what is wrong in their file, takes a corrected rule and changes no edition that stands', async () => {
    const example = new URL('../../../docs/operations/regions.example.json', import.meta.url).pathname;
    const owner = { DATABASE_OWNER_URL: production.ownerUrl };
    const folder = mkdtempSync(join(tmpdir(), 'dianting-regions-'));
    const wrong = join(folder, 'regions.json');
    const other = readFileSync(example, 'utf8')
      .replace('Harbour district', 'Another name')
      .replace('"flatYuan": "0.5469"', '"flatYuan": "half a yuan"');
    writeFileSync(wrong, other);
    const refused = await start('regions', owner, [wrong]).ended;
    expect(refused.code).toBe(1);
    expect(refused.output).toMatch(/^tariffs\.0\.versions\.0\.rules\.flatYuan: /m);
    const { code, output } = await start('regions', owner, [example]).ended;
    expect([code, output]).toEqual([0, expect.stringMatching(/^harbour: 1 tariffs$/m)]);
    writeFileSync(wrong, other.replace('half a yuan', '0.9999'));
    expect((await start('regions', owner, [wrong]).ended).code).toBe(0);
    const pool = ownerPool(production, 1);
    const rule = JSON.parse(other).regions[0].accountNoPattern;
    const stands = `SELECT name_en, account_no_pattern FROM regions WHERE code = 'harbour'`;
    expect((await pool.query(stands)).rows).toEqual([{ name_en: 'Another name', account_no_pattern: rule }]);
    // Numbers that fit no more could not be looked up.
    await createWorld(pool).household({ region: 'harbour', accountNo: '9' });
    expect(await refusal('regions', owner, [wrong])).toMatch(/^harbour: accountNoPattern: 1 accounts/m);
    await pool.end();
    rmSync(folder, { recursive: true });

    const server = start('server', settings);
    const url = await server.says(listening);
    const tariffs = JSON.stringify(await (await fetch(`${url}/api/v1/tariffs`)).json());
    expect(tariffs).toContain('harbour');
    expect(tariffs).not.toContain('0.9999');
    await server.stop();
  });

  test('runs its worker as a program of its own', async () => {
    const worker = start('worker', { ...settings, WORKER_PORT: '0' });
    const url = await worker.says(workerAt);
    expect(await (await fetch(`${url}/health/ready`)).json()).toEqual({ status: 'ready', missing: [] });
    // What operators are told to watch is counted here, not at the server.
    const counted = async () => (await fetch(`${url}/metrics`)).text();
    await eventually(counted, text => /^hall_jobs_total\{job="[^"]+",result="done"\} [1-9]/m.test(text));
    expect((await fetch(`${url}/api/v1/tariffs`)).status).toBe(404);
    expect((await worker.stop()).code).toBe(0);
  });

  test('is what `npm run build` makes: both programs start from their built files, by plain node', async () => {
    const server = start('built-server', settings);
    const url = await server.says(listening);
    expect(await (await fetch(`${url}/health/ready`)).json()).toEqual({ status: 'ready', missing: [] });
    const worker = start('built-worker', settings);
    await worker.says(atWork);
    for (const program of [server, worker]) expect((await program.stop()).code).toBe(0);
  });

  test('tells which port is taken', async () => {
    const first = start('server', settings);
    const port = new URL(await first.says(listening)).port;
    expect(await refusal('server', { ...settings, PORT: port })).toContain(
      `PORT: ${port} is in use on 127.0.0.1`,
    );
    expect(await refusal('worker', { ...settings, WORKER_PORT: port })).toContain(
      `WORKER_PORT: ${port} is in use on 127.0.0.1`,
    );
  });
});
