import type { FileRequest, FilesPlatform } from './contract';

async function download({ url, token, name }: FileRequest): Promise<void> {
  const answer = await fetch(url, { headers: token ? { Authorization: `Bearer ${token}` } : {} });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await answer.blob());
  link.download = name;
  link.click();
  // The browser has taken the file over by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

export const files: FilesPlatform = {
  openPdf: download,
  openForeignPdf: ({ url }) => {
    window.open(url, '_blank', 'noopener,noreferrer');
    return Promise.resolve();
  },
  way: 'download',
  async handOver(request) {
    await download(request);
    return 'download';
  },
};
