import type { FileRequest, FilesPlatform } from './contract';

function openPdf({ url, token }: FileRequest): Promise<void> {
  return new Promise((resolve, reject) =>
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
  );
}

export const files: FilesPlatform = {
  openPdf,
  openForeignPdf: request => openPdf({ ...request, token: null }),
  // Alipay lets a mini-program pass on PDF files only: any other file leaves as text on the clipboard.
  way: 'copy',
  handOver: ({ url, token }) =>
    new Promise((resolve, reject) =>
      my.request({
        url,
        headers: token ? { Authorization: `Bearer ${token}` } : {},
        dataType: 'text',
        success: ({ data }) =>
          my.setClipboard({
            text: String(data),
            success: () => resolve(),
            fail: ({ errorMessage }) => reject(new Error(errorMessage)),
          }),
        fail: ({ errorMessage }) => reject(new Error(errorMessage)),
      }),
    ),
};
