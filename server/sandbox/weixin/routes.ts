import type Router from '@koa/router';
import type { Context } from 'koa';
import { withFaults } from '../http/guard.ts';
import { escapeHtml, page } from '../http/page.ts';
import type { RawReply } from '../http/reply.ts';
import type { Sandbox } from '../sandbox.ts';
import { openidOf, randomText, unionidOf } from '../state/ids.ts';
import { issueCode, redeemCode } from './login-codes.ts';

interface Refusal {
  errcode: number;
  errmsg: string;
}

/** The few calls of api.weixin.qq.com in use, and open.weixin.qq.com's authorize page, under `/weixin`. */
export function weixinRoutes(router: Router, sandbox: Sandbox): void {
  const { wechat } = sandbox.keys;
  router.get('/weixin/sns/jscode2session', ctx =>
    answer(ctx, sandbox, () => {
      const name = signIn(ctx, sandbox, wechat.appid, wechat.appSecret, 'js_code');
      if (typeof name !== 'string') return name;
      const session_key = Buffer.from(randomText(16), 'hex').toString('base64');
      return { session_key, openid: openidOf(wechat.appid, name), unionid: unionidOf(name) };
    }),
  );
  router.get('/weixin/sns/oauth2/access_token', ctx =>
    answer(ctx, sandbox, () => {
      const name = signIn(ctx, sandbox, wechat.oaAppid, wechat.oaSecret, 'code');
      if (typeof name !== 'string') return name;
      return {
        access_token: randomText(32),
        expires_in: 7200,
        refresh_token: randomText(32),
        openid: openidOf(wechat.oaAppid, name),
        scope: 'snsapi_base',
        unionid: unionidOf(name),
      };
    }),
  );
  router.get('/weixin/connect/oauth2/authorize', ctx => authorizePage(ctx, sandbox));
}

/** These calls answer 200 with `errcode` in the body, and call their JSON text/plain. */
async function answer(ctx: Context, sandbox: Sandbox, carryOut: () => object): Promise<void> {
  const plain = (status: number, value: object): RawReply => ({
    status,
    headers: { 'Content-Type': 'text/plain' },
    body: JSON.stringify(value),
  });
  const busy = { errcode: -1, errmsg: 'system error' };
  const misbehaviour = {
    outOfOrder: (rule: { status?: number }) => plain(rule.status ?? 200, busy),
    declined: () => plain(200, { errcode: 45011, errmsg: 'api minute-quota reach limit, must slower' }),
    pay: async () => {},
  };
  await withFaults(ctx, sandbox, { gateway: 'weixin', on: 'login' }, misbehaviour, () =>
    plain(200, carryOut()),
  );
}

function signIn(
  ctx: Context,
  sandbox: Sandbox,
  appid: string,
  secret: string,
  codeField: string,
): string | Refusal {
  const query = new URLSearchParams(ctx.querystring);
  const suffix = `, rid: ${randomText(4)}-${randomText(4)}-${randomText(4)}`;
  if (query.get('appid') !== appid) return { errcode: 40013, errmsg: `invalid appid${suffix}` };
  if (query.get('secret') !== secret) return { errcode: 40125, errmsg: `invalid appsecret${suffix}` };
  if (query.get('grant_type') !== 'authorization_code') {
    return { errcode: 40002, errmsg: `invalid grant_type${suffix}` };
  }
  const found = redeemCode(sandbox.store, appid, query.get(codeField) ?? '');
  if (found === 'unknown') return { errcode: 40029, errmsg: `invalid code${suffix}` };
  if (found === 'used') return { errcode: 40163, errmsg: `code been used${suffix}` };
  return found.name;
}

const PEOPLE = ['resident', 'zhang-wei', 'wang-fang', 'li-na', 'chen-jie'];

/** snsapi_base goes straight back as whoever was chosen last; snsapi_userinfo asks who it is. */
function authorizePage(ctx: Context, sandbox: Sandbox): void {
  const query = new URLSearchParams(ctx.querystring);
  const redirect = query.get('redirect_uri') ?? '';
  const appid = query.get('appid') ?? '';
  if (appid !== sandbox.keys.wechat.oaAppid || !/^https?:\/\//.test(redirect)) {
    ctx.status = 400;
    ctx.body = page('授权', '<h1>参数错误</h1><p>appid 或 redirect_uri 不正确（10003）。</p>');
    return;
  }
  const chosen =
    query.get('as') ??
    (query.get('scope') === 'snsapi_base' ? (ctx.cookies.get('sandbox_person') ?? 'resident') : '');
  if (!chosen) {
    const links = PEOPLE.map(name => {
      query.set('as', name);
      return `<a class="button" href="?${escapeHtml(query.toString())}">${escapeHtml(name)}</a>`;
    });
    ctx.body = page('微信授权（沙箱）', `<h1>以谁的身份登录？</h1>${links.join('')}`);
    return;
  }
  ctx.cookies.set('sandbox_person', chosen, { httpOnly: true });
  const target = new URL(redirect);
  target.searchParams.set('code', issueCode(sandbox.store, appid, chosen));
  const state = query.get('state');
  if (state !== null) target.searchParams.set('state', state);
  ctx.redirect(target.toString());
}
