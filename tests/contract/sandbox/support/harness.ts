import { type RunningSandbox, startSandbox } from '../../../../server/sandbox/server.ts';
import { alipayMerchant } from './alipay-merchant.ts';
import { wechatMerchant } from './wechat-merchant.ts';

export interface Harness {
  sandbox: RunningSandbox;
  credentials: Record<string, string>;
  wechat: ReturnType<typeof wechatMerchant>;
  alipay: ReturnType<typeof alipayMerchant>;
  /** Calls the control interface; a refusal throws with its text. */
  control: <T = Record<string, unknown>>(method: string, path: string, body?: unknown) => Promise<T>;
}

/** A sandbox of one's own, in memory, with fast retries. */
export async function startHarness(): Promise<Harness> {
  const sandbox = await startSandbox({ port: 0 });
  const control = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const reply = await fetch(`${sandbox.url}/control${path}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!reply.ok) throw new Error(`${reply.status} ${await reply.text()}`);
    return (await reply.json()) as T;
  };
  await control('POST', '/settings', { retryScale: 0.001, wechatRefundDelayMs: 5 });
  return {
    sandbox,
    credentials: sandbox.credentials,
    wechat: wechatMerchant(sandbox.credentials),
    alipay: alipayMerchant(sandbox.credentials),
    control,
  };
}

let serial = 0;
/** An order number nobody used yet. */
export const newNo = (): string => `T${Date.now()}${String(serial++).padStart(4, '0')}`;
