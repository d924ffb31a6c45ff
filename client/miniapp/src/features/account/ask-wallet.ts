import { HallError } from '@/api/hall-error';
import type { WalletProof } from '@/platform/contract';
import { signInPlatform } from '@/platform/sign-in';

/** Asks the wallet who this is. Null: the page is being left for the wallet's own. */
export const askWallet = (): Promise<WalletProof | null> =>
  signInPlatform.askWallet().catch((error: unknown) => {
    throw error instanceof HallError ? error : HallError.unreachable();
  });
