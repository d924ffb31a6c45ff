import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { projectRoot } from '../infra/project-root.ts';
import { makeDemoCertificate } from '../modules/agency/demo-certificate.ts';
import { readSettings, SettingsError, scriptVariables, settingNames, takeSecretFiles } from './env.ts';

const pair = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

const demo = makeDemoCertificate(new Date());
const banks = { certificate: demo.certificate.trim(), key: demo.key.trim() };

const complete = {
  PUBLIC_BASE_URL: 'https://hall.example.com/',
  DATABASE_URL: 'postgresql://hall:secret@db.example.com/dianting',
  FIELD_KEY: Buffer.alloc(32, 1).toString('base64'),
  WECHAT_PAY_MCH_ID: '1600000001',
  WECHAT_PAY_APP_ID: 'wx0123456789abcdef',
  WECHAT_PAY_API_V3_KEY: 'k'.repeat(32),
  WECHAT_PAY_PRIVATE_KEY: pair.privateKey,
  WECHAT_PAY_SERIAL_NO: '5157F09EFDC096DE15EBE81A47057A7232F1B8E1',
  WECHAT_PAY_PUBLIC_KEY_ID: 'PUB_KEY_ID_0116000000012024',
  WECHAT_PAY_PUBLIC_KEY: pair.publicKey,
  ALIPAY_APP_ID: '2021001234567890',
  ALIPAY_SELLER_ID: '2088123456789012',
  ALIPAY_PRIVATE_KEY: pair.privateKey,
  ALIPAY_PUBLIC_KEY: pair.publicKey,
};

const production = {
  ...complete,
  HALL_MODE: 'production',
  SMS_BASE_URL: 'https://sms.example.com',
  SMS_ACCESS_KEY: 'key',
  SMS_SECRET: 'secret',
  RECEIPT_SIGNING_P12: 'A'.repeat(200),
  RECEIPT_SIGNING_PASSWORD: 'p12',
  DOCUMENT_DIR: '/var/lib/dianting/documents',
  AGENCY_SIGNING_KEY: pair.privateKey,
  AGENCY_TCP_PORT: '7443',
  AGENCY_TLS_CERT: banks.certificate,
  AGENCY_TLS_KEY: banks.key,
  WECHAT_BILL_SIGNING_KEY: pair.privateKey,
};

function problemsOf(environment: Record<string, string | undefined>): string[] {
  try {
    readSettings(environment);
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
  return [];
}

describe('settings', () => {
  test('a complete set is read, with standard values for what is not given', () => {
    const settings = readSettings(complete);
    expect(settings).toMatchObject({
      HALL_MODE: 'demo',
      PORT: 3000,
      PUBLIC_BASE_URL: 'https://hall.example.com',
      MAX_HOUSEHOLDS: 5,
    });
    expect(settings.wechatPay?.mchId).toBe('1600000001');
    expect(settings.alipay?.appId).toBe('2021001234567890');
  });

  test('everything wrong is said at once, by name and with what is expected', () => {
    const problems = problemsOf({
      ...complete,
      DATABASE_URL: undefined,
      FIELD_KEY: 'short',
      PORT: 'three thousand',
      PUBLIC_BASE_URL: 'https://hall.example.com/?from=qr',
      WORKER_PORT: '70000',
      WECHAT_PAY_API_V3_KEY: 'too short',
      ALIPAY_SELLER_ID: undefined,
      JOBS_IN_SERVER: 'yes',
    });
    expect(problems).toEqual([
      'PORT: expected a whole number from 0 to 65535',
      'WORKER_PORT: expected a whole number from 0 to 65535',
      'PUBLIC_BASE_URL: expected an address without ? and #',
      'DATABASE_URL: missing, expected an address beginning with postgresql:// or postgres://',
      'FIELD_KEY: expected 32 random bytes in base64 (openssl rand -base64 32); it must never change once people are stored',
      'JOBS_IN_SERVER: expected true or false',
      'WECHAT_PAY_API_V3_KEY: expected exactly 32 bytes',
      "ALIPAY_SELLER_ID: missing, expected the seller's id: 2088 and 12 digits",
    ]);
  });

  test('a message about a secret never repeats it', () => {
    const secret = `${pair.privateKey.slice(0, 200)}broken`;
    const text = problemsOf({
      ...complete,
      WECHAT_PAY_PRIVATE_KEY: secret,
      FIELD_KEY: 'c2VjcmV0',
      ALIPAY_PRIVATE_KEY: 'hunter2',
    }).join();
    expect(text).toMatch(/WECHAT_PAY_PRIVATE_KEY: .*ALIPAY_PRIVATE_KEY: /s);
    expect(text).not.toMatch(/hunter2|broken|c2VjcmV0|MII/);
  });

  test('only the gateways of enabled channels need their settings', () => {
    const {
      WECHAT_PAY_MCH_ID: _1,
      WECHAT_PAY_API_V3_KEY: _2,
      WECHAT_PAY_PRIVATE_KEY: _3,
      ...withoutWechat
    } = complete;
    expect(readSettings({ ...withoutWechat, ENABLED_CHANNELS: 'alipay' }).wechatPay).toBeUndefined();
    expect(problemsOf({ ...withoutWechat, ENABLED_CHANNELS: 'alipay,web-hall' })).toContainEqual(
      expect.stringMatching(/^WECHAT_PAY_MCH_ID: missing/),
    );
    expect(problemsOf({ ...complete, ENABLED_CHANNELS: 'alipay,pigeon' })).toEqual([
      expect.stringMatching(/^ENABLED_CHANNELS: .*pigeon/),
    ]);
  });

  test('a secret can stand in a file, also a binary one, but not in two places', () => {
    const folder = mkdtempSync(join(tmpdir(), 'dianting-settings-'));
    const put = (name: string, content: string | Buffer) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    const { FIELD_KEY, ALIPAY_PRIVATE_KEY, ...rest } = complete;
    const store = Buffer.concat([Buffer.from([0x30, 0x82, 0]), Buffer.alloc(200, 9)]);
    const environment = {
      ...rest,
      FIELD_KEY_FILE: put('field-key', `${FIELD_KEY}\n`),
      ALIPAY_PRIVATE_KEY_FILE: put('alipay.pem', ALIPAY_PRIVATE_KEY),
      RECEIPT_SIGNING_P12_FILE: put('receipts.p12', store),
      RECEIPT_SIGNING_PASSWORD: 'p12',
    };
    const settings = readSettings(environment);
    expect(settings.FIELD_KEY).toEqual(Buffer.alloc(32, 1));
    expect(Buffer.from(settings.RECEIPT_SIGNING_P12!, 'base64')).toEqual(store);
    expect(problemsOf({ ...environment, FIELD_KEY })).toEqual([
      'FIELD_KEY_FILE: FIELD_KEY is given as well; expected one of them',
    ]);
    expect(problemsOf({ ...environment, FIELD_KEY_FILE: '/nowhere' })).toContainEqual(
      'FIELD_KEY_FILE: the file /nowhere cannot be read',
    );
    rmSync(folder, { recursive: true });
  });

  test('every setting can stand in a file: the same is made of it, or the same said against it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'dianting-settings-'));
    const outcome = (environment: Record<string, string | undefined>) => {
      const problems = problemsOf(environment);
      return problems.length > 0 ? problems : readSettings(environment);
    };
    for (const name of settingNames) {
      const value = (production as Record<string, string>)[name] ?? 'something';
      const { [name]: _, ...rest } = production as Record<string, string | undefined>;
      const path = join(folder, name);
      writeFileSync(path, `${value}\n`);
      expect({ name, outcome: outcome({ ...rest, [`${name}_FILE`]: path }) }).toEqual({
        name,
        outcome: outcome({ ...rest, [name]: value }),
      });
    }
    rmSync(folder, { recursive: true });
  });

  test('programs beside the server take the files in too, the address of the owner among them', () => {
    const folder = mkdtempSync(join(tmpdir(), 'dianting-settings-'));
    const path = join(folder, 'owner');
    writeFileSync(path, 'postgresql://owner:secret@db.example.com/dianting\n');
    const environment: Record<string, string | undefined> = { DATABASE_OWNER_URL_FILE: path, PORT: '1' };
    takeSecretFiles(environment);
    expect(environment).toEqual({
      DATABASE_OWNER_URL: 'postgresql://owner:secret@db.example.com/dianting',
      PORT: '1',
    });
    expect(() => takeSecretFiles({ ...environment, DATABASE_OWNER_URL_FILE: path })).toThrow(
      'DATABASE_OWNER_URL_FILE: DATABASE_OWNER_URL is given as well',
    );
    expect(() => takeSecretFiles({ FIELD_KEY_FILE: '/nowhere' })).toThrow(
      'FIELD_KEY_FILE: the file /nowhere',
    );
    rmSync(folder, { recursive: true });
  });

  test.each([
    ['SMS_SECRET', { SMS_BASE_URL: 'https://sms.example.com', SMS_ACCESS_KEY: 'key' }],
    [
      'SMS_TENCENT_APP_ID',
      {
        SMS_TENCENT_URL: 'https://sms.example.com',
        SMS_TENCENT_SECRET_ID: 'AKIDx',
        SMS_TENCENT_SECRET_KEY: 'y',
      },
    ],
    ['INVOICE_BASE_URL', { INVOICE_ACCESS_KEY: 'key', INVOICE_SECRET: 'secret' }],
    ['VOICE_SECRET', { VOICE_BASE_URL: 'https://voice.example.com', VOICE_ACCESS_KEY: 'key' }],
    ['RECEIPT_SIGNING_PASSWORD', { RECEIPT_SIGNING_P12: 'A'.repeat(200) }],
    ['AGENCY_TLS_KEY', { AGENCY_TLS_CERT: banks.certificate }],
    [
      'DOCUMENT_S3_URL',
      { DOCUMENT_S3_BUCKET: 'hall', DOCUMENT_S3_ACCESS_KEY: 'a', DOCUMENT_S3_SECRET_KEY: 'b' },
    ],
    ['UNIONPAY_MER_ID', { UNIONPAY_CERT_ID: '1' }],
    ['ACQUIRER_URL', { ACQUIRER_MERCHANT: '123456789012345' }],
    [
      'SMS_DAY_FILE_SFTP_KEY',
      { SMS_DAY_FILE_SFTP_HOST: 'files.operator.example', SMS_DAY_FILE_SFTP_USER: 'hall' },
    ],
    ['SUPPLY_CONTROL_URL', { SUPPLY_CONTROL_CALLER: 'HALL' }],
    ['WECHAT_OA_SECRET', { WECHAT_OA_APP_ID: 'wx0123456789abcdef' }],
  ])('what is set up in part is told by what it lacks: %s', (name, given) => {
    const problems = problemsOf({ ...complete, ...given });
    expect(problems).toContainEqual(expect.stringMatching(new RegExp(`^${name}: missing, expected `)));
  });

  test('what only has a standard value sets nothing up', () => {
    expect(problemsOf({ ...complete, UNIONPAY_APP_MODE: '00', ACQUIRER_SALE_SECONDS: '70' })).toEqual([]);
  });

  test('the least that may be put in is not more than the most', () => {
    expect(problemsOf({ ...complete, PREPAYMENT_MIN_FEN: '5000', PREPAYMENT_MAX_FEN: '4999' })).toEqual([
      'PREPAYMENT_MIN_FEN: expected no more than PREPAYMENT_MAX_FEN (4999)',
    ]);
    expect(problemsOf({ ...complete, PREPAYMENT_MAX_FEN: '900' })).toEqual([
      'PREPAYMENT_MIN_FEN: expected no more than PREPAYMENT_MAX_FEN (900)',
    ]);
  });

  test('a misspelt variable is not silently ignored', () => {
    expect(problemsOf({ ...complete, WECHAT_PAY_MCHID: '1600000001' })).toEqual([
      'WECHAT_PAY_MCHID: no such setting; is it misspelt?',
    ]);
  });
});

describe('settings in production', () => {
  test('a complete set is accepted', () => {
    expect(readSettings(production).HALL_MODE).toBe('production');
  });

  test('needs a database of its own: the embedded one is for the demo', () => {
    expect(problemsOf({ ...production, DATABASE_URL: undefined })).toEqual([
      expect.stringMatching(/^DATABASE_URL: missing/),
    ]);
  });

  test('refuses sandboxes, theirs and ours, and anything that is not https', () => {
    const problems = problemsOf({
      ...production,
      PUBLIC_BASE_URL: 'http://hall.example.com',
      WECHAT_PAY_BASE_URL: 'http://127.0.0.1:3100/wechat-pay',
      WECHAT_API_BASE_URL: 'http://api.weixin.qq.com',
      ALIPAY_GATEWAY: 'https://openapi-sandbox.dl.alipaydev.com/gateway.do',
      SMS_BASE_URL: 'http://localhost:3100/sms',
      SMS_DAY_FILE_SFTP_HOST: '127.0.0.1',
      SMS_DAY_FILE_SFTP_USER: 'hall',
      SMS_DAY_FILE_SFTP_KEY: 'a key',
      SMS_DAY_FILE_SFTP_HOST_KEY: `SHA256:${'k'.repeat(43)}`,
      SANDBOX_URL: 'http://127.0.0.1:3100',
      HALL_CRASH_POINT: 'notification-stored:1',
    });
    expect(problems.map(line => line.split(':')[0]).sort()).toEqual([
      'ALIPAY_GATEWAY',
      'HALL_CRASH_POINT',
      'PUBLIC_BASE_URL',
      'SANDBOX_URL',
      'SMS_BASE_URL',
      'SMS_DAY_FILE_SFTP_HOST',
      'WECHAT_API_BASE_URL',
      'WECHAT_PAY_BASE_URL',
    ]);
  });

  test("refuses the sandbox's keys wherever they are used", () => {
    const problems = problemsOf({
      ...production,
      WECHAT_PAY_API_V3_KEY: `sandbox${'k'.repeat(25)}`,
      ALIPAY_APP_ID: '9021000000000000',
      SMS_ACCESS_KEY: 'sandboxKey',
    });
    expect(problems).toEqual(
      ['SMS_ACCESS_KEY', 'WECHAT_PAY_API_V3_KEY', 'ALIPAY_APP_ID'].map(
        name => `${name}: the sandbox's keys are refused in production`,
      ),
    );
  });

  test('needs keys of its own for the partners of its channels, those it has by default among them', () => {
    const bare = Object.fromEntries(
      Object.entries(production).filter(([name]) => !/^AGENCY_|^WECHAT_BILL_/.test(name)),
    );
    const missing = (channels?: string) =>
      problemsOf({ ...bare, ENABLED_CHANNELS: channels }).map(line => line.split(':')[0]);
    const forBanks = ['AGENCY_TCP_PORT', 'AGENCY_TLS_CERT', 'AGENCY_TLS_KEY'];
    expect(missing()).toEqual(['AGENCY_SIGNING_KEY', ...forBanks, 'WECHAT_BILL_SIGNING_KEY']);
    expect(missing('wechat,alipay')).toEqual([]);
    expect(missing('wechat, bank-kiosk')).toEqual(forBanks);
    expect(problemsOf({ ...bare, ENABLED_CHANNELS: 'wechat,agent' })[0]).toMatch(
      /^AGENCY_SIGNING_KEY: missing, required in production for the channels agent,/,
    );
  });

  test('needs what the demo can do without', () => {
    const { SMS_SECRET: _1, RECEIPT_SIGNING_P12: _2, DOCUMENT_DIR: _3, ...rest } = production;
    expect(problemsOf(rest)).toEqual([
      'SMS_SECRET: missing, required in production',
      'RECEIPT_SIGNING_P12: missing, required in production',
      'DOCUMENT_DIR: missing, required in production unless DOCUMENT_S3_URL is given',
    ]);
  });
});

/** Which channels there are is told by name, as a test above has it. */
test.each(settingNames.filter(name => name !== 'ENABLED_CHANNELS'))(
  '%s set to nonsense is taken as it is, or refused with its name and what is expected, and never repeated',
  name => {
    for (const nonsense of ['☃', '-1', ' ', 'http://', '99999999999999999999', 'x'.repeat(100_000)])
      for (const problem of problemsOf({ ...complete, [name]: nonsense })) {
        expect(settingNames).toContain(problem.split(':')[0]);
        if (problem.startsWith(`${name}:`)) expect(problem).toMatch(/: (missing, )?expected /);
        if (nonsense.length > 10) expect(problem).not.toContain(nonsense);
      }
  },
);

test('.env.example explains every variable, and no other', () => {
  const lines = readFileSync(join(projectRoot, '.env.example'), 'utf8').split('\n');
  const explained = lines.map(line => /^([A-Z0-9_]+)=/.exec(line)?.[1]).filter(name => name !== undefined);
  expect(explained.sort()).toEqual([...settingNames, ...scriptVariables].sort());
  const names = lines.flatMap(line => /^#? ?([A-Z0-9_]+)=/.exec(line)?.[1] ?? []);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});
