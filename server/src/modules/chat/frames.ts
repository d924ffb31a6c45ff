/** What goes through the socket, each frame one JSON object. */
import { z } from 'zod';
import { parseInput } from '../../http/validation.ts';
import { frameWrong } from './chat.errors.ts';
import { chatNo, SayBody } from './chat.schemas.ts';

const number = z.int().min(0).max(2_000_000_000);

const HelloFrame = z.strictObject({
  type: z.literal('hello'),
  ticket: z.string().regex(/^[\w-]{20,100}$/),
  language: z.enum(['zh', 'en']).default('zh'),
});
const FollowFrame = z.strictObject({ type: z.literal('follow'), chatNo, after: number });
const SayFrame = SayBody.extend({ type: z.literal('say'), chatNo });
const ReadFrame = z.strictObject({ type: z.literal('read'), chatNo, no: number });
const PingFrame = z.strictObject({ type: z.literal('ping') });

const Frame = z.discriminatedUnion('type', [HelloFrame, FollowFrame, SayFrame, ReadFrame, PingFrame]);
export type Frame = z.output<typeof Frame>;

/** How the server ends a connection; whoever is told `renew` or `restart` comes again with a new ticket. */
export const closeCodes = {
  restart: 1012,
  flood: 1008,
  renew: 4001,
  ticket: 4401,
  another: 4008,
} as const;

/** @throws AppError chat-frame, bad-request naming what is wrong */
export function readFrame(data: Buffer, isBinary: boolean): Frame {
  if (isBinary) throw frameWrong();
  let value: unknown;
  try {
    value = JSON.parse(data.toString('utf8'));
  } catch {
    throw frameWrong();
  }
  return parseInput(Frame, value, 'body');
}

/** The id under which a refusal is told, as far as one can be made out. */
export function idOf(data: Buffer): string | null {
  try {
    const { id } = JSON.parse(data.toString('utf8')) as { id?: unknown };
    return typeof id === 'string' && id.length <= 64 ? id : null;
  } catch {
    return null;
  }
}
