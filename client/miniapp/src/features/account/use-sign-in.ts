import type { SignIn } from '@api/types';
import { useEffect } from 'react';
import { signIn } from '@/api/hall';
import { type Busy, useBusy } from '@/components/busy';
import { goBack } from '@/navigation/go';
import { signInPlatform } from '@/platform/sign-in';
import { beginSession } from '@/state/session';
import { askWallet } from './ask-wallet';
import { privacyEdition } from './privacy-edition';

export interface SignInActions extends Busy {
  byPhone(phone: string, code: string): void;
  byWallet(): void;
}

async function enter(proof: SignIn): Promise<void> {
  beginSession(await signIn({ ...proof, privacyEdition }));
}

/** Signs in on the page that asks for it, which then shows what it is for. */
export const useSignInHere = (): SignInActions => useEntering(enter);

/** Signs in and returns to the page that asked for it. */
export const useSignIn = (): SignInActions => useEntering(enterAndReturn);

async function enterAndReturn(proof: SignIn): Promise<void> {
  await enter(proof);
  goBack();
}

function useEntering(enterBy: (proof: SignIn) => Promise<void>): SignInActions {
  const busy = useBusy();
  const { run } = busy;
  useEffect(() => {
    const proof = signInPlatform.returned();
    if (proof) void run(() => enterBy(proof));
  }, [run, enterBy]);
  return {
    ...busy,
    byPhone: (phone, code) => void run(() => enterBy({ kind: 'sms', phone, code })),
    byWallet: () =>
      void run(async () => {
        const proof = await askWallet();
        if (proof) await enterBy(proof);
      }),
  };
}
