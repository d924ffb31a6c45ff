/** The hall's own variables. Those of a gateway or of sign-in stand beside the code that needs them. */
import { z } from 'zod';

const expect = (text: string) => ({ error: `expected ${text}` });

function wholeNumber(min: number, max: number) {
  const message = expect(`a whole number from ${min} to ${max}`);
  return z
    .string()
    .regex(/^\d{1,12}$/, message)
    .transform(Number)
    .refine(value => value >= min && value <= max, message);
}

const integer = (min: number, max: number, standard: number) => wholeNumber(min, max).default(standard);

const address = (schemes: string[]) => {
  const message = expect(`an address beginning with ${schemes.map(scheme => `${scheme}://`).join(' or ')}`);
  return z
    .string(message)
    .refine(text => schemes.some(scheme => text.startsWith(`${scheme}://`)) && URL.canParse(text), message);
};

const choice = <const T extends [string, ...string[]]>(...values: T) =>
  z.enum(values, expect(values.join(', ').replace(/, ([^,]*)$/, ' or $1')));

const text = (max: number) => {
  const message = expect(`1 to ${max} characters`);
  return z.string().min(1, message).max(max, message);
};

const fieldKey =
  '32 random bytes in base64 (openssl rand -base64 32); it must never change once people are stored';

export const generalSettings = z.object({
  HALL_MODE: choice('demo', 'production').default('demo'),
  HOST: z.string().default('127.0.0.1'),
  PORT: integer(0, 65_535, 3000),
  WORKER_PORT: wholeNumber(0, 65_535).optional(),
  // Paths are put behind it.
  PUBLIC_BASE_URL: address(['https', 'http'])
    .refine(url => !/[?#]/.test(url), expect('an address without ? and #'))
    .transform(url => url.replace(/\/+$/, '')),
  TRUSTED_PROXIES: integer(0, 10, 0),
  DATABASE_URL: address(['postgresql', 'postgres']),
  DATABASE_POOL_SIZE: integer(6, 200, 16),
  LOG_LEVEL: choice('debug', 'info', 'warn', 'error', 'silent').default('info'),
  FIELD_KEY: z
    .string(expect(fieldKey))
    .transform(given => Buffer.from(given, 'base64'))
    .refine(key => key.length >= 32, expect(fieldKey)),
  UTILITY_NAME_ZH: text(60).default('明远供电公司'),
  UTILITY_NAME_EN: text(60).default('Mingyuan Power Supply'),
  MAX_HOUSEHOLDS: integer(1, 100, 5),
  ALERT_SWEEP_ACCOUNTS: integer(10, 1_000_000, 50_000),
  ENABLED_CHANNELS: z
    .string()
    .default(
      'wechat,alipay,web-hall,bank-debit,recharge-card,sms,counter,kiosk,agent,postal,mobile-bank,financial-terminal,bank-counter,bank-kiosk,wechat-bill',
    )
    .transform(list =>
      list
        .split(',')
        .map(code => code.trim())
        .filter(Boolean),
    ),
  PAYMENT_EXPIRY_MINUTES: integer(2, 120, 30),
  PREPAYMENT_MIN_FEN: integer(1, 100_000_000, 1_000),
  PREPAYMENT_MAX_FEN: integer(1, 100_000_000, 500_000),
  REFUND_FOUR_EYES_ABOVE_FEN: integer(0, 1_000_000_000, 50_000),
  SMS_BASE_URL: address(['https', 'http']).optional(),
  SMS_ACCESS_KEY: text(200).optional(),
  SMS_SECRET: text(200).optional(),
  SMS_SIGN_NAME: text(20).default('电厅'),
  SMS_TENCENT_URL: address(['https', 'http']).optional(),
  SMS_TENCENT_SECRET_ID: text(200).optional(),
  SMS_TENCENT_SECRET_KEY: text(200).optional(),
  SMS_TENCENT_APP_ID: text(50).optional(),
  SMS_TENCENT_TEMPLATES: z
    .string()
    .regex(/^([\w.-]+:[\w.-]+)(,[\w.-]+:[\w.-]+)*$/, expect('name.language:template id, separated by commas'))
    .optional(),
  SMS_DAY_FILE_KEYS: text(500).optional(),
  SMS_CALLBACK_TOKEN: z
    .string()
    .regex(/^[\w-]{32,128}$/, expect('32 to 128 letters, digits, - or _'))
    .optional(),
  SMS_CALLBACK_ADDRESSES: z
    .string()
    .regex(/^[0-9a-fA-F.:]+(,[0-9a-fA-F.:]+)*$/, expect('network addresses, separated by commas'))
    .optional(),
  INVOICE_BASE_URL: address(['https', 'http']).optional(),
  INVOICE_ACCESS_KEY: text(200).optional(),
  INVOICE_SECRET: text(200).optional(),
  HOTLINE: text(40).default('95598'),
  RECEIPT_SIGNING_P12: z
    .string()
    .regex(
      /^[A-Za-z0-9+/=\s]{100,}$/,
      expect('a PKCS#12 file in base64, or its path in RECEIPT_SIGNING_P12_FILE'),
    )
    .optional(),
  RECEIPT_SIGNING_PASSWORD: z.string().optional(),
  SANDBOX_URL: address(['http', 'https']).optional(),
  JOBS_IN_SERVER: choice('true', 'false')
    .default('false')
    .transform(answer => answer === 'true'),
  HALL_CRASH_POINT: z
    .string()
    .regex(/^[\w-]+:\d+(,[\w-]+:\d+)*$/, expect('name:count, more of them after commas'))
    .optional(),
});

/** Read by the programs of `scripts/` only. */
export const scriptSettings = z.object({
  DATABASE_OWNER_URL: address(['postgresql', 'postgres']).optional(),
  API_BASE: address(['https', 'http']).optional(),
  DATA_DIR: z.string().optional(),
  SANDBOX_PORT: integer(0, 65_535, 3100),
});

export type GeneralSettings = z.output<typeof generalSettings>;
