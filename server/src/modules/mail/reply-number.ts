/** By what name an answer of the desk goes out as a mail, and which answers a report of a mail server is about. Pure. */
import type { FieldCipher } from '../../infra/crypto.ts';

export const replyKind = 'case-mail';
export const replyKey = (caseNo: string, version: number): string => `${replyKind}:${caseNo}:${version}`;

/**
 * The same at every try: a mail reader knows two of it for one, and an answer to it finds the case. Sealed, so that nobody can name an
 * answer that was not sent to them.
 */
export const messageIdOf = (
  { caseNo, version }: { caseNo: string; version: number },
  domain: string,
  cipher: Pick<FieldCipher, 'hash'>,
): string =>
  `<${caseNo}.${version}.${cipher.hash('case-mail', `${caseNo}.${version}`).toString('hex').slice(0, 16)}@${domain}>`;

interface ReturnedAnswer {
  messageId: string;
  caseNo: string;
  version: number;
  reason: string;
}

const ours = /<(GD\d{16})\.(\d{1,9})(?:\.[0-9a-f]{16})?@[\w.-]+>/g;

/**
 * RFC 3464. The mail that came back lies inside the report or is named by it; a report may also say that a mail waits.
 * @param raw what a mail server wrote about others
 */
export function readReturnedAnswers(raw: Buffer): ReturnedAnswer[] {
  const text = raw.toString('latin1');
  if (!/^Action:\s*failed/im.test(text)) return [];
  const status = /^Status:\s*(5\.\d{1,3}\.\d{1,3})/im.exec(text)?.[1];
  const reason = status ? `BOUNCED_${status}` : 'BOUNCED';
  const found = [...text.matchAll(ours)].map(([messageId, caseNo, version]) => ({
    messageId,
    caseNo: caseNo!,
    version: Number(version),
    reason,
  }));
  return [...new Map(found.map(each => [each.messageId, each])).values()];
}
