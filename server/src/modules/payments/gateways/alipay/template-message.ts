import { z } from 'zod';
import type { AlipayClient } from './client.ts';

export interface TemplateMessage {
  toUserId: string;
  templateId: string;
  page: string;
  /** keyword1, keyword2 … by what they say. */
  values: readonly string[];
}

/** Subscription message of the mini-program: `alipay.open.app.mini.templatemessage.send`. Throws ChannelError. */
export async function sendTemplateMessage(client: AlipayClient, message: TemplateMessage): Promise<void> {
  const data = Object.fromEntries(message.values.map((value, index) => [`keyword${index + 1}`, { value }]));
  await client.call(z.object({}), 'alipay.open.app.mini.templatemessage.send', {
    bizContent: {
      to_user_id: message.toUserId,
      user_template_id: message.templateId,
      page: message.page,
      data: JSON.stringify(data),
    },
  });
}
