import { z } from 'zod';
import type { AlipayClient } from './client.ts';

const reply = z.object({ user_id: z.string().optional(), open_id: z.string().optional() });

/**
 * Whose authorisation code this is: `alipay.system.oauth.token`. The user id where the application may see it, else the
 * open id. Undefined when the reply names nobody. Throws ChannelError; a used or wrong code is `rejected`.
 */
export async function exchangeAuthCode(client: AlipayClient, code: string): Promise<string | undefined> {
  const { user_id, open_id } = await client.call(reply, 'alipay.system.oauth.token', {
    grantType: 'authorization_code',
    code,
  });
  return user_id ?? open_id;
}
