import { proveSelf } from '@/api/hall';
import { asHallError } from '@/api/hall-error';
import { signInPlatform } from '@/platform/sign-in';
import { askWallet } from './ask-wallet';

/**
 * Does what wants a fresh proof of the account. Where the wallet says who is there without leaving the page, it is asked
 * first; whether that is enough, the server knows. Otherwise the refusal stands, and a code is asked for.
 */
export async function withProof(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const unproved = ['identity-unproved', 'wallet-unproved'].includes(asHallError(error).code);
    if (!unproved || !signInPlatform.inPlace) throw error;
    const proof = await askWallet();
    if (!proof || !(await isEnough(proof))) throw error;
    await work();
  }
}

const isEnough = (proof: Parameters<typeof proveSelf>[0]): Promise<boolean> =>
  proveSelf(proof).then(
    () => true,
    () => false,
  );
