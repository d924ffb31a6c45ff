import type Koa from 'koa';

/** For answers that are no page of a client: they may show what they carry, and load or run nothing. */
const closedPolicy =
  "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** Set before the route runs; a page that needs more says so in headers of its own. */
export function setSecurityHeaders(context: Koa.Context): void {
  context.set('X-Content-Type-Options', 'nosniff');
  // WeChat's H5 payment looks at the origin of the page that calls it.
  context.set('Referrer-Policy', 'strict-origin-when-cross-origin');
  context.set('Content-Security-Policy', closedPolicy);
  context.set('Permissions-Policy', 'camera=(self), geolocation=(self), microphone=(self), payment=()');
  context.set('Cross-Origin-Resource-Policy', 'same-origin');
  if (context.secure) context.set('Strict-Transport-Security', 'max-age=31536000');
  // What the routes answer concerns one caller; what may be kept says so itself.
  context.set('Cache-Control', 'no-store');
}

interface PagePolicy {
  /** Further addresses that the page's scripts may call. */
  connect?: string[];
}

/** For the pages of our clients: scripts from files of our own only; styles also inline, as the component libraries set them. */
export function pagePolicy({ connect = [] }: PagePolicy = {}): string {
  return [
    "default-src 'self'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    `connect-src ${["'self'", ...connect].join(' ')}`,
    "object-src 'none'",
    "base-uri 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
