/**
 * A stand-in for the native app's shell: the bridge that the README of the channel `app` describes, with the sandbox's
 * wallets where a real shell has the wallets' SDKs. It does to an action what an SDK does: hands it on unchanged.
 */
import type { Sandbox } from './sandbox.ts';

export interface AppAction {
  kind: string;
  gateway: string;
  params?: Record<string, string>;
  orderString?: string;
  tn?: string;
}

export interface AppShell {
  version: 1;
  wallets: string[];
  pay(action: AppAction): Promise<{ result: 'done' | 'cancelled' | 'unknown' }>;
}

/** @param person what the person holding the phone does in the wallet */
export function createAppShell(
  sandbox: Pick<Sandbox, 'post'>,
  person: () => 'pays' | 'turns back' = () => 'pays',
): AppShell {
  let open = false;
  const sdks: Record<string, (action: AppAction, turn: object) => Promise<string>> = {
    'wechat-pay': async ({ params }, turn) =>
      (await sandbox.post<{ errMsg: string }>('/control/wechat/request-payment', { ...params, ...turn }))
        .errMsg,
    alipay: async ({ orderString }, turn) =>
      (
        await sandbox.post<{ resultCode: string }>('/control/alipay/trade-pay', {
          orderStr: orderString,
          ...turn,
        })
      ).resultCode,
    unionpay: async ({ tn }, turn) =>
      (await sandbox.post<{ pay_result: string }>('/control/unionpay/start-pay', { tn, ...turn })).pay_result,
  };
  return {
    version: 1,
    wallets: ['wechat', 'alipay', 'unionpay'],
    async pay(action) {
      const sdk = sdks[action.gateway];
      if (open || action.kind !== 'app' || !sdk) return { result: 'unknown' };
      open = true;
      try {
        return { result: resultOf(await sdk(action, person() === 'pays' ? {} : { action: 'cancel' })) };
      } catch {
        return { result: 'unknown' };
      } finally {
        open = false;
      }
    },
  };
}

/** What the three SDKs say; anything else is not known. */
function resultOf(said: string): 'done' | 'cancelled' | 'unknown' {
  if (/:ok$|^9000$|^success$/.test(said)) return 'done';
  return /cancel|^6001$/.test(said) ? 'cancelled' : 'unknown';
}
