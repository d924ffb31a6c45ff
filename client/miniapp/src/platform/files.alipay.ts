import type { FileRequest, FilesPlatform } from './contract';

type Failed = { error?: number; errorMessage: string };
const failing = (reject: (error: Error) => void) => ({
  fail: ({ errorMessage }: Failed) => reject(new Error(errorMessage)),
});
const headerFor = (token: string | null): Record<string, string> =>
  token ? { Authorization: `Bearer ${token}` } : {};

function download({ url, token }: FileRequest): Promise<string> {
  return new Promise((resolve, reject) =>
    my.downloadFile({
      url,
      header: headerFor(token),
      // Older wallets do not tell the status.
      success: ({ apFilePath, statusCode = 200 }) =>
        statusCode === 200 ? resolve(apFilePath) : reject(new Error(`HTTP ${statusCode}`)),
      ...failing(reject),
    }),
  );
}

async function openPdf(request: FileRequest): Promise<void> {
  const filePath = await download(request);
  await new Promise<void>((resolve, reject) =>
    my.openDocument({ filePath, fileType: 'pdf', success: () => resolve(), ...failing(reject) }),
  );
}

const turnedBack = ({ error, errorMessage }: Failed) => error === 11 || /cancel|取消/i.test(errorMessage);

/**
 * Under its own name into the phone's storage, where any programme finds it and can pass it on. What lay in the hall's own storage for that is
 * taken out again: it may tell all about a person.
 */
async function save(request: FileRequest): Promise<'save' | 'none'> {
  const tempFilePath = await download(request);
  const filePath = `${my.env.USER_DATA_PATH}/${request.name}`;
  try {
    await new Promise<void>((resolve, reject) =>
      my.getFileSystemManager().saveFile({
        tempFilePath,
        filePath,
        success: () => resolve(),
        ...failing(reject),
      }),
    );
    return await new Promise((resolve, reject) =>
      my.saveFileToDisk({
        apFilePath: filePath,
        filePath,
        toDisk: true,
        success: () => resolve('save'),
        fail: failed => (turnedBack(failed) ? resolve('none') : reject(new Error(failed.errorMessage))),
      }),
    );
  } finally {
    await remove(filePath);
  }
}

/** Whatever becomes of it, the file has left or has not. */
const remove = (filePath: string) =>
  new Promise<void>(resolve =>
    my.getFileSystemManager().unlink({ filePath, success: () => resolve(), fail: () => resolve() }),
  );

function copy({ url, token }: FileRequest): Promise<void> {
  return new Promise((resolve, reject) =>
    my.request({
      url,
      headers: headerFor(token),
      dataType: 'text',
      success: ({ data }) =>
        my.setClipboard({ text: String(data), success: () => resolve(), ...failing(reject) }),
      ...failing(reject),
    }),
  );
}

const canSave = () => my.canIUse('saveFileToDisk');

export const files: FilesPlatform = {
  openPdf,
  openForeignPdf: request => openPdf({ ...request, token: null }),
  get way() {
    return canSave() ? 'save' : 'copy';
  },
  // Alipay sends no file to a chat: its open documentation of my.* has no counterpart of wx.shareFileMessage. It keeps one on the phone; where
  // it is too old for that, or the phone refuses, its text goes to the clipboard.
  async handOver(request) {
    if (canSave()) {
      const saved = await save(request).catch(() => undefined);
      if (saved) return saved;
    }
    await copy(request);
    return 'copy';
  },
};
