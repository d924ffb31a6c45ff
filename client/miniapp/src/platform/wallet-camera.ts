import type { Picture } from './contract';
import { orientationOf, uprightBy, withoutTurn } from './exif';
import { fitted, problemsOf, tooSmall } from './picture';

/** What a wallet can do with a picture; the calls have other names and other failures in each. */
interface WalletCamera {
  /** `null`: turned back. */
  pick(): Promise<string | null>;
  sizeOf(path: string): Promise<{ width: number; height: number }>;
  bytesOf(path: string): Promise<ArrayBuffer>;
  /** Writes it where the wallet's canvas finds it. */
  keep(bytes: ArrayBuffer): Promise<string>;
  canvas(size: { width: number; height: number }): WalletCanvas;
  jpegOf(canvas: WalletCanvas): Promise<ArrayBuffer>;
}

const mediaType = 'image/jpeg';

/**
 * Upright, no larger than needed, and looked at before it is sent. Where the wallet has no canvas, or draws none of it, the picture goes as
 * the wallet took it: the server draws it anew all the same.
 */
export const takeBy = (wallet: WalletCamera) => async (): Promise<Picture | null> => {
  const path = await wallet.pick();
  if (!path) return null;
  const bytes = await wallet.bytesOf(path);
  return (await redraw(wallet, path, bytes).catch(() => null)) ?? asTaken(wallet, path, bytes);
};

async function asTaken({ sizeOf }: WalletCamera, path: string, bytes: ArrayBuffer): Promise<Picture> {
  return { bytes, mediaType, problems: tooSmall(await sizeOf(path)) ? ['small'] : [] };
}

async function redraw(wallet: WalletCamera, path: string, bytes: ArrayBuffer): Promise<Picture> {
  const taken = new Uint8Array(bytes);
  const orientation = orientationOf(taken);
  const turned = orientation !== null && orientation.value !== 1;
  const source = turned ? await wallet.keep(withoutTurn(taken, orientation).buffer as ArrayBuffer) : path;
  // A picture belongs to the canvas that made it, whose size is known only once it is there.
  const canvas = wallet.canvas({ width: 1, height: 1 });
  const image = await loaded(canvas, source);
  const { matrix, size } = uprightBy(orientation?.value ?? 1, image.width, image.height);
  const { width, height } = fitted(size);
  Object.assign(canvas, { width, height });
  const pen = canvas.getContext('2d');
  pen.scale(width / size.width, height / size.height);
  pen.transform(...matrix);
  pen.drawImage(image, 0, 0, image.width, image.height);
  const problems = problemsOf(pen.getImageData(0, 0, width, height));
  return { bytes: await wallet.jpegOf(canvas), mediaType, problems };
}

function loaded(canvas: WalletCanvas, source: string): Promise<WalletImage> {
  return new Promise((resolve, reject) => {
    const image = canvas.createImage();
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error(`not drawn: ${source}`));
    image.src = source;
  });
}
