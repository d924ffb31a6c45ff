/** Who sent a request and whether it is theirs (README, "Signature"). */
import { createHash, type KeyObject, sign, verify } from 'node:crypto';
import { AgencyRefusal, refuseStale } from '../agency.ts';

export interface SignedRequest {
  method: string;
  /** With its query. */
  path: string;
  headers: Record<string, string | undefined>;
  body: Buffer;
}

export interface RequestHead {
  partner: string;
  key: string;
  timestamp: string;
  nonce: string;
  signature: Buffer;
}

const shapes = {
  partner: /^[0-9A-Z]{4,8}$/,
  key: /^[0-9A-Za-z_-]{1,32}$/,
  timestamp: /^\d{10}$/,
  nonce: /^[0-9A-Za-z]{16,32}$/,
  signature: /^[0-9A-Za-z+/]{40,1400}={0,2}$/,
};

/** @throws AgencyRefusal 1001, 1004 */
export function readHead({ headers }: SignedRequest, now: Date): RequestHead {
  const value = (name: keyof typeof shapes): string => {
    const text = headers[`agency-${name}`] ?? '';
    if (!shapes[name].test(text)) throw new AgencyRefusal('1001', 'form');
    return text;
  };
  const head = {
    partner: value('partner'),
    key: value('key'),
    timestamp: value('timestamp'),
    nonce: value('nonce'),
  };
  refuseStale(new Date(Number(head.timestamp) * 1000), now);
  return { ...head, signature: Buffer.from(value('signature'), 'base64') };
}

/** @throws AgencyRefusal 1003 */
export function verifyRequest(request: SignedRequest, head: RequestHead, key: KeyObject): void {
  const text = [
    'AGENCY1',
    request.method,
    request.path,
    head.partner,
    head.key,
    head.timestamp,
    head.nonce,
    sha256(request.body),
    '',
  ].join('\n');
  if (!verify(digestOf(key), Buffer.from(text), key, head.signature))
    throw new AgencyRefusal('1003', 'signature');
}

export interface SigningKey {
  id: string;
  key: KeyObject;
}

/** The headers of a reply. */
export function signReply(
  { status, body }: { status: number; body: Buffer },
  nonce: string,
  { id, key }: SigningKey,
  now: Date,
): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const text = ['AGENCY1', status, nonce, id, timestamp, sha256(body), ''].join('\n');
  return {
    'Agency-Key': id,
    'Agency-Timestamp': timestamp,
    'Agency-Nonce': nonce,
    'Agency-Signature': sign(digestOf(key), Buffer.from(text), key).toString('base64'),
  };
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The algorithm is the key's, never the message's. */
const digestOf = (key: KeyObject): 'sha256' | null => (key.asymmetricKeyType === 'rsa' ? 'sha256' : null);
