import { keepMessage } from '../messages/keep.ts';
import type { Sandbox } from '../sandbox.ts';
import { openidBelongsTo } from '../state/ids.ts';
import { WeixinError } from './errors.ts';
import { newMsgid } from './message-ids.ts';

const TWO_DAYS = 48 * 3_600_000;
const MOST_BYTES = 2048;

/** `message/custom/send` (客服消息): words to somebody who wrote to the account within 48 hours, as often as the account may answer one word. */
export function sendCustomMessage(sandbox: Sandbox, asked: Record<string, unknown>): void {
  const { touser, msgtype, text } = asked;
  const { oaAppid } = sandbox.keys.wechat;
  if (typeof touser !== 'string' || !openidBelongsTo(oaAppid, touser)) throw new WeixinError(40003);
  const content = (text as { content?: unknown } | undefined)?.content;
  if (msgtype !== 'text' || typeof content !== 'string') throw new WeixinError(40008);
  if (!content) throw new WeixinError(44004);
  if (Buffer.byteLength(content) > MOST_BYTES) throw new WeixinError(45002);
  const follower = sandbox.store.get('follower', touser);
  const { customMessagesPerWord } = sandbox.settings();
  if (!follower?.wroteAt || Date.now() - Date.parse(follower.wroteAt) > TWO_DAYS)
    throw new WeixinError(45015);
  const answered = (follower.answered ?? 0) + 1;
  if (answered > customMessagesPerWord) throw new WeixinError(45047);
  sandbox.store.put('follower', touser, { ...follower, answered });
  keepMessage(sandbox, {
    id: newMsgid(),
    channel: 'wechat-oa',
    to: touser,
    title: '客服消息',
    text: content,
  });
}
