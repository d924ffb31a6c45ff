/**
 * What a phone takes a picture with, and draws it by: files under names, and a canvas beside the page that really draws. Some phones' canvases
 * turn a picture by what its camera said of itself, others show what the sensor wrote.
 */
import { execFileSync } from 'node:child_process';
import sharp from 'sharp';
import type { Platform } from './dialects.ts';
import type { Options, WalletAnswer } from './wallet-api.ts';

interface Raw {
  data: Uint8ClampedArray;
  width: number;
  height: number;
}

type Matrix = [number, number, number, number, number, number];

const times = ([a, b, c, d, e, f]: Matrix, [p, q, r, s, t, u]: Matrix): Matrix => [
  a * p + c * q,
  b * p + d * q,
  a * r + c * s,
  b * r + d * s,
  a * t + c * u + e,
  b * t + d * u + f,
];

export function phoneCamera(platform: Platform, turnsByItself: boolean) {
  const files = new Map<string, Buffer>();
  let next: Buffer;

  async function decoded(bytes: Buffer): Promise<Raw> {
    const picture = turnsByItself ? sharp(bytes).rotate() : sharp(bytes);
    const { data, info } = await picture.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    return { data: new Uint8ClampedArray(data), width: info.width, height: info.height };
  }

  function createOffscreenCanvas() {
    const images = new Map<object, Raw>();
    let drawn: Raw | undefined;
    const canvas = {
      width: 1,
      height: 1,
      createImage() {
        const image = { width: 0, height: 0, onload: () => {}, onerror: () => {} };
        return Object.defineProperty(image, 'src', {
          set(name: string) {
            const bytes = files.get(name);
            const load = bytes ? decoded(bytes) : Promise.reject(new Error(name));
            load.then(
              raw => {
                images.set(image, raw);
                Object.assign(image, { width: raw.width, height: raw.height });
                image.onload();
              },
              () => image.onerror(),
            );
          },
        });
      },
      getContext() {
        let now: Matrix = [1, 0, 0, 1, 0, 0];
        return {
          scale: (x: number, y: number) => {
            now = times(now, [x, 0, 0, y, 0, 0]);
          },
          transform: (...matrix: Matrix) => {
            now = times(now, matrix);
          },
          drawImage(image: object) {
            drawn = painted(images.get(image)!, now, canvas);
          },
          getImageData: () => drawn,
        };
      },
      /** At once, as it is on a canvas. */
      toDataURL: () => `data:image/jpeg;base64,${encodedNow(drawn!).toString('base64')}`,
      encoded: () => encodedNow(drawn!),
    };
    return canvas;
  }

  const fileSystem = {
    readFile: ({ filePath, success, fail }: Options) => {
      const bytes = files.get(String(filePath));
      setImmediate(() =>
        bytes
          ? (success as (result: object) => void)({ data: new Uint8Array(bytes).buffer })
          : (fail as (failure: object) => void)({ errMsg: 'no such file', errorMessage: 'no such file' }),
      );
    },
    writeFile: ({ filePath, data, success }: Options) => {
      files.set(String(filePath), Buffer.from(data as ArrayBuffer));
      setImmediate(() => (success as () => void)());
    },
  };
  const take = (): string => {
    files.set('tmp/taken.jpg', next);
    return 'tmp/taken.jpg';
  };
  const answers: Record<string, WalletAnswer> = {
    chooseMedia: () => ({ tempFiles: [{ tempFilePath: take() }] }),
    chooseImage: () => ({ apFilePaths: [take()] }),
    getImageInfo: async ({ src }) => {
      const { width, height } = await sharp(files.get(String(src))!).metadata();
      return { width, height };
    },
    canvasToTempFilePath: ({ canvas }) => {
      files.set('tmp/drawn.jpg', (canvas as ReturnType<typeof createOffscreenCanvas>).encoded());
      return { tempFilePath: 'tmp/drawn.jpg' };
    },
  };
  return {
    answers: Object.fromEntries(
      Object.entries(answers).filter(
        ([name]) => (name === 'chooseImage') === (platform === 'alipay') || name === 'getImageInfo',
      ),
    ),
    device: { getFileSystemManager: () => fileSystem, createOffscreenCanvas },
    /** What it sees the next time. */
    sees(picture: Buffer) {
      next = picture;
    },
  };
}

/** Each point of the canvas from the point of the picture that lies under it. */
function painted(
  image: Raw,
  [a, b, c, d, e, f]: Matrix,
  { width, height }: { width: number; height: number },
): Raw {
  const data = new Uint8ClampedArray(width * height * 4);
  const from = new Uint32Array(image.data.buffer, image.data.byteOffset, image.width * image.height);
  const to = new Uint32Array(data.buffer);
  const determinant = a * d - b * c;
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const u = Math.floor((d * (x + 0.5 - e) - c * (y + 0.5 - f)) / determinant);
      const v = Math.floor((a * (y + 0.5 - f) - b * (x + 0.5 - e)) / determinant);
      if (u >= 0 && v >= 0 && u < image.width && v < image.height)
        to[y * width + x] = from[v * image.width + u]!;
    }
  return { data, width, height };
}

function encodedNow({ data, width, height }: Raw): Buffer {
  const script = `const sharp = require('sharp'); const chunks = []; process.stdin.on('data', c => chunks.push(c)).on('end', () =>
    sharp(Buffer.concat(chunks), { raw: { width: ${width}, height: ${height}, channels: 4 } }).jpeg({ quality: 86 }).toBuffer().then(b => process.stdout.write(b)))`;
  const options = { input: Buffer.from(data.buffer), maxBuffer: 64 * 1024 * 1024 };
  return execFileSync(process.execPath, ['-e', script], options);
}
