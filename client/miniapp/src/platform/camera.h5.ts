import type { CameraPlatform, Picture } from './contract';
import { files } from './files.h5';
import { fitted, problemsOf } from './picture';

/** `null`: turned back. */
function pick(): Promise<File | null> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = 'image/jpeg,image/png,image/webp,application/pdf';
  return new Promise(resolve => {
    input.addEventListener('change', () => resolve(input.files?.[0] ?? null));
    input.addEventListener('cancel', () => resolve(null));
    input.click();
  });
}

/** A scan or a file the browser cannot draw goes as it is: the server judges it. */
async function take(): Promise<Picture | null> {
  const file = await pick();
  if (!file) return null;
  const drawn = file.type === 'application/pdf' ? null : await redraw(file).catch(() => null);
  return drawn ?? { bytes: file, mediaType: file.type || 'application/octet-stream', problems: [] };
}

/** Upright, as the camera meant it, and no larger than needed to be read. */
async function redraw(file: File): Promise<Picture | null> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const { width, height } = fitted(bitmap);
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  const pen = canvas.getContext('2d');
  if (!pen) return null;
  pen.drawImage(bitmap, 0, 0, width, height);
  const problems = problemsOf(pen.getImageData(0, 0, width, height));
  bitmap.close();
  const bytes = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/jpeg', 0.86));
  return bytes && { bytes, mediaType: 'image/jpeg', problems };
}

export const camera: CameraPlatform = { take, show: files.openPdf };
