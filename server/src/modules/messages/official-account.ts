/** The official account as a place where people are talked with: what they write, what they are answered (客服消息), and what they attach. */
import type { HttpClient } from '../../infra/http-client.ts';
import type { Inbound, SendResult } from './channels/channel.ts';
import { readJson } from './channels/signed-json.ts';
import { callWeixin } from './channels/weixin-messages.ts';
import type { PushKeys } from './channels/weixin-push.ts';
import { readSaid, type Said } from './channels/weixin-said.ts';
import { createWeixinToken, type WeixinApp } from './channels/weixin-token.ts';

export type Media = { bytes: Buffer } | { refused: string } | { later: string };

export interface OfficialAccount {
  appId: string;
  /** Called for each push before it is acknowledged: what is not stored is pushed again. */
  onSaid(listen: (said: Said) => Promise<void>): void;
  /** To somebody who wrote within 48 hours; WeChat refuses later ones. A repeat is a second message. */
  write(openId: string, text: string): Promise<SendResult>;
  media(mediaId: string): Promise<Media>;
}

const mediaTimeoutMs = 15_000;
const mostMediaBytes = 12 * 1024 * 1024;

export function createOfficialAccount(
  { baseUrl, app, push }: { baseUrl: string; app: WeixinApp; push: PushKeys },
  http: HttpClient,
): OfficialAccount & {
  /** @returns whether it was something said, and is stored */ hear(inbound: Inbound): Promise<boolean>;
} {
  const token = createWeixinToken(baseUrl, app, http);
  let listener: ((said: Said) => Promise<void>) | undefined;
  return {
    appId: app.appId,
    onSaid: listen => {
      listener = listen;
    },
    async hear(inbound) {
      const said = readSaid(inbound, push);
      if (!said || !listener) return false;
      await listener(said);
      return true;
    },
    write: (openId, text) =>
      callWeixin(http, token, `${baseUrl}/cgi-bin/message/custom/send`, {
        touser: openId,
        msgtype: 'text',
        text: { content: text },
      }),
    async media(mediaId) {
      try {
        const query = new URLSearchParams({ access_token: await token.get(), media_id: mediaId });
        const url = `${baseUrl}/cgi-bin/media/get?${query}`;
        const reply = await http.request({
          method: 'GET',
          url,
          timeoutMs: mediaTimeoutMs,
          maxBytes: mostMediaBytes,
        });
        // A refusal is JSON with 200, as everywhere there.
        const { errcode } = (readJson(reply.body) ?? {}) as { errcode?: number };
        if (errcode === undefined)
          return reply.status === 200 ? { bytes: reply.body } : { later: `HTTP_${reply.status}` };
        if (errcode === 40001 || errcode === 42001) token.forget();
        return errcode === 40007 ? { refused: 'WEIXIN_40007' } : { later: `WEIXIN_${errcode}` };
      } catch {
        // The address holds the token, so no message of the transport is passed on.
        return { later: 'WEIXIN_SILENT' };
      }
    },
  };
}
