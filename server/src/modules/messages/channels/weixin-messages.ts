/** What WeChat's two kinds of template message have in common: the call, its codes, the card. */
import { z } from 'zod';
import type { HttpClient } from '../../../infra/http-client.ts';
import type { Letter, SendResult } from './channel.ts';
import { afterFailure } from './failures.ts';
import { readJson } from './signed-json.ts';
import type { WeixinToken } from './weixin-token.ts';

/** The wallet's template of an event, with the keys of its fields in order. */
export interface WalletTemplate {
  id: string;
  keys: readonly string[];
}

export type WalletTemplates = ReadonlyMap<string, WalletTemplate>;

const timeoutMs = 8_000;
const Reply = z.object({ errcode: z.number().default(0) });
/** A bare number of up to 19 digits: parsed as a number it would lose the last ones, and no push would find it again. */
const msgidIn = (body: Buffer): string | undefined =>
  /"msgid"\s*:\s*"?(\d{1,20})/.exec(body.toString('utf8'))?.[1];
/** invalid credential, access_token expired */
const staleToken = new Set([40001, 40014, 42001]);
/** user refuse to accept the msg; any other refusal is about our template or us */
const notAgreed = 43101;
/** system busy, api freq out of limit, reach max api daily quota limit */
const tryLater = new Set([-1, 45009, 45011]);

export async function callWeixin(
  http: HttpClient,
  token: WeixinToken,
  url: string,
  message: object,
): Promise<SendResult> {
  let bearer: string;
  try {
    bearer = await token.get();
  } catch {
    // Nothing has been sent yet.
    return { kind: 'later', reason: 'NO_TOKEN' };
  }
  try {
    const body = JSON.stringify(message);
    const headers = { 'content-type': 'application/json' };
    const reply = await http.request({
      method: 'POST',
      url: `${url}?access_token=${bearer}`,
      headers,
      body,
      timeoutMs,
    });
    return understand(reply.status, reply.body, token);
  } catch (error) {
    // The address holds the token, so no message of the transport is passed on.
    const failure = afterFailure(error);
    return failure.kind === 'handed' ? failure : { kind: failure.kind, reason: 'WEIXIN_SILENT' };
  }
}

function understand(status: number, body: Buffer, token: WeixinToken): SendResult {
  const reply = Reply.safeParse(readJson(body));
  if (status !== 200 || !reply.success) return { kind: 'unknown', reason: `HTTP_${status}` };
  const { errcode } = reply.data;
  if (errcode === 0) {
    const providerId = msgidIn(body);
    return { kind: 'handed', ...(providerId ? { providerId } : {}) };
  }
  if (staleToken.has(errcode)) token.forget();
  const later = staleToken.has(errcode) || tryLater.has(errcode);
  const reason = `WEIXIN_${errcode}`;
  if (later) return { kind: 'later', reason };
  return { kind: 'refused', reason, ...(errcode === notAgreed ? { noConsent: true as const } : {}) };
}

/** `thing` takes 20 characters, `character_string` 32, `date` and `time` a day with its year, `amount` digits without commas; others are passed as they are. */
export function cardData(
  template: WalletTemplate,
  { values, card, title }: Letter,
): Record<string, { value: string }> {
  const shown = (key: string, name: string | undefined) => {
    if (name === undefined) return title;
    const value = values[name] ?? '';
    if (/^(date|time)/.test(key)) return values[`${name}Whole`] ?? value;
    return key.startsWith('amount') ? value.replaceAll(',', '') : value;
  };
  return Object.fromEntries(
    template.keys.map((key, index) => [key, { value: cut(key, shown(key, card[index])) }]),
  );
}

function cut(key: string, text: string): string {
  const most = key.startsWith('thing') ? 20 : key.startsWith('character_string') ? 32 : 64;
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
