import type { FileRequest, FilesPlatform } from './contract';

function download({ url, token }: FileRequest): Promise<string> {
  return new Promise((resolve, reject) =>
    wx.downloadFile({
      url,
      header: token ? { Authorization: `Bearer ${token}` } : {},
      success: ({ statusCode, tempFilePath }) =>
        statusCode === 200 ? resolve(tempFilePath) : reject(new Error(`HTTP ${statusCode}`)),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    }),
  );
}

async function openPdf(request: FileRequest): Promise<void> {
  const filePath = await download(request);
  await new Promise<void>((resolve, reject) =>
    wx.openDocument({
      filePath,
      fileType: 'pdf',
      showMenu: true,
      success: () => resolve(),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    }),
  );
}

export const files: FilesPlatform = {
  openPdf,
  openForeignPdf: request => openPdf({ ...request, token: null }),
  way: 'share',
  async handOver(request) {
    const filePath = await download(request);
    await new Promise<void>((resolve, reject) =>
      wx.shareFileMessage({
        filePath,
        fileName: request.name,
        success: () => resolve(),
        // Who turns back at the list of chats has not met an error.
        fail: ({ errMsg }) => (/cancel/.test(errMsg) ? resolve() : reject(new Error(errMsg))),
      }),
    );
    return 'share';
  },
};
