import iconv from 'iconv-lite';

export interface ReadMail {
  messageId?: string;
  subject: string;
  from: string;
  /** The plain text, or the HTML without its tags where there is no plain text. */
  text: string;
}

type Headers = Map<string, string>;

/** A mail as a person reads it: header lines unfolded, encoded words and bodies decoded. */
export function readMail(raw: Buffer): ReadMail {
  const { headers, body } = parted(raw.toString('latin1'));
  const mail: ReadMail = {
    subject: words(headers.get('subject') ?? ''),
    from: words(headers.get('from') ?? ''),
    text: textOf(headers, body),
  };
  const messageId = headers.get('message-id');
  if (messageId) mail.messageId = messageId.trim();
  return mail;
}

function parted(text: string): { headers: Headers; body: string } {
  const end = /\r?\n\r?\n/.exec(text);
  const head = end ? text.slice(0, end.index) : text;
  const headers: Headers = new Map();
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  return { headers, body: end ? text.slice(end.index + end[0].length) : '' };
}

const parameter = (header: string, name: string): string | undefined =>
  new RegExp(`${name}="?([^";]+)"?`, 'i').exec(header)?.[1];

function textOf(headers: Headers, body: string): string {
  const type = headers.get('content-type') ?? 'text/plain';
  const boundary = type.startsWith('multipart/') ? parameter(type, 'boundary') : undefined;
  if (!boundary) return decoded(headers, body, type);
  const parts = body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map(part => parted(part.replace(/^\r?\n/, '')));
  const chosen =
    parts.find(part => (part.headers.get('content-type') ?? '').startsWith('text/plain')) ??
    parts.find(part => /^(text\/|multipart\/)/.test(part.headers.get('content-type') ?? ''));
  return chosen ? textOf(chosen.headers, chosen.body) : '';
}

function decoded(headers: Headers, body: string, type: string): string {
  const encoding = (headers.get('content-transfer-encoding') ?? '7bit').toLowerCase();
  const bytes =
    encoding === 'base64'
      ? Buffer.from(body, 'base64')
      : encoding === 'quoted-printable'
        ? unquoted(body.replace(/=\r?\n/g, ''))
        : Buffer.from(body, 'latin1');
  const text = iconv.decode(bytes, parameter(type, 'charset') ?? 'utf-8');
  const plain = type.startsWith('text/html') ? text.replace(/<[^>]+>/g, ' ').replace(/[ \t]+/g, ' ') : text;
  return plain.trim();
}

const unquoted = (text: string): Buffer =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );

/** `=?utf-8?B?…?=` and `=?utf-8?Q?…?=`; the space between two of them is none. */
function words(header: string): string {
  return header
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?([\w-]+)\?([BQ])\?([^?]*)\?=/gi, (_, charset: string, kind: string, content: string) => {
      const bytes =
        kind.toUpperCase() === 'B' ? Buffer.from(content, 'base64') : unquoted(content.replaceAll('_', ' '));
      return iconv.decode(bytes, charset);
    });
}
