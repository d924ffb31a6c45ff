/** One example request for each route: the tables in `requests/` are walked by the access and the bad-input tests. */
import type { StaffRole } from '../../../server/src/http/access.ts';
import { fullPath, type Route } from '../../../server/src/http/define-route.ts';
import type { RunningHall } from '../../support/hall.ts';
import type { Scene } from './scene.ts';

export interface Caller {
  token?: string;
  cookie?: string;
}

export interface ExampleRequest {
  /** Sent as this member of staff instead of the desk's, where the request ends its own session; or as this connected system. */
  as?: Caller;
  /** Values of the path's `:names`. */
  params?: Record<string, string>;
  query?: Record<string, string>;
  /** JSON, or text when a string, or bytes as they come. */
  body?: unknown;
  headers?: Record<string, string>;
  /** What a caller who may gets, if not the route's own status. */
  status?: number;
}

export interface Example {
  /**
   * A request that succeeds for the scene's owner, or for the member of staff in `role`. Made anew for every try, so
   * that one which destroys something finds it again.
   */
  make(scene: Scene, role: StaffRole): Promise<ExampleRequest> | ExampleRequest;
  /** Routes for any signed-in person: what somebody else gets for the owner's request. */
  others?: 'refused' | 'their-own' | { openBecause: string };
  /** Where others are refused: whether a pay-only person may. */
  payOnly?: 'allowed' | 'refused';
  /** Takes lists whose rows are judged one by one: a bad row is reported in a good answer. */
  judgesRows?: true;
  /** Tables in which it is written down that a file was brought and refused. */
  keepsRefused?: readonly string[];
  /** Sums that may well be nothing, or left open: a limit of 0 fen, no limit. */
  noneIsGood?: readonly string[];
  /** Routes open to pay-only whose answer may nevertheless show all: why. */
  payOnlySeesFull?: string;
}

/** By method and full path, such as `GET /api/v1/me`. */
export type Examples = Record<string, Example>;

export const nameOf = (route: Route) => `${route.method.toUpperCase()} ${fullPath(route)}`;

let keys = 0;
export const freshKey = () => `access-key-${++keys}`;

export interface RawAnswer {
  status: number;
  text: string;
}

/** Sends a request exactly as said. */
export async function send(
  hall: RunningHall,
  route: Route,
  request: Omit<ExampleRequest, 'query'> & { query?: Record<string, string> | URLSearchParams },
  caller: Caller,
): Promise<RawAnswer> {
  const path = fullPath(route).replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(request.params?.[name] ?? `missing-${name}`),
  );
  const query = request.query ? `?${new URLSearchParams(request.query)}` : '';
  const body =
    request.body === undefined || typeof request.body === 'string' || request.body instanceof ReadableStream
      ? request.body
      : JSON.stringify(request.body);
  const reply = await fetch(`${hall.url}${path}${query}`, {
    method: route.method.toUpperCase(),
    redirect: 'manual',
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(route.idempotent ? { 'idempotency-key': freshKey() } : {}),
      ...(caller.token ? { authorization: `Bearer ${caller.token}` } : {}),
      ...(caller.cookie ? { cookie: caller.cookie } : {}),
      ...request.headers,
    },
    ...(body === undefined ? {} : { body, duplex: 'half' as const }),
  });
  return { status: reply.status, text: await reply.text() };
}
