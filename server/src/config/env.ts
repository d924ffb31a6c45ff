/**
 * The only file that reads process.env. Every setting is checked before anything starts; a bad one names its variable
 * and what is expected. A secret can also be given as NAME_FILE, the path of a file that holds it.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { alipaySettings } from '../modules/payments/gateways/alipay/settings.ts';
import { wechatPaySettings } from '../modules/payments/gateways/wechat-pay/settings.ts';
import { signInSettings } from '../infra/sign-in/settings.ts';

type Environment = Record<string, string | undefined>;

const expect = (text: string) => ({ error: `expected ${text}` });
const integer = (name: string, min: number, max: number, standard: number) =>
  z.coerce.number(expect(`a whole number for ${name}`)).int().min(min).max(max).default(standard);
const url = (schemes: string) => z.string().regex(new RegExp(`^(${schemes})://[^\\s]+$`), expect(`an address beginning with ${schemes.replaceAll('|', ':// or ')}://`));
const base64Key = z
  .string(expect('32 random bytes in base64 (openssl rand -base64 32)'))
  .transform(text => Buffer.from(text, 'base64'))
  .refine(key => key.length >= 32, expect('32 random bytes in base64 (openssl rand -base64 32)'));

const general = z.object({
  HALL_MODE: z.enum(['demo', 'production'], expect('demo or production')).default('demo'),
  HOST: z.string().default('127.0.0.1'),
  PORT: integer('PORT', 0, 65_535, 3000),
  PUBLIC_BASE_URL: url('https?').transform(text => text.replace(/\/+$/, '')),
  TRUSTED_PROXIES: integer('TRUSTED_PROXIES', 0, 10, 0),
  DATABASE_URL: url('postgres|postgresql'),
  DATABASE_POOL_SIZE: integer('DATABASE_POOL_SIZE', 2, 200, 10),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent'], expect('debug, info, warn, error or silent')).default('info'),
  FIELD_KEY: base64Key,
  UTILITY_NAME_ZH: z.string().min(1).max(60).default('明远供电公司'),
  UTILITY_NAME_EN: z.string().min(1).max(60).default('Mingyuan Power Supply'),
  MAX_HOUSEHOLDS: integer('MAX_HOUSEHOLDS', 1, 100, 5),
  ENABLED_CHANNELS: z.string().default('wechat,alipay,web-hall').transform(text => text.split(',').map(code => code.trim()).filter(Boolean)),
  PAYMENT_EXPIRY_MINUTES: integer('PAYMENT_EXPIRY_MINUTES', 2, 120, 30),
  REFUND_FOUR_EYES_ABOVE_FEN: integer('REFUND_FOUR_EYES_ABOVE_FEN', 0, 1_000_000_000, 50_000),
  SMS_BASE_URL: url('https?').optional(),
  SMS_ACCESS_KEY: z.string().min(1).optional(),
  SMS_SECRET: z.string().min(1).optional(),
  SMS_SIGN_NAME: z.string().min(1).max(20).default('电厅'),
  RECEIPT_SIGNING_P12: z.string().optional(),
  RECEIPT_SIGNING_PASSWORD: z.string().optional(),
  SANDBOX_URL: url('https?').optional(),
  JOBS_IN_SERVER: z.enum(['true', 'false'], expect('true or false')).default('false').transform(text => text === 'true'),
  HALL_CRASH_POINT: z.string().regex(/^[\w-]+:\d+$/, expect('name:count')).optional(),
});

const gatewayOfChannel: Record<string, ('wechat-pay' | 'alipay')[]> = {
  wechat: ['wechat-pay'],
  alipay: ['alipay'],
  'web-hall': ['wechat-pay', 'alipay'],
};

export type Settings = z.output<typeof general> & {
  wechatPay?: z.output<typeof wechatPaySettings>;
  alipay?: z.output<typeof alipaySettings>;
  signIn: z.output<typeof signInSettings>;
};

/** Everything wrong with the settings, a line each. */
export class SettingsError extends Error {
  constructor(problems: string[]) {
    super(`The settings are not complete:\n${problems.map(line => `  ${line}`).join('\n')}`);
    this.name = 'SettingsError';
  }
}

/** Reads and checks the settings. @throws SettingsError */
export function readSettings(environment: Environment = process.env): Settings {
  const problems: string[] = [];
  const env = resolveFiles(environment, problems);
  const main = check(general, env, problems);
  const needed = new Set((main?.ENABLED_CHANNELS ?? []).flatMap(code => gatewayOfChannel[code] ?? []));
  const wechatPay = needed.has('wechat-pay') ? check(wechatPaySettings, env, problems) : undefined;
  const alipay = needed.has('alipay') ? check(alipaySettings, env, problems) : undefined;
  const signIn = check(signInSettings, env, problems);
  if (main?.HALL_MODE === 'production') problems.push(...refusedInProduction(main, env));
  if (!main || !signIn || problems.length > 0) throw new SettingsError(problems);
  return { ...main, wechatPay, alipay, signIn };
}

function check<S extends z.ZodType>(schema: S, env: Environment, problems: string[]): z.output<S> | undefined {
  const result = schema.safeParse(env);
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    const name = issue.path.join('.');
    problems.push(`${name}: ${env[name] === undefined ? `missing, ${issue.message}` : issue.message}`);
  }
  return undefined;
}

/** NAME_FILE stands for NAME. Empty values count as not given. */
function resolveFiles(environment: Environment, problems: string[]): Environment {
  const env: Environment = {};
  for (const [name, value] of Object.entries(environment)) if (value !== '') env[name] ??= value;
  for (const [name, path] of Object.entries(environment)) {
    if (!name.endsWith('_FILE') || !path) continue;
    try {
      env[name.slice(0, -'_FILE'.length)] ??= readFileSync(path, 'utf8').trim();
    } catch {
      problems.push(`${name}: the file ${path} cannot be read`);
    }
  }
  return env;
}

const loopback = /^https?:\/\/(127\.|localhost|\[::1\])/;

function refusedInProduction(main: z.output<typeof general>, env: Environment): string[] {
  const problems: string[] = [];
  const refuse = (name: string, why: string) => problems.push(`${name}: ${why} in production`);
  for (const name of ['WECHAT_PAY_BASE_URL', 'ALIPAY_GATEWAY', 'WECHAT_API_BASE_URL', 'SMS_BASE_URL'])
    if (loopback.test(env[name] ?? '')) refuse(name, 'the sandbox is refused');
  if (/^(SANDBOX|sandbox)/.test(env['WECHAT_PAY_SERIAL_NO'] ?? '')) refuse('WECHAT_PAY_SERIAL_NO', "the sandbox's keys are refused");
  if (main.SANDBOX_URL) refuse('SANDBOX_URL', 'the sandbox is refused');
  if (main.HALL_CRASH_POINT) refuse('HALL_CRASH_POINT', 'crash points are refused');
  if (!main.PUBLIC_BASE_URL.startsWith('https://')) refuse('PUBLIC_BASE_URL', 'an https address is required');
  for (const name of ['SMS_BASE_URL', 'SMS_ACCESS_KEY', 'SMS_SECRET', 'RECEIPT_SIGNING_P12', 'RECEIPT_SIGNING_PASSWORD'] as const)
    if (!main[name]) problems.push(`${name}: missing, required in production`);
  return problems;
}
