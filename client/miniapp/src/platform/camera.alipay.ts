import type { CameraPlatform, FileRequest } from './contract';
import { takeBy } from './wallet-camera';

/** The wallet's code for turning back. */
const turnedBack = 11;

/** `null`: turned back. */
function pick(): Promise<string | null> {
  return new Promise((resolve, reject) =>
    my.chooseImage({
      count: 1,
      sourceType: ['camera', 'album'],
      sizeType: ['compressed'],
      success: ({ apFilePaths }) => resolve(apFilePaths[0] ?? null),
      fail: ({ error, errorMessage }) =>
        error === turnedBack ? resolve(null) : reject(new Error(errorMessage)),
    }),
  );
}

const sizeOf = (src: string): Promise<{ width: number; height: number }> =>
  new Promise((resolve, reject) =>
    my.getImageInfo({ src, success: resolve, fail: ({ errorMessage }) => reject(new Error(errorMessage)) }),
  );

const bytesOf = (filePath: string): Promise<ArrayBuffer> =>
  new Promise((resolve, reject) =>
    my.getFileSystemManager().readFile({
      filePath,
      success: ({ data }) => resolve(data),
      fail: ({ errorMessage }) => reject(new Error(errorMessage)),
    }),
  );

const keep = (data: ArrayBuffer): Promise<string> => {
  const filePath = `${my.env.USER_DATA_PATH}/upright.jpg`;
  return new Promise((resolve, reject) =>
    my.getFileSystemManager().writeFile({
      filePath,
      data,
      success: () => resolve(filePath),
      fail: ({ errorMessage }) => reject(new Error(errorMessage)),
    }),
  );
};

const canvas = ({ width, height }: { width: number; height: number }) =>
  my.createOffscreenCanvas(width, height);

const jpegOf = async (drawn: WalletCanvas): Promise<ArrayBuffer> => {
  const text = (drawn as ReturnType<typeof canvas>).toDataURL('image/jpeg', 0.86);
  return bytesIn(text.slice(text.indexOf(',') + 1));
};

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64: the wallet's own call for it came late. */
function bytesIn(text: string): ArrayBuffer {
  const signs = text.replace(/=+$/, '');
  const bytes = new Uint8Array(Math.floor((signs.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const sign of signs) {
    held = ((held << 6) | letters.indexOf(sign)) & 0xffffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at] = (held >> bits) & 0xff;
    at += 1;
  }
  return bytes.buffer;
}

function show({ url, token }: FileRequest): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = ({ errorMessage }: { errorMessage: string }) => reject(new Error(errorMessage));
    my.downloadFile({
      url,
      header: token ? { Authorization: `Bearer ${token}` } : {},
      success: ({ apFilePath }) => my.previewImage({ urls: [apFilePath], success: () => resolve(), fail }),
      fail,
    });
  });
}

export const camera: CameraPlatform = { take: takeBy({ pick, sizeOf, bytesOf, keep, canvas, jpegOf }), show };
