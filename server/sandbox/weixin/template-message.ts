import { keepMessage, tellReceipt } from '../messages/keep.ts';
import type { Sandbox } from '../sandbox.ts';
import { openidBelongsTo } from '../state/ids.ts';
import { WeixinError } from './errors.ts';
import { newMsgid, templateTitle } from './message-ids.ts';
import { checkedValues } from './values.ts';

const TEN_MINUTES = 10 * 60_000;

/** `message/template/send`: the official account writes to a follower. The `msgid` of what was taken. */
export function sendTemplateMessage(sandbox: Sandbox, asked: Record<string, unknown>): string {
  const { touser, template_id, url, miniprogram, data, client_msg_id } = asked;
  if (typeof touser !== 'string' || !openidBelongsTo(sandbox.keys.wechat.oaAppid, touser)) {
    throw new WeixinError(40003);
  }
  if (typeof template_id !== 'string' || !/^[\w-]{1,64}$/.test(template_id)) throw new WeixinError(40037);
  const title = templateTitle(sandbox, 'weixin-oa', template_id);
  if (client_msg_id !== undefined && (typeof client_msg_id !== 'string' || client_msg_id.length > 32)) {
    throw new WeixinError(47001);
  }
  const page = miniprogram === undefined ? (url as string | undefined) : pageOf(sandbox, miniprogram);
  const fields = checkedValues(sandbox, 'weixin-oa', template_id, data);
  if (sandbox.store.get('follower', touser)?.follows === false) throw new WeixinError(43004);
  // The same number to the same person within ten minutes is one message.
  const before = client_msg_id && sandbox.store.find('message', `weixin-oa ${touser} ${client_msg_id}`);
  if (before && Date.parse(before.sentAt) > Date.now() - TEN_MINUTES) return before.id;
  const id = newMsgid();
  keepMessage(sandbox, {
    id,
    channel: 'wechat-oa',
    to: touser,
    template: template_id,
    title,
    fields,
    page,
    requestId: client_msg_id,
  });
  tellReceipt(
    sandbox,
    {
      gateway: 'weixin-oa',
      outTradeNo: touser,
      url: sandbox.settings().weixinOaPushUrl,
      facts: { event: 'TEMPLATESENDJOBFINISH', openid: touser, msgid: id },
    },
    id,
  );
  return id;
}

/** A tap may lead into the mini-program, which must be one bound to the account: here, ours. */
function pageOf(sandbox: Sandbox, miniprogram: unknown): string | undefined {
  const { appid, pagepath } = (miniprogram ?? {}) as { appid?: unknown; pagepath?: unknown };
  if (appid !== sandbox.keys.wechat.appid) throw new WeixinError(40165, 'invalid weapp pagepath');
  if (pagepath !== undefined && typeof pagepath !== 'string')
    throw new WeixinError(40165, 'invalid weapp pagepath');
  return pagepath;
}
