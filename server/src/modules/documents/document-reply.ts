import { rawReply } from '../../http/define-route.ts';

const endings: Record<string, string> = {
  'image/jpeg': 'jpg',
  'application/pdf': 'pdf',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/amr': 'amr',
  'audio/wav': 'wav',
  'audio/webm': 'webm',
};

/** A file as it is shown or played: under the type it was judged to be, with nothing that it could load or run. */
export const documentReply = (
  { mediaType, content }: { mediaType: string; content: Buffer },
  name = 'document',
) =>
  rawReply({
    headers: {
      'Content-Type': mediaType,
      'Content-Disposition': `inline; filename="${name}.${endings[mediaType] ?? 'bin'}"`,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'; sandbox",
    },
    body: content,
  });
