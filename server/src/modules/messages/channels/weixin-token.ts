/** The access token of a WeChat app: `cgi-bin/stable_token`, kept until shortly before it ends and shared by all who ask. */
import { z } from 'zod';
import type { HttpClient } from '../../../infra/http-client.ts';
import { readJson } from './signed-json.ts';

export interface WeixinApp {
  appId: string;
  secret: string;
}

const Reply = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });
const timeoutMs = 5_000;
const earlierSeconds = 120;

/** @throws Error without the app's secret or the token in its message */
export function createWeixinToken(baseUrl: string, { appId, secret }: WeixinApp, http: HttpClient) {
  let kept: { until: number; token: Promise<string> } | undefined;
  async function ask(): Promise<string> {
    const body = JSON.stringify({ grant_type: 'client_credential', appid: appId, secret });
    const headers = { 'content-type': 'application/json' };
    const reply = await http.request({
      method: 'POST',
      url: `${baseUrl}/cgi-bin/stable_token`,
      headers,
      body,
      timeoutMs,
    });
    const parsed = Reply.safeParse(readJson(reply.body));
    if (!parsed.success) throw new Error('weixin gave no token');
    if (kept) kept.until = Date.now() + (parsed.data.expires_in - earlierSeconds) * 1000;
    return parsed.data.access_token;
  }
  return {
    get(): Promise<string> {
      if (kept && Date.now() < kept.until) return kept.token;
      const token = ask().catch(error => {
        kept = undefined;
        throw error;
      });
      kept = { until: Date.now() + timeoutMs, token };
      return token;
    },
    forget(): void {
      kept = undefined;
    },
  };
}

export type WeixinToken = ReturnType<typeof createWeixinToken>;
