import type { FilesPlatform } from './contract';

export const files: FilesPlatform = {
  openPdf: ({ url, token }) =>
    new Promise((resolve, reject) =>
      wx.downloadFile({
        url,
        header: token ? { Authorization: `Bearer ${token}` } : {},
        success: ({ statusCode, tempFilePath }) => {
          if (statusCode !== 200) return reject(new Error(`HTTP ${statusCode}`));
          wx.openDocument({
            filePath: tempFilePath,
            fileType: 'pdf',
            showMenu: true,
            success: () => resolve(),
            fail: ({ errMsg }) => reject(new Error(errMsg)),
          });
        },
        fail: ({ errMsg }) => reject(new Error(errMsg)),
      }),
    ),
};
