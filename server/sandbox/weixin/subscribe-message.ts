import { useConsent } from '../messages/consents.ts';
import { keepMessage, tellReceipt } from '../messages/keep.ts';
import type { Sandbox } from '../sandbox.ts';
import { openidBelongsTo } from '../state/ids.ts';
import { WeixinError } from './errors.ts';
import { newMsgid, templateTitle } from './message-ids.ts';
import { checkedValues } from './values.ts';

const TEMPLATE_ID = /^[\w-]{1,64}$/;
const STATES = ['developer', 'trial', 'formal', undefined];

/** `message/subscribe/send`: one message of the mini-program to somebody who agreed to it. The `msgid` of what was taken. */
export function sendSubscribeMessage(sandbox: Sandbox, asked: Record<string, unknown>): string {
  const { touser, template_id, page, data, miniprogram_state } = asked;
  const { appid } = sandbox.keys.wechat;
  if (typeof touser !== 'string' || !openidBelongsTo(appid, touser)) throw new WeixinError(40003);
  if (typeof template_id !== 'string' || !TEMPLATE_ID.test(template_id)) throw new WeixinError(40037);
  const title = templateTitle(sandbox, 'weixin', template_id);
  if (!STATES.includes(miniprogram_state as string | undefined)) throw new WeixinError(47001);
  checkPage(sandbox, page);
  const fields = checkedValues(sandbox, 'weixin', template_id, data);
  if (!useConsent(sandbox, 'weixin', touser, template_id)) throw new WeixinError(43101);
  const id = newMsgid();
  keepMessage(sandbox, {
    id,
    channel: 'wechat-subscribe',
    to: touser,
    template: template_id,
    title,
    fields,
    page: page as string | undefined,
  });
  tellReceipt(
    sandbox,
    {
      gateway: 'weixin',
      outTradeNo: touser,
      url: sandbox.settings().weixinPushUrl,
      facts: { event: 'subscribe_msg_sent_event', openid: touser, template: template_id, msgid: id },
    },
    id,
  );
  return id;
}

/** A page of the published mini-program, with its query. */
function checkPage(sandbox: Sandbox, page: unknown): void {
  if (page === undefined || page === '') return;
  if (typeof page !== 'string' || page.length > 1024 || /^https?:/.test(page)) throw new WeixinError(41030);
  const known = sandbox.settings().weixinPages.split(',').filter(Boolean);
  const path = page.split('?')[0]!.replace(/^\//, '');
  if (known.length > 0 && !known.includes(path)) throw new WeixinError(41030);
}
