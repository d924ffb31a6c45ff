/** Tencent Cloud's reply callback (cloud.tencent.com/document/api/382/5809): JSON without signature and without message id. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { InboundText } from '../command.ts';

const largest = 4096;
const Callback = z.object({
  extend: z.string().max(64).nullish(),
  mobile: z.string().regex(/^1\d{10}$/),
  nationcode: z.literal('86'),
  sign: z.string().max(64),
  text: z.string().max(1000),
  time: z.int().min(0).max(9_999_999_999),
});

export const reply = {
  accepted: JSON.stringify({ result: 0, errmsg: 'OK' }),
  refused: JSON.stringify({ result: 1, errmsg: 'not a reply of a user' }),
};

export function readInbound(body: Buffer): InboundText | undefined {
  if (body.length > largest) return undefined;
  const parsed = Callback.safeParse(json(body));
  if (!parsed.success || parsed.data.text.includes('\u0000')) return undefined;
  const { extend, mobile, nationcode, text, time } = parsed.data;
  return {
    phone: mobile,
    text,
    sentAt: new Date(time * 1000),
    eventId: sha256([extend ?? '', mobile, nationcode, text, time].join('\n')).toString('hex'),
    digest: sha256(text).toString('hex').slice(0, 16).toUpperCase(),
  };
}

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest();

function json(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}
