import type { z } from 'zod';
import { ChannelError } from './channel-error.ts';

/** Throws ChannelError `bad-response`; an empty text is undefined. */
export function parseJson(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ChannelError('bad-response', 'NOT_JSON', undefined, { cause });
  }
}

/** Throws ChannelError `bad-response` that names the fields, never their values. */
export function shaped<T>(shape: z.ZodType<T>, content: unknown): T {
  const result = shape.safeParse(content);
  if (result.success) return result.data;
  const fields = result.error.issues.map(issue => issue.path.join('.')).join(', ');
  throw new ChannelError('bad-response', 'UNEXPECTED_SHAPE', `cannot read ${fields}`);
}
