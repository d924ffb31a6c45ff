import { z } from 'zod';
import { ChannelError } from '../channel-error.ts';
import { parseJson, shaped } from '../read-message.ts';
import { verifySha256 } from '../rsa.ts';
import type { AlipaySettings } from './settings.ts';

const verdict = z.object({
  code: z.string().optional(),
  sub_code: z.string().optional(),
  sub_msg: z.string().optional(),
});

const success = '10000';
/** 10003: the buyer is confirming. 20000: the gateway itself does not know. */
const undecided = new Set(['10003', '20000']);
const busyCodes = new Set([
  'ACQ.SYSTEM_ERROR',
  'aop.ACQ.SYSTEM_ERROR',
  'isp.unknow-error',
  'aop.unknow-error',
  'isv.app-call-limited',
]);

/**
 * Verifies a reply and gives its node. What is verified is the node's text as it stands, and the very same text is then
 * parsed: a checker that looks for the text in one way and a parser that reads it in another can be told two stories.
 * Throws ChannelError.
 */
export function readReply<T>(shape: z.ZodType<T>, method: string, body: Buffer, settings: AlipaySettings): T {
  const raw = body.toString('utf8');
  const node = verifiedNode(raw, `${method.replaceAll('.', '_')}_response`, settings);
  const { code, sub_code, sub_msg } = shaped(verdict, node);
  // The reply to alipay.system.oauth.token carries a code only when it refuses.
  if (code === undefined || code === success) return shaped(shape, node);
  const reason = sub_code ?? code;
  const unsure = undecided.has(code) || busyCodes.has(reason);
  throw new ChannelError(unsure ? 'unreachable' : 'rejected', reason, sub_msg);
}

function verifiedNode(raw: string, expectedName: string, settings: AlipaySettings): unknown {
  const outer = parseJson(raw);
  if (typeof outer !== 'object' || outer === null) throw new ChannelError('bad-response', 'UNEXPECTED_SHAPE');
  const { sign } = outer as { sign?: unknown };
  const name = expectedName in outer ? expectedName : 'error_response';
  if (!(name in outer)) throw new ChannelError('bad-response', 'UNEXPECTED_SHAPE');
  if (typeof sign !== 'string') throw new ChannelError('bad-signature', 'NOT_SIGNED');
  const text = nodeText(raw, name);
  if (!verifySha256(settings.publicKey, Buffer.from(text, 'utf8'), sign))
    throw new ChannelError('bad-signature', 'WRONG_SIGNATURE');
  return parseJson(text);
}

/** The characters of the object that follows `"name":`, from its brace to the matching one. */
function nodeText(raw: string, name: string): string {
  const label = raw.indexOf(`"${name}"`);
  const start = raw.indexOf('{', label + name.length + 2);
  let depth = 0;
  let inString = false;
  for (let at = start; at >= 0 && at < raw.length; at++) {
    const character = raw[at];
    if (inString) {
      if (character === '\\') at++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return raw.slice(start, at + 1);
  }
  throw new ChannelError('bad-response', 'UNEXPECTED_SHAPE');
}
