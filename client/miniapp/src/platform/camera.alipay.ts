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

export const camera: CameraPlatform = { take: takeBy({ pick, sizeOf, bytesOf }), show };
