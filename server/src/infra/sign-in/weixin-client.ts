import { z } from 'zod';
import type { HttpClient } from '../http-client.ts';
import type { SignInSettings, WeixinApp } from './settings.ts';
import { SignInFailure } from './sign-in-failure.ts';

/** The few calls of api.weixin.qq.com in use. Both give the openid; session keys and tokens are not kept. */
export interface WeixinClient {
  /** `sns/jscode2session` */
  codeToSession(app: WeixinApp, code: string): Promise<string>;
  /** `sns/oauth2/access_token` */
  oauthAccessToken(app: WeixinApp, code: string): Promise<string>;
  /** Without asking the person: only the openid is wanted (snsapi_base). */
  authorizeUrl(app: WeixinApp, redirectUri: string, state: string): string;
}

const timeoutMs = 5_000;
const reply = z.object({ openid: z.string().min(1).optional(), errcode: z.number().optional() });
/** Invalid, already used, expired. */
const codeErrors = new Set([40029, 40163, 41008, 42003]);

export function createWeixinClient(settings: SignInSettings, http: HttpClient): WeixinClient {
  const ask = async (path: string, params: Record<string, string>): Promise<string> => {
    const url = `${settings.weixinApiUrl}${path}?${new URLSearchParams(params)}`;
    // The address holds the app's secret, so no error of the transport is passed on.
    const response = await http.request({ method: 'GET', url, timeoutMs }).catch(() => {
      throw new SignInFailure('unavailable', 'weixin did not answer');
    });
    const { openid, errcode } = read(response.body);
    if (openid) return openid;
    throw new SignInFailure(
      codeErrors.has(errcode ?? 0) ? 'invalid-code' : 'unavailable',
      `weixin errcode ${errcode}`,
    );
  };
  const grant = { grant_type: 'authorization_code' };
  return {
    codeToSession: ({ appId, secret }, code) =>
      ask('/sns/jscode2session', { appid: appId, secret, js_code: code, ...grant }),
    oauthAccessToken: ({ appId, secret }, code) =>
      ask('/sns/oauth2/access_token', { appid: appId, secret, code, ...grant }),
    authorizeUrl({ appId }, redirectUri, state) {
      const query = new URLSearchParams({
        appid: appId,
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: 'snsapi_base',
        state,
      });
      return `${settings.weixinOpenUrl}/connect/oauth2/authorize?${query}#wechat_redirect`;
    },
  };
}

/** WeChat calls its JSON text/plain and answers 200 to everything. */
function read(body: Buffer): z.output<typeof reply> {
  try {
    return reply.parse(JSON.parse(body.toString('utf8')));
  } catch {
    throw new SignInFailure('unavailable', 'weixin answered unreadably');
  }
}
