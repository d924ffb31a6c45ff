/** Files that people hand in, or that the utility makes for them. Pure. */

export const documentClasses = [
  'identity',
  'property',
  'licence',
  'drawing',
  'contract',
  'photo',
  'voice',
  'other',
] as const;
export type DocumentClass = (typeof documentClasses)[number];

/** How long each class is kept after what it belongs to has ended and nothing can be appealed any more, in days. */
export type KeptDays = Record<DocumentClass, number>;

export const mediaTypes = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] as const;
export type MediaType = (typeof mediaTypes)[number];

export const largestUpload = 10 * 1024 * 1024;

/** What the bytes are, whatever their name or their sender says. */
export function mediaTypeOf(bytes: Buffer): MediaType | undefined {
  const begins = (...signature: number[]) => signature.every((byte, index) => bytes[index] === byte);
  if (begins(0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  const latin = bytes.subarray(0, 16).toString('latin1');
  if (latin.startsWith('RIFF') && latin.slice(8, 12) === 'WEBP') return 'image/webp';
  return latin.startsWith('%PDF-1.') || latin.startsWith('%PDF-2.') ? 'application/pdf' : undefined;
}

export interface DocumentView {
  id: string;
  mediaType: string;
  size: number;
  addedAt: Date;
}
