import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

export interface SmsCredentials {
  accessKey: string;
  secret: string;
}

const FIELDS =
  /^HMAC-SHA256 AccessKey=([^,\s]+),\s*Timestamp=(\d{10}),\s*Nonce=([^,\s]{8,64}),\s*Signature=([0-9a-f]{64})$/;

/**
 * Checks `Authorization: HMAC-SHA256 AccessKey=…, Timestamp=…, Nonce=…, Signature=…`, where the signature is
 * hex(HMAC-SHA256(secret, timestamp + "\n" + nonce + "\n" + hex(SHA256(body)))) and the time stamp counts seconds.
 * @returns an error code, or undefined when all is well
 */
export function refusalOf(
  header: string,
  body: Buffer,
  keys: SmsCredentials,
  seenNonces: Set<string>,
  now: Date,
  leewaySeconds = 300,
): string | undefined {
  const match = FIELDS.exec(header);
  if (!match) return 'IncompleteSignature';
  const [, accessKey, timestamp, nonce, signature] = match as unknown as [
    string,
    string,
    string,
    string,
    string,
  ];
  if (accessKey !== keys.accessKey) return 'InvalidAccessKeyId.NotFound';
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > leewaySeconds) return 'InvalidTimeStamp.Expired';
  const digest = createHash('sha256').update(body).digest('hex');
  const expected = createHmac('sha256', keys.secret).update(`${timestamp}\n${nonce}\n${digest}`).digest();
  if (!timingSafeEqual(expected, Buffer.from(signature, 'hex'))) return 'SignatureDoesNotMatch';
  if (seenNonces.has(nonce)) return 'SignatureNonceUsed';
  if (seenNonces.size > 100_000) seenNonces.clear();
  seenNonces.add(nonce);
  return undefined;
}
