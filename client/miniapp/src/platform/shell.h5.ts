/**
 * The native app's shell, when the hall is open inside one. The bridge is described in the README of the channel `app`;
 * its word about a payment is a hint like every wallet's.
 */
import type { PayerAction, PaymentStart } from '@api/types';
import type { PayWay, WalletHint } from './contract';

interface Shell {
  version: number;
  wallets: PaymentStart['method'][];
  pay(action: PayerAction): Promise<{ result: string }>;
}

const shell = (): Shell | undefined => (window as { DiantingShell?: Shell }).DiantingShell;

/** Undefined outside of a shell. */
export function shellWays(): PayWay[] | undefined {
  const found = shell();
  if (found?.version !== 1) return undefined;
  return found.wallets.map(method => ({ channel: 'app', method, product: 'app' }));
}

export async function payInShell(action: PayerAction): Promise<WalletHint> {
  try {
    const { result } = (await shell()?.pay(action)) ?? {};
    return result === 'done' || result === 'cancelled' ? result : 'unknown';
  } catch {
    return 'unknown';
  }
}
