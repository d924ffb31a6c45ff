/**
 * What staff routes take and answer, by route, from the server's own generated description: `Answer<'GET /staff/payments'>`.
 * Fields ending in `Fen` are integer fen; energy is kWh as a decimal string; times are ISO instants, days `YYYY-MM-DD`.
 */
import type { paths } from '../../../api/schema.d.ts';
import type { StaffRoute } from '../../../api/staff-routes.ts';

/** `/staff/payments/:paymentNo` as the description writes it: `/staff/payments/{paymentNo}`. */
type Braced<Path extends string> = Path extends `${infer Before}:${infer Name}/${infer After}`
  ? `${Before}{${Name}}/${Braced<After>}`
  : Path extends `${infer Before}:${infer Name}`
    ? `${Before}{${Name}}`
    : Path;

type Operation<Route extends string> = Route extends `${infer Method} ${infer Path}`
  ? paths[`/api/v1${Braced<Path>}` & keyof paths][Lowercase<Method> &
      keyof paths[`/api/v1${Braced<Path>}` & keyof paths]]
  : never;

type Json<Reply> = Reply extends { content: { 'application/json': infer Content } } ? Content : never;

/** What a route answers when it succeeds. */
export type Answer<Route extends StaffRoute | 'GET /staff/demo-sign-ins' | 'GET /tariffs'> =
  Operation<Route> extends { responses: infer Replies } ? Json<Replies[keyof Replies & (200 | 201)]> : never;

/** What a route takes as its body. */
export type Body<Route extends StaffRoute> =
  Operation<Route> extends { requestBody?: infer Given } ? Json<NonNullable<Given>> : never;
