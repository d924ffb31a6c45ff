import { ChannelError } from '../channel-error.ts';

/** One message: what its fields are called and, exactly as it came, what they hold. */
export type Fields = ReadonlyMap<string, string>;

/** Sorted by name, `k=v` joined by `&`, nothing URL-encoded; everything but the signature. */
export function textToSign(fields: Iterable<readonly [string, string]>): string {
  return [...fields]
    .filter(([name]) => name !== 'signature')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/**
 * A reply is `k=v&k=v` as it stands: decoding it as a form would turn the `+` of its base64 into spaces. A value that
 * opens with a brace or bracket runs to its closing one, whatever is in between.
 * @throws ChannelError
 */
export function readReply(body: Buffer): Fields {
  const text = body.toString('utf8');
  const fields = new Map<string, string>();
  for (let at = 0; at < text.length; ) {
    const equals = text.indexOf('=', at);
    if (equals < 0) throw new ChannelError('bad-response', 'NOT_FIELDS');
    const end = endOfValue(text, equals + 1);
    put(fields, text.slice(at, equals), text.slice(equals + 1, end), 'bad-response');
    at = end + 1;
  }
  return fields;
}

function endOfValue(text: string, start: number): number {
  const closing = { '{': '}', '[': ']' }[text[start] ?? ''];
  const from = closing === undefined ? start : Math.max(text.indexOf(closing, start), start);
  const end = text.indexOf('&', from);
  return end < 0 ? text.length : end;
}

/** A notification is a form, so its CRLFs and plus signs come encoded. @throws ChannelError */
export function readForm(body: Buffer): Fields {
  const fields = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(body.toString('utf8')))
    put(fields, name, value, 'bad-signature');
  return fields;
}

/** A name that comes twice could mean one thing to the verifier and another to the reader. */
function put(
  fields: Map<string, string>,
  name: string,
  value: string,
  problem: 'bad-response' | 'bad-signature',
): void {
  if (fields.has(name)) throw new ChannelError(problem, 'REPEATED_NAME');
  fields.set(name, value);
}
