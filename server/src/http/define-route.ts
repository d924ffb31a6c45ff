import type { Readable } from 'node:stream';
import type { Context } from 'koa';
import type { z } from 'zod';
import type { Language } from '../shared/errors.ts';
import type { Access, BoundHousehold, ResidentActor, StaffActor, SystemActor } from './access.ts';

export type HttpMethod = 'get' | 'post' | 'put' | 'patch' | 'delete';
type Schema = z.ZodType | undefined;
type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;

/** Answers with other than JSON: a PDF, a redirect, a gateway's acknowledgement, a table that is written while it is read. */
export interface RawReply {
  raw: true;
  status?: number;
  headers?: Record<string, string>;
  body?: string | Buffer | Readable;
}

export const rawReply = (reply: Omit<RawReply, 'raw'>): RawReply => ({ raw: true, ...reply });

export interface RouteInput<P, Q, B> {
  params: P;
  query: Q;
  body: B;
  /** The bytes as they came, for signatures. */
  rawBody: Buffer;
  /** Of a `stream`: the bytes while they come, for what is too large to be held. */
  bodyStream: AsyncIterable<Buffer>;
  headers: Record<string, string | undefined>;
  language: Language;
  requestId: string;
  /** On idempotent routes the same for every repeat of one request, and for no other. */
  requestKey?: string;
  /** The caller's network address, for rate limits; never logged with personal data. */
  ip: string;
}

/** What is known of a request whose body was not read. */
export type Unread = Pick<RouteInput<unknown, unknown, unknown>, 'headers' | 'ip'>;

type ActorOf<A extends Access> = A extends { kind: 'resident' } | { kind: 'household' }
  ? ResidentActor
  : A extends { kind: 'staff' }
    ? StaffActor
    : A extends { kind: 'system' }
      ? SystemActor
      : undefined;
type HouseholdOf<A extends Access> = A extends { kind: 'household' } ? BoundHousehold : undefined;

export interface RouteDefinition<
  A extends Access,
  P extends Schema,
  Q extends Schema,
  B extends Schema,
  O extends Schema,
> {
  method: HttpMethod;
  /** Below /api/v1, unless `root` is set. Parameters as `:name`. */
  path: string;
  /** Mounted at the server's root: notifications, public pages. */
  root?: boolean;
  access: A;
  summary: string;
  tag: string;
  input?: { params?: P; query?: Q; body?: B };
  /** The body's form; `raw` leaves parsing to the handler, and so does `stream`, as it comes. Default: JSON when `input.body` is given. */
  bodyType?: 'json' | 'raw' | 'stream';
  /** Largest body in bytes. Default 64 KiB. */
  bodyLimit?: number;
  /** The protocol's own answer to a larger one, nothing of which was read. Default: our 413. */
  tooLarge?(request: Unread): RawReply;
  output?: O;
  /** 200 unless said otherwise. */
  status?: number;
  /** Creating POSTs: requires `Idempotency-Key`; a repeat with the same body gets the same answer, another body 409. */
  idempotent?: boolean;
  /** False where the answer holds a secret: it is kept nowhere, and the handler makes it again from the `requestKey`. */
  keepAnswer?: boolean;
  /** Asked by machines every few seconds: logged at `debug` only. */
  quiet?: boolean;
  handle(
    input: RouteInput<Parsed<P>, Parsed<Q>, Parsed<B>> & { actor: ActorOf<A>; household: HouseholdOf<A> },
  ):
    | Promise<(O extends z.ZodType ? z.input<O> : unknown) | RawReply>
    | ((O extends z.ZodType ? z.input<O> : unknown) | RawReply);
}

/** A route whose types have been checked at its definition and are erased for the router. */
export interface Route {
  method: HttpMethod;
  path: string;
  root: boolean;
  access: Access;
  summary: string;
  tag: string;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  output?: z.ZodType;
  bodyType: 'json' | 'raw' | 'stream';
  bodyLimit: number;
  tooLarge: ((request: Unread) => RawReply) | undefined;
  status: number;
  idempotent: boolean;
  keepAnswer: boolean;
  quiet: boolean;
  handle(input: unknown): Promise<unknown>;
}

/** Declares a route: validation, types, authorisation and OpenAPI at once. */
export function defineRoute<
  const A extends Access,
  P extends Schema = undefined,
  Q extends Schema = undefined,
  B extends Schema = undefined,
  O extends Schema = undefined,
>(definition: RouteDefinition<A, P, Q, B, O>): Route {
  const { input = {}, handle } = definition;
  return {
    method: definition.method,
    path: definition.path,
    root: definition.root ?? false,
    access: definition.access,
    summary: definition.summary,
    tag: definition.tag,
    params: input.params,
    query: input.query,
    body: input.body,
    output: definition.output,
    bodyType: definition.bodyType ?? 'json',
    bodyLimit: definition.bodyLimit ?? 64 * 1024,
    tooLarge: definition.tooLarge,
    status: definition.status ?? 200,
    idempotent: definition.idempotent ?? false,
    keepAnswer: definition.keepAnswer ?? true,
    quiet: definition.quiet ?? false,
    handle: async raw => handle(raw as Parameters<typeof handle>[0]),
  };
}

const apiPrefix = '/api/v1';

export function fullPath(route: Pick<Route, 'path' | 'root'>): string {
  return route.root ? route.path : `${apiPrefix}${route.path}`;
}

/** Koa's context as this project's middlewares extend it. */
export interface HallState {
  requestId: string;
  language: Language;
  /** Once it is known which one serves. */
  route?: Route;
  /** Once admitted. */
  actor?: ResidentActor | StaffActor | SystemActor | undefined;
}

export type HallContext = Context & { state: HallState };
