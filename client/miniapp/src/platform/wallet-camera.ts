import type { Picture } from './contract';
import { tooSmall } from './picture';

/** What a wallet can do with a picture; the calls have other names and other failures in each. */
interface WalletCamera {
  /** `null`: turned back. */
  pick(): Promise<string | null>;
  sizeOf(path: string): Promise<{ width: number; height: number }>;
  bytesOf(path: string): Promise<ArrayBuffer>;
}

/** A picture as the wallet took it: it turns and compresses by itself, and lets nobody look at single points. */
export const takeBy =
  ({ pick, sizeOf, bytesOf }: WalletCamera) =>
  async (): Promise<Picture | null> => {
    const path = await pick();
    if (!path) return null;
    const [size, bytes] = await Promise.all([sizeOf(path), bytesOf(path)]);
    return { bytes, mediaType: 'image/jpeg', problems: tooSmall(size) ? ['small'] : [] };
  };
