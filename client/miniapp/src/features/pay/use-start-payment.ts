import type { PaymentStart } from '@api/types';
import { useEffect, useRef } from 'react';
import { addIdentity, startPayment } from '@/api/hall';
import { useKeyPerContent } from '@/api/key-per-content';
import { askWallet } from '@/features/account/ask-wallet';
import { type Proving, useProving } from '@/features/account/use-proving';
import { goInstead } from '@/navigation/go';
import type { WalletProof } from '@/platform/contract';
import { signInPlatform } from '@/platform/sign-in';
import { handOver } from './begun-payment';
import { type Errand, keepErrand, takeErrand } from './errand';

export interface StartPayment extends Proving {
  start(order: PaymentStart): void;
  /** The wallet one is in is added to the account, and the payment goes on. */
  addWallet(): void;
  /** The wallet is another account's: the two become one, or it alone comes over, and the payment goes on. */
  join(): void;
}

/** Starts a payment and goes on to its result page, which opens the wallet. */
export function useStartPayment(): StartPayment {
  const proving = useProving();
  const { run } = proving;
  const keyOf = useKeyPerContent();
  const last = useRef<Errand | null>(null);
  useEffect(() => {
    const proof = signInPlatform.returned();
    const errand = proof && takeErrand();
    if (!proof || !errand) return;
    last.current = errand;
    // What the wallet said counts once: after a code it is asked again.
    void run(
      () => goOn(errand, proof),
      () => becomeKnown(errand),
    );
  }, [run]);
  return {
    ...proving,
    start: order =>
      void run(async () => {
        // When no answer came, the same order sent again must not become a second payment.
        last.current = { order, key: keyOf(order) };
        await pay(last.current);
      }),
    addWallet: () =>
      void run(async () => {
        if (last.current) await becomeKnown(last.current);
      }),
    join: () =>
      void run(async () => {
        if (!last.current) return;
        last.current = { ...last.current, join: true };
        await becomeKnown(last.current);
      }),
  };
}

/** Signed in by phone inside a wallet, which wants to know its payer by its own name. */
async function becomeKnown(errand: Errand): Promise<void> {
  keepErrand(errand);
  const proof = await askWallet();
  if (!proof) return;
  takeErrand();
  await goOn(errand, proof);
}

async function goOn(errand: Errand, proof: WalletProof): Promise<void> {
  await addIdentity(errand.join ? { ...proof, join: true } : proof);
  await pay(errand);
}

async function pay({ order, key }: Errand): Promise<void> {
  const payment = await startPayment(order, key);
  handOver(payment);
  goInstead('result', { paymentNo: payment.paymentNo });
}
