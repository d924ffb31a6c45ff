import type { Context } from 'koa';
import { faultDelay, sleep } from '../faults/timing.ts';
import type { Sandbox } from '../sandbox.ts';
import type { FaultRule } from '../state/records.ts';

/** An answer before it is written: bytes, so that nothing between here and the wire changes them. */
export interface RawReply {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
  /** The call was not carried out, where the status does not say so. */
  refused?: boolean;
}

export function write(ctx: Context, reply: RawReply): void {
  ctx.status = reply.status;
  for (const [name, value] of Object.entries(reply.headers)) ctx.set(name, value);
  ctx.body = reply.body.length > 0 ? reply.body : null;
  // Koa turns a null body into 204; the status asked for stands.
  ctx.status = reply.status;
}

/** Cuts the connection without an answer. */
export function reset(ctx: Context): void {
  ctx.respond = false;
  ctx.req.socket.resetAndDestroy();
}

/** Never answers in time: keeps the connection open, then cuts it. */
export async function hang(ctx: Context, sandbox: Sandbox, rule: FaultRule): Promise<void> {
  ctx.respond = false;
  await Promise.race([
    sleep(sandbox.later, faultDelay(rule, 30_000)),
    new Promise(resolve => ctx.req.socket.once('close', resolve)),
  ]);
  ctx.req.socket.resetAndDestroy();
}
