/**
 * The only file that reads process.env. Every setting is checked before anything starts; whatever is wrong is said at once,
 * by the name of its variable and with what is expected. A secret can also be given as NAME_FILE, the path of a file.
 */
import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { signInSettings } from '../infra/sign-in/settings.ts';
import { agencySettings } from '../modules/agency/settings.ts';
import { type DocumentSettings, documentSettings } from '../modules/documents/settings.ts';
import { type CaseMailSettings, caseMailSettings } from '../modules/mail/settings.ts';
import { type MessagesSettings, messagesSettings } from '../modules/messages/settings.ts';
import { acquirerSettings } from '../modules/payments/channels/pos/settings.ts';
import { gatewaysNeededBy } from '../modules/payments/channels/registry.ts';
import { alipaySettings } from '../modules/payments/gateways/alipay/settings.ts';
import { unionpaySettings } from '../modules/payments/gateways/unionpay/settings.ts';
import { wechatPaySettings } from '../modules/payments/gateways/wechat-pay/settings.ts';
import { type SmsDayFileSettings, smsDayFileSettings } from '../modules/sms-commands/settings.ts';
import { supplyControlSettings } from '../modules/supply-control/settings.ts';
import { type GeneralSettings, generalSettings, scriptSettings } from './general-settings.ts';
import { givenInPart, isBegun } from './given-in-part.ts';
import { refusedInProduction } from './refused-in-production.ts';

type Environment = Record<string, string | undefined>;

export type Settings = GeneralSettings & {
  wechatPay?: z.output<typeof wechatPaySettings>;
  alipay?: z.output<typeof alipaySettings>;
  unionpay?: z.output<typeof unionpaySettings>;
  acquirer?: z.output<typeof acquirerSettings>;
  signIn: z.output<typeof signInSettings>;
  agency: z.output<typeof agencySettings>;
  messages: MessagesSettings;
  caseMail: CaseMailSettings;
  documents: DocumentSettings;
  supplyControl?: z.output<typeof supplyControlSettings>;
  smsDayFiles?: SmsDayFileSettings;
};

/** Every variable the server knows. */
export const settingNames: readonly string[] = [
  ...new Set(
    [
      generalSettings,
      wechatPaySettings.in,
      alipaySettings.in,
      unionpaySettings.in,
      acquirerSettings.in,
      supplyControlSettings.in,
      smsDayFileSettings.in,
      signInSettings.in,
      agencySettings,
      messagesSettings,
      caseMailSettings,
      documentSettings.in,
    ].flatMap(schema => Object.keys(schema.shape)),
  ),
];

export const scriptVariables: readonly string[] = Object.keys(scriptSettings.shape);

/** Variables that begin like this are ours, so an unknown one is a misspelt one. */
const ourPrefixes =
  /^(HALL|AGENCY|WECHAT|ALIPAY|UNIONPAY|ACQUIRER|SUPPLY_CONTROL|SMS|SMTP|CASE_MAIL|VOICE|RECEIPT|INVOICE|DOCUMENT)_/;

/** Everything wrong with the settings, a line each. */
export class SettingsError extends Error {
  readonly problems: string[];

  constructor(problems: string[]) {
    super(`The settings are not as expected:\n${problems.map(line => `  ${line}`).join('\n')}`);
    this.name = 'SettingsError';
    this.problems = problems;
  }
}

/** Reads and checks the settings. @throws SettingsError */
export function readSettings(environment: Environment = process.env): Settings {
  const problems: string[] = [];
  const env = resolveFiles(environment, problems);
  const main = check(generalSettings, env, problems);
  const enabled = generalSettings.shape.ENABLED_CHANNELS.parse(env['ENABLED_CHANNELS']);
  const gateways = gatewaysOf(enabled, problems);
  const wechatPay = gateways.has('wechat-pay') ? check(wechatPaySettings, env, problems) : undefined;
  const alipay = gateways.has('alipay') ? check(alipaySettings, env, problems) : undefined;
  // A choice in some channels and needed by one: given in part it must be given in whole.
  const wantsUnionpay = gateways.has('unionpay') || isBegun(unionpaySettings.in, env);
  const unionpay = wantsUnionpay ? check(unionpaySettings, env, problems) : undefined;
  const wantsAcquirer = main?.ENABLED_CHANNELS.includes('pos') || isBegun(acquirerSettings.in, env);
  const acquirer = wantsAcquirer ? check(acquirerSettings, env, problems) : undefined;
  // Where nothing is said about channels, an acquirer that is set up is used, and UnionPay likewise.
  if (main && env['ENABLED_CHANNELS'] === undefined)
    main.ENABLED_CHANNELS.push(...(acquirer ? ['pos'] : []), ...(unionpay ? ['app', 'online-bank'] : []));
  const supplyControl = isBegun(supplyControlSettings.in, env)
    ? check(supplyControlSettings, env, problems)
    : undefined;
  const smsDayFiles = isBegun(smsDayFileSettings.in, env)
    ? check(smsDayFileSettings, env, problems)
    : undefined;
  const signIn = check(signInSettings, env, problems);
  const agency = check(agencySettings, env, problems);
  const messages = check(messagesSettings, env, problems);
  const caseMail = check(caseMailSettings, env, problems);
  const documents = check(documentSettings, env, problems);
  if (main && main.PREPAYMENT_MIN_FEN > main.PREPAYMENT_MAX_FEN)
    problems.push(
      `PREPAYMENT_MIN_FEN: expected no more than PREPAYMENT_MAX_FEN (${main.PREPAYMENT_MAX_FEN})`,
    );
  if (env['HALL_MODE'] === 'production') problems.push(...refusedInProduction(env, settingNames, enabled));
  const told = new Set(problems.map(line => line.split(':')[0]));
  problems.push(...givenInPart(env).filter(line => !told.has(line.split(':')[0])));
  if (!main || !signIn || !agency || !messages || !caseMail || !documents || problems.length > 0)
    throw new SettingsError([...new Set(problems)]);
  return {
    ...main,
    wechatPay,
    alipay,
    unionpay,
    acquirer,
    signIn,
    agency,
    messages,
    caseMail,
    documents,
    supplyControl,
    smsDayFiles,
  };
}

/** For tools that need the database and nothing else. Both are undefined in a demo that has not been configured. */
export function readDatabaseAddress(environment: Environment = process.env): {
  url?: string;
  dataDir?: string;
} {
  const env = resolveFiles(environment, []);
  return { url: env['DATABASE_URL'], dataDir: env['DATA_DIR'] };
}

function check<S extends z.ZodType>(
  schema: S,
  env: Environment,
  problems: string[],
): z.output<S> | undefined {
  const result = schema.safeParse(env);
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    const name = issue.path.join('.');
    problems.push(`${name}: ${env[name] === undefined ? `missing, ${issue.message}` : issue.message}`);
  }
  return undefined;
}

/** The channels decide which gateways' settings are required; asked for apart, so that one bad setting hides no other. */
function gatewaysOf(enabled: readonly string[], problems: string[]): Set<string> {
  try {
    return gatewaysNeededBy(enabled);
  } catch (error) {
    problems.push(`ENABLED_CHANNELS: ${(error as Error).message}`);
    return new Set();
  }
}

/** NAME_FILE stands for NAME. Empty values count as not given. */
function resolveFiles(environment: Environment, problems: string[]): Environment {
  const env = Object.fromEntries(Object.entries(environment).filter(([, value]) => value));
  readFiles(env, problems);
  const known = new Set(settingNames.flatMap(name => [name, `${name}_FILE`]));
  for (const name of Object.keys(env))
    if (ourPrefixes.test(name) && !known.has(name))
      problems.push(`${name}: no such setting; is it misspelt?`);
  return env;
}

function readFiles(env: Environment, problems: string[]): void {
  for (const name of [...settingNames, ...scriptVariables]) {
    const path = env[`${name}_FILE`];
    if (!path) continue;
    if (env[name]) problems.push(`${name}_FILE: ${name} is given as well; expected one of them`);
    try {
      env[name] ||= readSetting(path);
    } catch {
      problems.push(`${name}_FILE: the file ${path} cannot be read`);
    }
  }
}

/**
 * Puts what NAME_FILE names in NAME's place, for the programs of `scripts/`, which look for few settings and hand their
 * environment on. @throws SettingsError
 */
export function takeSecretFiles(environment: Environment = process.env): void {
  const problems: string[] = [];
  readFiles(environment, problems);
  if (problems.length > 0) throw new SettingsError(problems);
  for (const name of [...settingNames, ...scriptVariables]) delete environment[`${name}_FILE`];
}

/**
 * For the programs of `scripts/`, before they write anything: whatever is given must be what is expected. What is missing
 * may come from elsewhere: the demo makes it, and migrating needs little. @throws SettingsError
 */
export function refuseMalformed(environment: Environment = process.env): void {
  const problems: string[] = [];
  check(scriptSettings, resolveFiles(environment, []), problems);
  try {
    readSettings(environment);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    problems.push(...error.problems.filter(line => !/^\w+: missing,/.test(line)));
  }
  if (problems.length > 0) throw new SettingsError(problems);
}

/** Text as it is, and a binary file (a PKCS#12 key store) in base64. */
function readSetting(path: string): string {
  const bytes = readFileSync(path);
  return bytes.includes(0) ? bytes.toString('base64') : bytes.toString('utf8').trim();
}
