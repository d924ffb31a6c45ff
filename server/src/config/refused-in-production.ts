import { X509Certificate } from 'node:crypto';

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

/** What a production hall must not be started with, a line each; values are never repeated. */
export function refusedInProduction(env: Environment): string[] {
  const problems = required
    .filter(name => !env[name])
    .map(name => `${name}: missing, required in production`);
  if (!env['DOCUMENT_DIR'] && !env['DOCUMENT_S3_URL'])
    problems.push('DOCUMENT_DIR: missing, required in production unless DOCUMENT_S3_URL is given');
  const enabled = new Set((env['ENABLED_CHANNELS'] ?? '').split(',').map(code => code.trim()));
  for (const [channels, names] of Object.entries(agencyNeeds))
    for (const name of channels.split(',').some(code => enabled.has(code)) ? names : [])
      if (!env[name]) problems.push(`${name}: missing, required in production for ${channels}`);
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
  if (env['CASE_MAIL_IMAP_URL']?.startsWith('imap://'))
    refuse('CASE_MAIL_IMAP_URL', 'expected an address beginning with imaps:// in production');
  for (const name of ['SANDBOX_URL', 'HALL_CRASH_POINT'])
    if (env[name]) refuse(name, 'refused in production');
  for (const name of sandboxKeys(env)) refuse(name, "the sandbox's keys are refused in production");
  return problems;
}

/** The sandbox marks whatever it issues; Alipay numbers the applications of its own sandbox from 9021. */
function sandboxKeys(env: Environment): string[] {
  const marks: Record<string, RegExp> = {
    WECHAT_PAY_API_V3_KEY: /^sandbox/i,
    WECHAT_APP_SECRET: /^sandbox/i,
    WECHAT_OA_SECRET: /^sandbox/i,
    ALIPAY_APP_ID: /^9021/,
    WECHAT_MESSAGE_TOKEN: /^sandbox/i,
    SMS_ACCESS_KEY: /^sandbox/i,
    SMS_TENCENT_SECRET_ID: /^AKIDsandbox/i,
    SMTP_URL: /^smtps?:\/\/sandbox/i,
    VOICE_ACCESS_KEY: /^sandbox/i,
    INVOICE_ACCESS_KEY: /^sandbox/i,
  };
  const marked = Object.keys(marks).filter(name => marks[name]!.test(env[name] ?? ''));
  for (const name of ['WECHAT_PAY_PLATFORM_CERTS', 'UNIONPAY_ROOT_CERT', 'UNIONPAY_MIDDLE_CERT'])
    if (isOfSandbox(env[name])) marked.push(name);
  return marked;
}

function isOfSandbox(certificates: string | undefined): boolean {
  const [first] =
    certificates
      ?.replaceAll('\\n', '\n')
      .match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/) ?? [];
  try {
    return first !== undefined && /sandbox/i.test(new X509Certificate(first).subject);
  } catch {
    return false;
  }
}
