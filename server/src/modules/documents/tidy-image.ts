/**
 * Makes a picture anew from its pixels: turned upright as the camera meant it, no larger than needed to read it, and with
 * nothing of what came along: no place, no camera, no thumbnail, no bytes behind the end.
 */
import { documentTooSmall, documentUnreadable } from './documents.errors.ts';

const longestSide = 2_400;
/** Below this an identity card cannot be read. */
const shortestSide = 400;
/** A telephone's photo has up to 50 million; a small file may claim to be a gigantic picture. */
const mostPixels = 50_500_000;

/** @throws AppError document-unreadable, document-too-small */
export async function tidyImage(bytes: Buffer): Promise<Buffer> {
  const { data, info } = await inTurn(() => remake(bytes)).catch(error => {
    throw documentUnreadable({}, [], error);
  });
  if (Math.min(info.width, info.height) < shortestSide) throw documentTooSmall({ pixels: shortestSide });
  return data;
}

/** Drawn out a picture takes hundreds of megabytes: one at a time, whoever else is waiting. */
let last: Promise<unknown> = Promise.resolve();
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = last.then(work, work);
  last = mine;
  return mine;
}

async function remake(bytes: Buffer) {
  const { default: sharp } = await import('sharp');
  return sharp(bytes, { failOn: 'error', limitInputPixels: mostPixels })
    .rotate()
    .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 82, mozjpeg: true })
    .toBuffer({ resolveWithObject: true });
}
