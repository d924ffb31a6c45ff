import { isOfSandbox } from './sandbox-keys.ts';

type Environment = Record<string, string | undefined>;

const required = [
  'SMS_BASE_URL',
  'SMS_ACCESS_KEY',
  'SMS_SECRET',
  'RECEIPT_SIGNING_P12',
  'RECEIPT_SIGNING_PASSWORD',
];
/** What partners of a channel need to find. */
const agencyNeeds: Record<string, readonly string[]> = {
  'agent,postal,mobile-bank,financial-terminal': ['AGENCY_SIGNING_KEY'],
  'bank-counter,bank-kiosk': ['AGENCY_TCP_PORT', 'AGENCY_TLS_CERT', 'AGENCY_TLS_KEY'],
  'wechat-bill': ['WECHAT_BILL_SIGNING_KEY'],
};
const remote = [
  'WECHAT_PAY_BASE_URL',
  'WECHAT_PAY_BACKUP_URL',
  'WECHAT_API_BASE_URL',
  'ALIPAY_GATEWAY',
  'UNIONPAY_BASE_URL',
  'UNIONPAY_FILE_URL',
  'ACQUIRER_URL',
  'SUPPLY_CONTROL_URL',
  'SMS_BASE_URL',
  'SMS_TENCENT_URL',
  'VOICE_BASE_URL',
  'INVOICE_BASE_URL',
  'DOCUMENT_S3_URL',
];
/** Ours, and Alipay's and UnionPay's own for developers. */
const sandboxHost =
  /^(localhost|127\.[\d.]+|\[::1\]|0\.0\.0\.0)$|(^|\.)alipaydev\.com$|(^|\.)test\.95516\.com$|sandbox/i;

/**
 * What a production hall must not be started with, a line each; values are never repeated.
 * @param names of all settings: each is judged, so that a new one is not forgotten
 * @param enabled channels, those by default among them
 */
export function refusedInProduction(
  env: Environment,
  names: readonly string[],
  enabled: readonly string[],
): string[] {
  const problems = required
    .filter(name => !env[name])
    .map(name => `${name}: missing, required in production`);
  if (!env['DOCUMENT_DIR'] && !env['DOCUMENT_S3_URL'])
    problems.push('DOCUMENT_DIR: missing, required in production unless DOCUMENT_S3_URL is given');
  for (const [channels, names] of Object.entries(agencyNeeds))
    for (const name of channels.split(',').some(code => enabled.includes(code)) ? names : [])
      if (!env[name])
        problems.push(
          `${name}: missing, required in production for the channels ${channels} (ENABLED_CHANNELS)`,
        );
  const refuse = (name: string, why: string) => problems.push(`${name}: ${why}`);
  for (const name of remote) {
    const url = env[name];
    if (url === undefined || !URL.canParse(url)) continue;
    if (sandboxHost.test(new URL(url).hostname)) refuse(name, 'a sandbox is refused in production');
    else if (name !== 'SMS_BASE_URL' && !url.startsWith('https://'))
      refuse(name, 'expected an address beginning with https:// in production');
  }
  if (env['PUBLIC_BASE_URL'] && !env['PUBLIC_BASE_URL'].startsWith('https://'))
    refuse('PUBLIC_BASE_URL', 'expected an address beginning with https:// in production');
  if (sandboxHost.test(env['SMS_DAY_FILE_SFTP_HOST'] ?? ''))
    refuse('SMS_DAY_FILE_SFTP_HOST', 'a sandbox is refused in production');
  if (env['CASE_MAIL_IMAP_URL']?.startsWith('imap://'))
    refuse('CASE_MAIL_IMAP_URL', 'expected an address beginning with imaps:// in production');
  for (const name of ['SANDBOX_URL', 'HALL_CRASH_POINT'])
    if (env[name]) refuse(name, 'refused in production');
  for (const name of names)
    if (isOfSandbox(name, env[name] ?? '')) refuse(name, "the sandbox's keys are refused in production");
  return problems;
}
