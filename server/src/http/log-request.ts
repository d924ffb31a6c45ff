/** One line a request: which route it was, how it ended, how long it took and what kind of caller it was. */
import type { Logger } from '../infra/logging.ts';
import { fullPath, type HallContext } from './define-route.ts';

type Caller = 'resident' | 'staff' | 'system' | 'partner' | 'none';

/**
 * The route's pattern stands for the path: numbers, tokens and what was asked for stay out of the log, and with the
 * request id they are not needed. What machines ask every few seconds is said at `debug`.
 */
export function logRequest(logger: Logger, context: HallContext, milliseconds: number): void {
  const { requestId, route } = context.state;
  const line = {
    requestId,
    method: context.method,
    route: routeOf(context),
    status: context.status,
    ms: Math.round(milliseconds * 10) / 10,
    who: callerOf(context),
  };
  if (route?.quiet) logger.debug(line, 'request');
  else logger.info(line, 'request');
}

/** The pattern; one name for everything that is no route: files of the clients, and what is not there. */
export function routeOf({ state: { route } }: HallContext): string {
  return route ? fullPath(route) : 'other';
}

/** `partner` is whoever signs what they send: gateways, partners, providers, kiosks. Refused, nobody has been recognised. */
function callerOf({ state: { route, actor }, status }: HallContext): Caller {
  if (actor) return actor.kind;
  return route?.access.kind === 'signed' && status < 400 ? 'partner' : 'none';
}
