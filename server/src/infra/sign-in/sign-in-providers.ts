import type { HttpClient } from '../http-client.ts';
import type { SignInSettings } from './settings.ts';
import { SignInFailure } from './sign-in-failure.ts';
import { createWeixinClient } from './weixin-client.ts';

/** Who a platform says the bearer of a one-time code is. `subject` means something only together with `appId`. */
export interface PlatformIdentity {
  subject: string;
  appId: string;
}

/** All throw SignInFailure. */
export interface SignInProviders {
  /** The code of `wx.login`. */
  wechatMini(code: string): Promise<PlatformIdentity>;
  /** The code that comes back from `wechatOaAuthorizeUrl`. */
  wechatOa(code: string): Promise<PlatformIdentity>;
  /** The code of `my.getAuthCode`. */
  alipay(code: string): Promise<PlatformIdentity>;
  /** Where WeChat's browser is sent; undefined without an official account. */
  wechatOaAuthorizeUrl(redirectUri: string, state: string): string | undefined;
}

/** What the Alipay gateway supplies: whose code this is, or undefined. May throw an error with a `problem`. */
export interface AlipayCodes {
  appId: string;
  exchangeAuthCode(code: string): Promise<string | undefined>;
}

export function createSignInProviders(
  settings: SignInSettings,
  http: HttpClient,
  alipay?: AlipayCodes,
): SignInProviders {
  const weixin = createWeixinClient(settings, http);
  const { wechatMini, wechatOa } = settings;
  const notOffered = (name: string) => new SignInFailure('not-offered', name);
  return {
    async wechatMini(code) {
      if (!wechatMini) throw notOffered('wechat-mini');
      return { subject: await weixin.codeToSession(wechatMini, code), appId: wechatMini.appId };
    },
    async wechatOa(code) {
      if (!wechatOa) throw notOffered('wechat-oa');
      return { subject: await weixin.oauthAccessToken(wechatOa, code), appId: wechatOa.appId };
    },
    async alipay(code) {
      if (!alipay) throw notOffered('alipay');
      const subject = await alipay.exchangeAuthCode(code).catch((cause: unknown) => {
        throw new SignInFailure(isRefusal(cause) ? 'invalid-code' : 'unavailable', 'alipay', { cause });
      });
      if (!subject) throw new SignInFailure('unavailable', 'alipay named nobody');
      return { subject, appId: alipay.appId };
    },
    wechatOaAuthorizeUrl: (redirectUri, state) =>
      wechatOa && weixin.authorizeUrl(wechatOa, redirectUri, state),
  };
}

const isRefusal = (error: unknown) =>
  error instanceof Error && 'problem' in error && error.problem === 'rejected';
