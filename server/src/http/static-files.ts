/** Serves the built clients: long-lived caching for hashed files, a check at every visit for the pages that name them. */
import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import type Koa from 'koa';
import { acceptedEncoding, compress, type Encoding, isWorthCompressing } from './compression.ts';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};
const hashed = /\.[0-9a-f]{8,}\.|-[\w-]{8}\.(js|css)$/;

interface Mount {
  /** `/` or `/admin/` */
  prefix: string;
  folder: string;
  /** A page served for paths without a file, for clients that route by path. */
  fallback?: string;
  contentSecurityPolicy: string;
}

export function staticFiles(mount: Mount): Koa.Middleware {
  const readKept = keepInMemory();
  return async (context, next) => {
    if (context.method !== 'GET' && context.method !== 'HEAD') return next();
    if (`${context.path}/` === mount.prefix) return context.redirect(mount.prefix);
    const file = context.path.startsWith(mount.prefix) ? findFile(mount, context.path) : undefined;
    if (!file) return next();
    const { size, mtimeMs } = statSync(file);
    const type = types[extname(file)] ?? 'application/octet-stream';
    context.set('Cache-Control', hashed.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache');
    // A service worker may ask for what its own script's policy allows, whatever the page's says.
    if (type.startsWith('text/html') || file.endsWith('service-worker.js'))
      context.set('Content-Security-Policy', mount.contentSecurityPolicy);
    context.status = 200;
    context.etag = `W/"${size.toString(36)}-${Math.floor(mtimeMs).toString(36)}"`;
    context.vary('Accept-Encoding');
    if (context.fresh) {
      context.status = 304;
      return;
    }
    const encoding = isWorthCompressing(type, size)
      ? acceptedEncoding(context.get('Accept-Encoding'))
      : undefined;
    if (encoding) context.set('Content-Encoding', encoding);
    context.body = await readKept(file, mtimeMs, encoding);
    context.type = type;
  };
}

/** The built clients are a few megabytes: each file is read, and compressed, once. */
function keepInMemory() {
  const kept = new Map<string, { mtimeMs: number; content: Promise<Buffer> }>();
  return (file: string, mtimeMs: number, encoding: Encoding | undefined): Promise<Buffer> => {
    const key = `${encoding ?? ''}:${file}`;
    const known = kept.get(key);
    if (known?.mtimeMs === mtimeMs) return known.content;
    const content = readFile(file).then(bytes => (encoding ? compress(bytes, encoding, 'once') : bytes));
    content.catch(() => kept.delete(key));
    kept.set(key, { mtimeMs, content });
    return content;
  };
}

/** Only files below the folder; a path that climbs out of it finds nothing. */
function findFile({ prefix, folder, fallback }: Mount, path: string): string | undefined {
  let relative: string;
  try {
    relative = normalize(decodeURIComponent(path.slice(prefix.length)) || 'index.html');
  } catch {
    return undefined;
  }
  if (relative.startsWith('..') || relative.includes('\0') || relative.startsWith(sep)) return undefined;
  const file = join(folder, relative.endsWith(sep) ? `${relative}index.html` : relative);
  if (existsSync(file) && statSync(file).isFile()) return file;
  if (!fallback || extname(relative)) return undefined;
  const page = join(folder, fallback);
  return existsSync(page) ? page : undefined;
}
