import type { Sandbox } from '../sandbox.ts';
import { randomDigits, randomText } from '../state/ids.ts';

export interface Word {
  openid: string;
  kind: 'text' | 'image' | 'voice' | 'location';
  content?: string;
  /** Base64 of a picture or sound. */
  file?: string;
  latitude?: string;
  longitude?: string;
}

/** A follower writes to the account: kept, and pushed to the console's address as 接收普通消息 has it. @returns the message's number */
export async function followerSays(sandbox: Sandbox, word: Word): Promise<string> {
  const { openid, kind, content = '', file, latitude, longitude } = word;
  const MsgId = `2${randomDigits(18)}`;
  const follower = sandbox.store.get('follower', openid) ?? { openid, follows: true };
  sandbox.store.put('follower', openid, { ...follower, wroteAt: new Date().toISOString(), answered: 0 });
  const MediaId = file ? `media-${randomText(16)}` : undefined;
  if (file && MediaId) sandbox.store.put('weixinMedia', MediaId, { mediaId: MediaId, file });
  const said: Record<string, string> = {
    text: { Content: content },
    image: { PicUrl: `http://mmbiz.example/${MsgId}`, MediaId: MediaId ?? '' },
    voice: { MediaId: MediaId ?? '', Format: 'amr', Recognition: content },
    location: {
      Location_X: latitude ?? '',
      Location_Y: longitude ?? '',
      Scale: '20',
      Label: content,
    },
  }[kind];
  const url = sandbox.settings().weixinOaPushUrl;
  if (url)
    await sandbox.deliveries.send({
      gateway: 'weixin-oa',
      kind: 'event',
      outTradeNo: openid,
      url,
      eventId: MsgId,
      facts: { openid, said: { MsgType: kind, ...said, MsgId } },
    });
  return MsgId;
}
