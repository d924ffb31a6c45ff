import type { FileRequest, FilesPlatform } from './contract';

type Failed = { errorMessage: string };
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

/** Under its own name into the phone's storage, where any programme finds it and can pass it on. */
async function save(request: FileRequest): Promise<void> {
  const tempFilePath = await download(request);
  const filePath = `${my.env.USER_DATA_PATH}/${request.name}`;
  await new Promise<void>((resolve, reject) =>
    my.getFileSystemManager().saveFile({
      tempFilePath,
      filePath,
      success: () => resolve(),
      ...failing(reject),
    }),
  );
  await new Promise<void>((resolve, reject) =>
    my.saveFileToDisk({
      apFilePath: filePath,
      filePath,
      toDisk: true,
      success: () => resolve(),
      ...failing(reject),
    }),
  );
}

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
  // Alipay sends no file to a chat. It keeps one on the phone; where it is too old for that, or the phone refuses, its text goes to the clipboard.
  async handOver(request) {
    if (canSave()) {
      const saved = await save(request).then(
        () => true,
        () => false,
      );
      if (saved) return 'save';
    }
    await copy(request);
    return 'copy';
  },
};
