/**
 * Subscription message of the Alipay mini-program: `alipay.open.app.mini.templatemessage.send`, through the Alipay gateway.
 * With a one-time template (一次性订阅) one consent is one message.
 */
import type { MessageChannel, SendResult } from './channel.ts';
import { cardData, type WalletTemplates } from './weixin-messages.ts';

export interface AlipayMessage {
  toUserId: string;
  templateId: string;
  page: string;
  values: readonly string[];
}

export interface AlipayMessageSettings {
  templates: WalletTemplates;
  page: string;
  perSecond: number;
  /** Resolves when Alipay took it; an error with `problem: 'rejected'` says that it will not. */
  deliver(message: AlipayMessage): Promise<void>;
}

export function createAlipayMessages({
  templates,
  page,
  perSecond,
  deliver,
}: AlipayMessageSettings): MessageChannel {
  return {
    name: 'alipay',
    // The call has no id of ours: what may have been sent is not sent again.
    repeatable: false,
    needsConsent: true,
    perSecond,
    costMilliFen: 0,
    serves: event => templates.has(event),
    async send(letter) {
      const template = templates.get(letter.event);
      if (!template) return { kind: 'refused', reason: 'NO_TEMPLATE' };
      const values = Object.values(cardData(template, letter)).map(({ value }) => value);
      try {
        await deliver({ toUserId: letter.to, templateId: template.id, page, values });
        return { kind: 'handed' };
      } catch (error) {
        return understand(error);
      }
    },
  };
}

function understand(error: unknown): SendResult {
  const { problem, code } = error as { problem?: string; code?: string };
  return { kind: problem === 'rejected' ? 'refused' : 'unknown', reason: code ?? 'ALIPAY' };
}
