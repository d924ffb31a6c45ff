import type { FilesPlatform } from './contract';

export const files: FilesPlatform = {
  openPdf: ({ url, token }) =>
    new Promise((resolve, reject) =>
      my.downloadFile({
        url,
        header: token ? { Authorization: `Bearer ${token}` } : {},
        success: ({ apFilePath }) =>
          my.openDocument({
            filePath: apFilePath,
            fileType: 'pdf',
            success: () => resolve(),
            fail: ({ errorMessage }) => reject(new Error(errorMessage)),
          }),
        fail: ({ errorMessage }) => reject(new Error(errorMessage)),
      }),
    ),
};
