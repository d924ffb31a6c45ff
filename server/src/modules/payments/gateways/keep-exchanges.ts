import type { Exchange } from './exchange.ts';
import type { Gateway } from './gateway.ts';

/** For the detail of an event; empty where nothing was said. */
export interface Said {
  exchanges?: Exchange[];
}

/** Asks, and gives what was said to the gateway and by it, beside the outcome. */
export async function keepExchanges<T>(
  gateway: Gateway,
  ask: (gateway: Gateway) => Promise<T>,
): Promise<{ outcome: T; said: Said }> {
  const exchanges: Exchange[] = [];
  const outcome = await ask(gateway.noting?.(exchange => exchanges.push(exchange)) ?? gateway);
  return { outcome, said: exchanges.length > 0 ? { exchanges } : {} };
}
