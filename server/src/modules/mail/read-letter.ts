/** A mail as it is understood: who writes, in answer to what, in plain words, with what beside it. */
import type { ParsedMail } from 'mailparser';
import { type HeaderLine, isForged, isVerified } from './authentication.ts';

export interface Letter {
  messageId: string | null;
  address: string;
  name: string;
  /** Our own mail server vouches for the sender's domain. */
  verified: boolean;
  /** The domain's owner wants mail like this refused. */
  forged: boolean;
  subject: string;
  /** Plain, without what is quoted below. */
  text: string;
  /** Message-IDs it answers, the nearest first. */
  answers: string[];
  /** Written by a machine: never answered by one. */
  automatic: 'reply' | 'bounce' | 'list' | null;
  attachments: { name: string; content: Buffer }[];
}

const mostAttachments = 10;
const longestHtml = 1_000_000;

/** @param authserv our mail server's name; without it nobody is verified */
export async function readLetter(raw: Buffer, authserv: string | undefined): Promise<Letter> {
  const { simpleParser } = await import('mailparser');
  const mail = await simpleParser(raw, {
    skipTextToHtml: true,
    skipImageLinks: true,
    maxHtmlLengthToParse: longestHtml,
  });
  const from = mail.from?.value[0];
  const address = (from?.address ?? '').toLowerCase().slice(0, 254);
  const domain = address.split('@')[1] ?? '';
  const headers = mail.headerLines as HeaderLine[];
  return {
    messageId: mail.messageId?.slice(0, 998) ?? null,
    address,
    name: clean(from?.name ?? '').slice(0, 40),
    verified: isVerified(headers, authserv, domain),
    forged: isForged(headers, authserv, domain),
    subject: clean(mail.subject ?? '').slice(0, 200),
    text: withoutQuotes(clean(mail.html ? withoutAddresses(mail.text ?? '') : (mail.text ?? ''))),
    answers: answersOf(mail),
    automatic: automatic(mail, address),
    // A picture of the signature is beside the matter.
    attachments: mail.attachments
      .filter(({ related }) => !related)
      .slice(0, mostAttachments)
      .map(({ filename, content }) => ({ name: clean(filename ?? '').slice(0, 100), content })),
  };
}

/** Of a page what it says, not where its links and pictures lie: nobody at the desk is to follow them. */
const withoutAddresses = (text: string): string => text.replace(/ ?\[[a-z][a-z0-9+.-]*:[^\]\s]*\]/gi, '');

/** No signs of control but line ends, and no more of these than a reader needs. */
const clean = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n]/gu, ' ')
    // Marks that turn the direction of writing or stand for nothing hide words from the reader.
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .replace(/[ \t]+/g, ' ')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

const quoteBegins = [
  /^-{2,} ?(原始邮件|转发邮件|Original Message)/i,
  /^On .{5,200} wrote:$/,
  /^在.{5,200}写道[：:]$/,
  /^(发件人|From)[：:] ?.+/,
];

/** What stands under "…wrote:" we have already. A mail that is nothing else keeps it. */
export function withoutQuotes(text: string): string {
  const lines = text.split('\n');
  const quote = lines.findIndex(
    (line, index) => index > 0 && quoteBegins.some(begin => begin.test(line.trim())),
  );
  const own = (quote > 0 ? lines.slice(0, quote) : lines).filter(line => !line.startsWith('>'));
  return own.join('\n').trim() || text;
}

function answersOf({ inReplyTo, references }: ParsedMail): string[] {
  const listed = [references ?? []].flat().reverse();
  return [...new Set([...(inReplyTo ? [inReplyTo] : []), ...listed])].filter(Boolean).slice(0, 50);
}

function automatic(mail: ParsedMail, address: string): Letter['automatic'] {
  const header = (name: string) => {
    const found = mail.headerLines.find(({ key }) => key === name)?.line ?? '';
    return found
      .slice(found.indexOf(':') + 1)
      .trim()
      .toLowerCase();
  };
  const type = header('content-type');
  if (/^multipart\/report/.test(type) || /^(mailer-daemon|postmaster)@/.test(address)) return 'bounce';
  if (header('return-path') === '<>' || address === '') return 'bounce';
  const submitted = header('auto-submitted');
  if ((submitted && submitted !== 'no') || header('x-autoreply') || header('x-autorespond')) return 'reply';
  if (/^(auto_reply|junk)/.test(header('precedence'))) return 'reply';
  if (/^(bulk|list)/.test(header('precedence')) || header('list-id') || header('list-unsubscribe'))
    return 'list';
  return null;
}
