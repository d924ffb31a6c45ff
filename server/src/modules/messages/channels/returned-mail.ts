/** Mails that come back: which notices they carried. Pure. */
import type { FieldCipher } from '../../../infra/crypto.ts';

type Hashing = Pick<FieldCipher, 'hash'>;

const seal = (requestId: string, cipher: Hashing) =>
  cipher.hash('notice-mail', requestId).toString('hex').slice(0, 16);

/**
 * What stands before the @ of a notice's Message-ID: our request id, sealed. Whoever makes a report up cannot name a notice that was not
 * sent to them.
 */
export const mailNumber = (requestId: string, cipher: Hashing): string =>
  `${requestId}.${seal(requestId, cipher)}`;

const numbers = /<(n\d{1,18}-email(?:-\d+)?)\.([0-9a-f]{16})@/g;
/** RFC 3464: a report may also say that a mail waits or has arrived; a note that somebody is away says nothing of the kind. */
const isFinal = (raw: string) => /^Action:\s*failed/im.test(raw);
const statusOf = (raw: string) => /^Status:\s*(5\.\d{1,3}\.\d{1,3})/im.exec(raw)?.[1];

export interface ReturnedMail {
  requestIds: string[];
  reason: string;
}

/** @param raw a mail that a mail server wrote about others */
export function readReturned(raw: Buffer, cipher: Hashing): ReturnedMail {
  const text = raw.toString('latin1');
  const status = statusOf(text);
  const ours = isFinal(text)
    ? [...text.matchAll(numbers)].filter(([, requestId, sealed]) => seal(requestId!, cipher) === sealed)
    : [];
  return {
    requestIds: [...new Set(ours.map(([, requestId]) => requestId!))],
    reason: status ? `BOUNCED_${status}` : 'BOUNCED',
  };
}
