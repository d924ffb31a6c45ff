/**
 * The house has wings: a request is compared only with the routes whose paths begin like its own, not with every pattern
 * there is, which would cost each look-up more with every route that is added.
 */
import Router from '@koa/router';
import type Koa from 'koa';
import type { HallState, HttpMethod } from './define-route.ts';

export interface RoutedHandler {
  method: HttpMethod;
  /** Whole, with `:parameters`. */
  path: string;
  handle: Koa.Middleware<HallState>;
}

/** The first segments that name a wing: `/api/v1/bills`, `/api/v1/staff/desk`, `/notify`. */
function wingOf(path: string): string {
  const segments = path.toLowerCase().split('/', 5);
  const depth = segments[1] !== 'api' ? 2 : segments[3] === 'staff' ? 5 : 4;
  return segments.slice(0, depth).join('/');
}

/** @throws Error for a route whose wing would depend on a parameter: no request would find it */
export function routeByWing(handlers: RoutedHandler[]): Koa.Middleware<HallState> {
  const wings = new Map<string, Router<HallState>>();
  for (const { method, path, handle } of handlers) {
    const wing = wingOf(path);
    if (wing.includes(':')) throw new Error(`${path}: a parameter stands where the wing is named`);
    const router = wings.get(wing) ?? new Router<HallState>();
    router.register(path, [method], handle as never);
    wings.set(wing, router);
  }
  const entrances = new Map([...wings].map(([wing, router]) => [wing, router.routes()]));
  return (context, next) => {
    const enter = entrances.get(wingOf(context.path)) as Koa.Middleware | undefined;
    return enter ? enter(context as unknown as Koa.Context, next) : next();
  };
}
