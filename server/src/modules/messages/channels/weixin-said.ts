/** What people write to the official account itself, pushed like everything that happens there (developers.weixin.qq.com: 接收普通消息). */
import type { Inbound } from './channel.ts';
import { openPush, type PushKeys, xmlFields } from './weixin-push.ts';

export interface Said {
  /** Of WeChat: the same however often it is pushed. */
  messageId: string;
  openId: string;
  kind: 'text' | 'image' | 'voice' | 'place';
  /** Words, what a voice note was heard as, or a place's name. */
  text: string;
  /** Of a picture or sound, to be fetched within three days. */
  mediaId: string | null;
  position: { latitude: number; longitude: number } | null;
}

/** Undefined: not genuine, or nothing that somebody said (events, kinds of message that are no words). */
export function readSaid(inbound: Inbound, keys: PushKeys): Said | undefined {
  const message = openPush(inbound, keys);
  if (!message) return undefined;
  const fields = xmlFields(message.toString('utf8'));
  const of = (name: string) => fields.get(name) ?? '';
  const base = { messageId: of('MsgId'), openId: of('FromUserName'), mediaId: null, position: null };
  if (!/^\d{1,20}$/.test(base.messageId) || !base.openId) return undefined;
  switch (of('MsgType')) {
    case 'text':
      return { ...base, kind: 'text', text: of('Content') };
    case 'image':
      return { ...base, kind: 'image', text: '', mediaId: of('MediaId') || null };
    case 'voice':
      return { ...base, kind: 'voice', text: of('Recognition'), mediaId: of('MediaId') || null };
    case 'location':
      return {
        ...base,
        kind: 'place',
        text: of('Label'),
        position: positionOf(of('Location_X'), of('Location_Y')),
      };
    default:
      return undefined;
  }
}

function positionOf(x: string, y: string): Said['position'] {
  const [latitude, longitude] = [Number(x), Number(y)];
  const known = x !== '' && y !== '' && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return known ? { latitude, longitude } : null;
}
