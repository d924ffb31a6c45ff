import type { Context } from 'koa';
import { readRawBody } from '../http/raw-body.ts';

/** A mistake of the test that asks: told plainly. */
export class ControlError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const BURST_LIMIT = 64 * 1024 * 1024;

export type Asked = Record<string, unknown>;

/** The JSON body, an empty one counting as `{}`. */
export async function readAsked(ctx: Context): Promise<Asked> {
  const body = (await readRawBody(ctx.req, BURST_LIMIT)).toString('utf8');
  if (!body) return {};
  try {
    const value: unknown = JSON.parse(body);
    if (value && typeof value === 'object') return value as Asked;
  } catch {
    // Falls through to the refusal.
  }
  throw new ControlError(400, 'body must be a JSON object');
}

export function optionalText(asked: Asked, name: string): string | undefined {
  const value = asked[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string' || !value) throw new ControlError(400, `${name} must be a non-empty string`);
  return value;
}

export function requiredText(asked: Asked, name: string): string {
  const value = optionalText(asked, name);
  if (value === undefined) throw new ControlError(400, `${name} is missing`);
  return value;
}

/** A whole number not below zero. */
export function optionalCount(asked: Asked, name: string): number | undefined {
  const value = asked[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw new ControlError(400, `${name} must be a whole number not below 0`);
  }
  return value;
}

/** `outTradeNo`, `out_trade_no` and `paymentNo` are the same thing here. */
export function orderNumber(asked: Asked): string | undefined {
  return (
    optionalText(asked, 'outTradeNo') ??
    optionalText(asked, 'out_trade_no') ??
    optionalText(asked, 'paymentNo')
  );
}

export function asMoment(asked: Asked, name: string): Date | undefined {
  const text = optionalText(asked, name);
  if (text === undefined) return undefined;
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) throw new ControlError(400, `${name} must be an ISO time`);
  return at;
}
