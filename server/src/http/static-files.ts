/** Serves the built clients: long-lived caching for hashed files, none for the pages that name them. */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { extname, join, normalize, sep } from 'node:path';
import type Koa from 'koa';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

interface Mount {
  /** `/` or `/admin/` */
  prefix: string;
  folder: string;
  /** A page served for paths without a file, for clients that route by path. */
  fallback?: string;
  contentSecurityPolicy: string;
}

export function staticFiles(mount: Mount): Koa.Middleware {
  return async (context, next) => {
    if ((context.method !== 'GET' && context.method !== 'HEAD') || !context.path.startsWith(mount.prefix))
      return next();
    const file = findFile(mount, context.path);
    if (!file) return next();
    context.set(
      'Cache-Control',
      /\.[0-9a-f]{8,}\.|-[\w-]{8}\.(js|css)$/.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache',
    );
    if (file.endsWith('.html')) context.set('Content-Security-Policy', mount.contentSecurityPolicy);
    context.type = types[extname(file)] ?? 'application/octet-stream';
    context.length = statSync(file).size;
    context.body = createReadStream(file);
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
