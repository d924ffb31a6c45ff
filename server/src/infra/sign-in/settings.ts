import { z } from 'zod';

export interface SignInSettings {
  /** api.weixin.qq.com, or the sandbox. */
  weixinApiUrl: string;
  /** open.weixin.qq.com, where WeChat's browser is sent to ask who it is. */
  weixinOpenUrl: string;
  /** Sign-in in the mini-program; missing: not offered. */
  wechatMini?: WeixinApp;
  /** Sign-in in WeChat's browser, by the official account; missing: not offered. */
  wechatOa?: WeixinApp;
}

export interface WeixinApp {
  appId: string;
  secret: string;
}

const officialApi = 'https://api.weixin.qq.com';
const officialOpen = 'https://open.weixin.qq.com';
const address = z
  .string()
  .regex(/^https?:\/\/\S+$/, { error: 'expected an http(s) address' })
  .transform(text => text.replace(/\/+$/, ''));
const appId = z.string().regex(/^wx[0-9a-f]{16}$/i, { error: 'expected an app id: wx and 16 hex digits' });
const secret = z.string().min(8, { error: "expected the app's secret" });

/** The variables of sign-in by WeChat; every issue's path is the name of its variable. */
export const signInSettings = z
  .object({
    WECHAT_API_BASE_URL: address.default(officialApi),
    WECHAT_PAY_APP_ID: appId.optional(),
    WECHAT_APP_SECRET: secret.optional(),
    WECHAT_OA_APP_ID: appId.optional(),
    WECHAT_OA_SECRET: secret.optional(),
  })
  .superRefine((env, context) => {
    const pair = (name: 'WECHAT_OA_SECRET' | 'WECHAT_OA_APP_ID', other: string) =>
      context.addIssue({ code: 'custom', path: [name], message: `expected together with ${other}` });
    if (env.WECHAT_OA_APP_ID && !env.WECHAT_OA_SECRET) pair('WECHAT_OA_SECRET', 'WECHAT_OA_APP_ID');
    if (env.WECHAT_OA_SECRET && !env.WECHAT_OA_APP_ID) pair('WECHAT_OA_APP_ID', 'WECHAT_OA_SECRET');
  })
  .transform(
    (env): SignInSettings => ({
      weixinApiUrl: env.WECHAT_API_BASE_URL,
      // The sandbox plays both hosts.
      weixinOpenUrl: env.WECHAT_API_BASE_URL === officialApi ? officialOpen : env.WECHAT_API_BASE_URL,
      wechatMini: app(env.WECHAT_PAY_APP_ID, env.WECHAT_APP_SECRET),
      wechatOa: app(env.WECHAT_OA_APP_ID, env.WECHAT_OA_SECRET),
    }),
  );

const app = (id: string | undefined, key: string | undefined) =>
  id && key ? { appId: id, secret: key } : undefined;
