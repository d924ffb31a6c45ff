import type { Sandbox } from '../sandbox.ts';
import { randomAlphanumeric } from '../state/ids.ts';
import { WeixinError } from './errors.ts';

/** Every token that was given out for an app, and until when it is good. */
export interface WeixinToken {
  token: string;
  appid: string;
  kind: 'stable' | 'plain';
  expiresAt: string;
  /** Forced refreshes of the day, to count them. */
  forcedAt?: string;
}

const FIVE_MINUTES = 5 * 60_000;
const FORCED_A_DAY = 20;
const FORCED_GAP = 30_000;

const secretOf = (sandbox: Sandbox, appid: unknown): string | undefined => {
  const { wechat } = sandbox.keys;
  return appid === wechat.appid ? wechat.appSecret : appid === wechat.oaAppid ? wechat.oaSecret : undefined;
};

function checkApp(sandbox: Sandbox, appid: unknown, secret: unknown): string {
  const expected = secretOf(sandbox, appid);
  if (!expected) throw new WeixinError(40013);
  if (secret !== expected) throw new WeixinError(40125);
  return appid as string;
}

const liveTokens = (sandbox: Sandbox, appid: string, kind: WeixinToken['kind']): WeixinToken[] =>
  sandbox.store
    .all('weixinToken')
    .filter(one => one.appid === appid && one.kind === kind && Date.parse(one.expiresAt) > Date.now())
    .sort((a, b) => b.expiresAt.localeCompare(a.expiresAt));

const told = ({ token, expiresAt }: WeixinToken) => ({
  access_token: token,
  expires_in: Math.round((Date.parse(expiresAt) - Date.now()) / 1000),
});

/** `stable_token`: the same one until five minutes before its end; forced, the earlier ones die at once. */
export function stableToken(sandbox: Sandbox, asked: Record<string, unknown>): object {
  if (asked['grant_type'] !== 'client_credential') throw new WeixinError(40002);
  const appid = checkApp(sandbox, asked['appid'], asked['secret']);
  const [current, ...older] = liveTokens(sandbox, appid, 'stable');
  if (asked['force_refresh'] === true) {
    const day = Date.now() - 86_400_000;
    const forced = sandbox.store
      .all('weixinToken')
      .filter(one => one.appid === appid && Date.parse(one.forcedAt ?? '') > day);
    if (forced.length >= FORCED_A_DAY) throw new WeixinError(45009);
    const tooSoon = forced.some(one => Date.parse(one.forcedAt!) > Date.now() - FORCED_GAP);
    if (current && tooSoon) return told(current);
    for (const one of [current, ...older]) if (one) sandbox.store.remove('weixinToken', one.token);
    return told(issue(sandbox, appid, 'stable', { forced: true }));
  }
  const lastMinutes = !current || Date.parse(current.expiresAt) - Date.now() <= FIVE_MINUTES;
  return told(lastMinutes ? issue(sandbox, appid, 'stable') : current);
}

/** The older `token` call: a new one each time; the one before it goes on for five minutes. */
export function plainToken(sandbox: Sandbox, query: URLSearchParams): object {
  if (query.get('grant_type') !== 'client_credential') throw new WeixinError(40002);
  const appid = checkApp(sandbox, query.get('appid'), query.get('secret'));
  const soon = new Date(Date.now() + FIVE_MINUTES).toISOString();
  for (const one of liveTokens(sandbox, appid, 'plain')) {
    if (one.expiresAt > soon) sandbox.store.put('weixinToken', one.token, { ...one, expiresAt: soon });
  }
  return told(issue(sandbox, appid, 'plain'));
}

function issue(
  sandbox: Sandbox,
  appid: string,
  kind: WeixinToken['kind'],
  { forced = false } = {},
): WeixinToken {
  const life = sandbox.settings().weixinTokenSeconds * 1000;
  const token: WeixinToken = {
    token: `88_${randomAlphanumeric(133)}`,
    appid,
    kind,
    expiresAt: new Date(Date.now() + life).toISOString(),
  };
  if (forced) token.forcedAt = new Date().toISOString();
  sandbox.store.put('weixinToken', token.token, token);
  return token;
}

/** Refuses a token that is missing, unknown, of the other app, or over. */
export function checkToken(sandbox: Sandbox, token: string | null, appid: string): void {
  if (!token) throw new WeixinError(41001);
  const known = sandbox.store.get('weixinToken', token);
  if (known?.appid !== appid) throw new WeixinError(40001);
  if (Date.parse(known.expiresAt) <= Date.now()) throw new WeixinError(42001);
}
