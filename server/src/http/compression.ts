/** Brotli or gzip for text of more than 1 KB, as the caller's Accept-Encoding allows. */
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import type Koa from 'koa';

export type Encoding = 'br' | 'gzip';

const smallest = 1024;
const textTypes = /^(text\/|application\/(json|javascript|manifest\+json)|image\/svg)/;
const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);

/** @param effort `now` for an answer made once, `once` for a file that is kept compressed */
export function compress(
  content: string | Buffer,
  encoding: Encoding,
  effort: 'now' | 'once',
): Promise<Buffer> {
  if (encoding === 'gzip') return gzip(content, { level: effort === 'now' ? 5 : 9 });
  const quality = effort === 'now' ? 4 : 10;
  return brotli(content, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: quality } });
}

export const isWorthCompressing = (type: string, size: number) => size >= smallest && textTypes.test(type);

/** What the caller accepts, brotli first; a refusal (`br;q=0`) is respected. */
export function acceptedEncoding(header: string): Encoding | undefined {
  const accepted = header
    .toLowerCase()
    .split(',')
    .filter(entry => !/;\s*q=0(\.0+)?\s*$/.test(entry))
    .map(entry => entry.split(';')[0]!.trim());
  return (['br', 'gzip'] as const).find(encoding => accepted.includes(encoding));
}

/** Compresses what the routes answer. Files come compressed already. */
export function compressAnswers(): Koa.Middleware {
  return async (context, next) => {
    await next();
    if (isPlain(context.body)) {
      context.body = JSON.stringify(context.body);
      context.type = 'application/json; charset=utf-8';
    }
    const { body } = context;
    if (!(typeof body === 'string' || Buffer.isBuffer(body)) || context.response.get('Content-Encoding'))
      return;
    if (!isWorthCompressing(context.response.get('Content-Type'), Buffer.byteLength(body))) return;
    context.vary('Accept-Encoding');
    const encoding = acceptedEncoding(context.get('Accept-Encoding'));
    if (!encoding) return;
    context.body = await compress(body, encoding, 'now');
    context.set('Content-Encoding', encoding);
  };
}

const isPlain = (body: unknown) =>
  typeof body === 'object' &&
  body !== null &&
  (Array.isArray(body) || Object.getPrototypeOf(body) === Object.prototype);
