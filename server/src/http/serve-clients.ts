import { join } from 'node:path';
import type Koa from 'koa';
import { pagePolicy } from './security-headers.ts';
import { staticFiles } from './static-files.ts';

/** The built clients: the staff view at `/admin/`, whose pages are paths of its own, the kiosk's screen at `/kiosk/`, and the resident's hall at `/`. */
export function serveClients(projectRoot: string, options: { sandboxUrl?: string }): Koa.Middleware[] {
  return [
    staticFiles({
      prefix: '/admin/',
      folder: join(projectRoot, 'client/admin/dist'),
      fallback: 'index.html',
      contentSecurityPolicy: pagePolicy(),
    }),
    staticFiles({
      prefix: '/kiosk/',
      folder: join(projectRoot, 'client/kiosk/dist'),
      contentSecurityPolicy: pagePolicy(),
    }),
    staticFiles({
      prefix: '/',
      folder: join(projectRoot, 'client/miniapp/dist/h5'),
      contentSecurityPolicy: pagePolicy({ connect: options.sandboxUrl ? [options.sandboxUrl] : [] }),
    }),
  ];
}
