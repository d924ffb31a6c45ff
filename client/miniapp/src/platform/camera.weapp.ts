import type { CameraPlatform, FileRequest } from './contract';
import { takeBy } from './wallet-camera';

/** `null`: turned back. */
function pick(): Promise<string | null> {
  return new Promise((resolve, reject) =>
    wx.chooseMedia({
      count: 1,
      mediaType: ['image'],
      sourceType: ['camera', 'album'],
      sizeType: ['compressed'],
      success: ({ tempFiles }) => resolve(tempFiles[0]?.tempFilePath ?? null),
      fail: ({ errMsg }) => (/cancel/.test(errMsg) ? resolve(null) : reject(new Error(errMsg))),
    }),
  );
}

const sizeOf = (src: string): Promise<{ width: number; height: number }> =>
  new Promise((resolve, reject) =>
    wx.getImageInfo({ src, success: resolve, fail: ({ errMsg }) => reject(new Error(errMsg)) }),
  );

const bytesOf = (filePath: string): Promise<ArrayBuffer> =>
  new Promise((resolve, reject) =>
    wx.getFileSystemManager().readFile({
      filePath,
      success: ({ data }) => resolve(data),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    }),
  );

const keep = (data: ArrayBuffer): Promise<string> => {
  const filePath = `${wx.env.USER_DATA_PATH}/upright.jpg`;
  return new Promise((resolve, reject) =>
    wx.getFileSystemManager().writeFile({
      filePath,
      data,
      success: () => resolve(filePath),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    }),
  );
};

const canvas = (size: { width: number; height: number }) => wx.createOffscreenCanvas({ type: '2d', ...size });

const jpegOf = (drawn: WalletCanvas): Promise<ArrayBuffer> =>
  new Promise<string>((resolve, reject) =>
    wx.canvasToTempFilePath({
      canvas: drawn,
      fileType: 'jpg',
      quality: 0.86,
      destWidth: drawn.width,
      destHeight: drawn.height,
      success: ({ tempFilePath }) => resolve(tempFilePath),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    }),
  ).then(bytesOf);

function show({ url, token }: FileRequest): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = ({ errMsg }: { errMsg: string }) => reject(new Error(errMsg));
    wx.downloadFile({
      url,
      header: token ? { Authorization: `Bearer ${token}` } : {},
      success: ({ statusCode, tempFilePath }) =>
        statusCode === 200
          ? wx.previewImage({ urls: [tempFilePath], success: () => resolve(), fail })
          : reject(new Error(`HTTP ${statusCode}`)),
      fail,
    });
  });
}

export const camera: CameraPlatform = { take: takeBy({ pick, sizeOf, bytesOf, keep, canvas, jpegOf }), show };
