import type Router from '@koa/router';
import { withFaults } from '../http/guard.ts';
import { readRawBody } from '../http/raw-body.ts';
import type { RawReply } from '../http/reply.ts';
import type { Sandbox } from '../sandbox.ts';
import { sendCustomMessage } from './custom-message.ts';
import { declined, outOfOrder, plain, refusal, WeixinError } from './errors.ts';
import { sendSubscribeMessage } from './subscribe-message.ts';
import { sendTemplateMessage } from './template-message.ts';
import { checkToken, plainToken, stableToken } from './tokens.ts';

const misbehaviour = { outOfOrder, declined, pay: async () => {} };

/** Tokens and messages of api.weixin.qq.com, under `/weixin/cgi-bin`. */
export function weixinMessageRoutes(router: Router, sandbox: Sandbox): void {
  router.post('/weixin/cgi-bin/stable_token', async ctx => {
    const body = await readRawBody(ctx.req);
    await withFaults(ctx, sandbox, { gateway: 'weixin', on: 'token' }, misbehaviour, () =>
      answered(() => JSON.stringify(stableToken(sandbox, jsonOf(body)))),
    );
  });
  router.get('/weixin/cgi-bin/token', async ctx => {
    await withFaults(ctx, sandbox, { gateway: 'weixin', on: 'token' }, misbehaviour, () =>
      answered(() => JSON.stringify(plainToken(sandbox, new URLSearchParams(ctx.querystring)))),
    );
  });
  const messages = [
    { path: 'subscribe', gateway: 'weixin', send: sendSubscribeMessage },
    { path: 'template', gateway: 'weixin-oa', send: sendTemplateMessage },
  ] as const;
  for (const { path, gateway, send } of messages) {
    router.post(`/weixin/cgi-bin/message/${path}/send`, async ctx => {
      const body = await readRawBody(ctx.req);
      const { wechat } = sandbox.keys;
      const appid = gateway === 'weixin' ? wechat.appid : wechat.oaAppid;
      const occasion = { gateway, on: 'send', outTradeNo: recipientIn(body) };
      await withFaults(ctx, sandbox, occasion, misbehaviour, () =>
        answered(() => {
          checkToken(sandbox, new URLSearchParams(ctx.querystring).get('access_token'), appid);
          if (!sandbox.rates.allows(gateway, sandbox.settings().weixinPerSecond))
            throw new WeixinError(45009);
          // A bare number of 19 digits, as the real one writes it.
          return `{"errcode":0,"errmsg":"ok","msgid":${send(sandbox, jsonOf(body))}}`;
        }),
      );
    });
  }
}

/** 客服消息, and what followers attached. */
export function weixinAccountRoutes(router: Router, sandbox: Sandbox): void {
  const { oaAppid } = sandbox.keys.wechat;
  const tokenIn = (querystring: string) => new URLSearchParams(querystring).get('access_token');
  router.post('/weixin/cgi-bin/message/custom/send', async ctx => {
    const body = await readRawBody(ctx.req);
    const occasion = { gateway: 'weixin-oa', on: 'custom-send', outTradeNo: recipientIn(body) } as const;
    await withFaults(ctx, sandbox, occasion, misbehaviour, () =>
      answered(() => {
        checkToken(sandbox, tokenIn(ctx.querystring), oaAppid);
        sendCustomMessage(sandbox, jsonOf(body));
        return '{"errcode":0,"errmsg":"ok"}';
      }),
    );
  });
  router.get('/weixin/cgi-bin/media/get', async ctx => {
    const query = new URLSearchParams(ctx.querystring);
    await withFaults(ctx, sandbox, { gateway: 'weixin-oa', on: 'media' }, misbehaviour, () => {
      let file: string | undefined;
      const refused = answered(() => {
        checkToken(sandbox, query.get('access_token'), oaAppid);
        file = sandbox.store.get('weixinMedia', query.get('media_id') ?? '')?.file;
        if (!file) throw new WeixinError(40007);
        return '';
      });
      if (!file) return refused;
      const headers = { 'Content-Type': 'image/jpeg', 'Content-Disposition': 'attachment; filename="media"' };
      return { status: 200, headers, body: Buffer.from(file, 'base64') };
    });
  });
}

function answered(carryOut: () => string): RawReply {
  try {
    return plain(carryOut());
  } catch (error) {
    if (!(error instanceof WeixinError)) throw error;
    return refusal(error);
  }
}

function jsonOf(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (value && typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Falls through to the refusal.
  }
  throw new WeixinError(47001);
}

/** Only to match fault rules, before anything is checked. */
const recipientIn = (body: Buffer): string | undefined =>
  /"touser"\s*:\s*"([^"]+)"/.exec(body.toString('utf8'))?.[1];
