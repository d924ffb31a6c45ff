import type { Faults } from './faults/faults.ts';
import type { Deliveries } from './notify/deliveries.ts';
import type { Keys } from './state/keys.ts';
import type { FaultRule, Settings } from './state/records.ts';
import type { Store } from './state/store.ts';

/** Everything the gateways share; handed to each of them by `server.ts`. */
export interface Sandbox {
  /** `http://127.0.0.1:PORT`, known once listening. */
  baseUrl: string;
  /** Shown on the cashier pages. */
  merchantName: string;
  keys: Keys;
  store: Store;
  faults: Faults;
  deliveries: Deliveries;
  settings: () => Settings;
  /** Timers that die with the sandbox. */
  later: (ms: number, run: () => void) => void;
}

export const DEFAULT_SETTINGS: Settings = {
  retryScale: 1,
  notifyTimeoutMs: 5000,
  wechatNotifyKey: 'public-key',
  wechatRefundDelayMs: 300,
  wechatRefundOutcome: 'SUCCESS',
  alipayRefundDelayMs: 0,
  alipayCloseNotifies: true,
  enforceBillTime: true,
  downloadUrlSeconds: 30,
};

export const sleep = (sandbox: Pick<Sandbox, 'later'>, ms: number): Promise<void> =>
  new Promise(resolve => sandbox.later(ms, resolve));

export const faultDelay = (rule: FaultRule, otherwise: number): number => rule.delayMs ?? otherwise;
