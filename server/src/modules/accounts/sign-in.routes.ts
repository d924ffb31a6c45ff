import { anyone, type ResidentActor, resident } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { unauthenticated } from '../../shared/errors.ts';
import { signInNotOffered } from './accounts.errors.ts';
import {
  ConfigView,
  SessionBody,
  SessionView,
  SmsCodeBody,
  SmsCodeView,
  WechatOaQuery,
  WechatOaView,
} from './accounts.schemas.ts';
import { limits, smsCodeSeconds } from './limits.ts';
import type { Me } from './me.ts';
import { networkOf } from './network.ts';
import type { RateLimiter } from './rate-limiter.ts';
import type { RegionRecord } from './regions.repository.ts';
import type { requestCode } from './request-code.ts';
import type { Sessions } from './sessions.ts';
import type { signIn } from './sign-in.ts';

/** What the clients need to know before anybody signs in. */
export interface PublicSettings {
  maxHouseholds: number;
  hotline: string;
  demo: boolean;
  wechatAppId: string | null;
  oaAppId: string | null;
  alipayAppId: string | null;
  /** The channels in which UnionPay is offered. */
  unionPayChannels: string[];
  demoSignIns?: { labelZh: string; labelEn: string; phone: string }[];
  sandboxUrl?: string;
}

interface Dependencies {
  regions: () => Promise<RegionRecord[]>;
  settings: PublicSettings;
  /** What one prepayment may be, as the utility's rules have it now. */
  prepaymentLimits: () => Promise<{ minFen: number; maxFen: number }>;
  sessions: Sessions;
  signIn: ReturnType<typeof signIn>;
  requestCode: ReturnType<typeof requestCode>;
  limiter: RateLimiter;
  me: Me;
  /** Where WeChat's browser is sent to sign in and come back to `page`; undefined without an official account. */
  authorizeUrl(page: string, state: string): string | undefined;
}

const tag = 'Sign-in';

/** The bearer token of a request that has been admitted. */
export function bearerToken(headers: Record<string, string | undefined>): string {
  return (headers['authorization'] ?? '').replace(/^Bearer /, '');
}

export function signInRoutes(dependencies: Dependencies): Route[] {
  const { regions, settings, sessions, signIn, requestCode, limiter, me, authorizeUrl, prepaymentLimits } =
    dependencies;
  async function signedIn(headers: Record<string, string | undefined>): Promise<ResidentActor> {
    const actor = await sessions.resident(bearerToken(headers));
    if (!actor) throw unauthenticated();
    return actor;
  }
  return [
    defineRoute({
      method: 'get',
      path: '/config',
      access: anyone('the client asks before anybody signs in'),
      summary: 'Regions with their account-number rules, limits, and the apps people sign in with',
      tag,
      output: ConfigView,
      handle: async () => ({
        ...settings,
        regions: await regions(),
        prepayment: await prepaymentLimits(),
        smsCodeSeconds,
      }),
    }),
    defineRoute({
      method: 'post',
      path: '/sms-codes',
      access: anyone('signing in begins here; `bind`, `merge` and `own-phone` ask for a session below'),
      summary:
        'Send a code: to sign in, to report by the web form, to prove the phone on file of an account or one’s own, or to link a phone',
      tag,
      input: { body: SmsCodeBody },
      output: SmsCodeView,
      handle: async ({ body, headers, language, ip }) =>
        requestCode(
          body.purpose === 'sign-in' || body.purpose === 'web-case'
            ? body
            : { ...body, actor: await signedIn(headers) },
          language,
          ip,
        ),
    }),
    defineRoute({
      method: 'post',
      path: '/sessions',
      access: anyone('signing in is how one becomes known'),
      summary: 'Sign in with a text-message code or a wallet’s login code',
      tag,
      input: { body: SessionBody },
      output: SessionView,
      handle: async ({ body, ip }) => {
        await limiter.take([limits.signInPerNetwork, networkOf(ip)]);
        const { token, expiresAt, personId } = await signIn(body);
        return { token, expiresAt: expiresAt.toISOString(), me: await me.view(personId) };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/sign-in/wechat-oa',
      access: anyone('WeChat’s browser goes through here before anybody is signed in'),
      summary: 'Where to send WeChat’s browser for a login code',
      tag,
      input: { query: WechatOaQuery },
      output: WechatOaView,
      handle: ({ query }) => {
        const url = authorizeUrl(query.page, query.state);
        if (!url) throw signInNotOffered();
        return { url };
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/sessions/current',
      access: resident(),
      summary: 'Sign out',
      tag,
      status: 204,
      handle: ({ headers }) => sessions.close(bearerToken(headers)),
    }),
    defineRoute({
      method: 'delete',
      path: '/sessions/others',
      access: resident(),
      summary: 'Sign out everywhere else, after a fresh proof of the account',
      tag,
      status: 204,
      handle: ({ actor, headers, requestId }) => me.endOtherSessions(actor, bearerToken(headers), requestId),
    }),
  ];
}
