/** Whether our own mail server says that a mail comes from where it claims to (Authentication-Results, RFC 8601). Pure. */

export interface HeaderLine {
  key: string;
  line: string;
}

/**
 * Only the topmost such line counts, for our server writes above whatever came along, and only under our server's name; a
 * sender may have written others. What must hold is DMARC, for the domain that the reader sees.
 */
function dmarcOf(
  headers: readonly HeaderLine[],
  authserv: string | undefined,
  fromDomain: string,
): string | undefined {
  if (!authserv || !fromDomain) return undefined;
  const top = headers.find(({ key }) => key === 'authentication-results');
  const value = top?.line
    .slice(top.line.indexOf(':') + 1)
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
  if (!value) return undefined;
  const [server = '', ...results] = value.split(';').map(part => part.trim());
  if (server.split(' ')[0] !== authserv.toLowerCase()) return undefined;
  const dmarc = results.find(result => result.startsWith('dmarc='));
  const named = dmarc && /\bheader\.from=([\w.-]+)/.exec(dmarc)?.[1];
  return named === fromDomain.toLowerCase() ? dmarc : undefined;
}

export function isVerified(
  headers: readonly HeaderLine[],
  authserv: string | undefined,
  fromDomain: string,
): boolean {
  return /^dmarc=pass\b/.test(dmarcOf(headers, authserv, fromDomain) ?? '');
}

/** The owner of the domain in From has published that such a mail is to be refused: p=reject or p=quarantine. */
export function isForged(
  headers: readonly HeaderLine[],
  authserv: string | undefined,
  fromDomain: string,
): boolean {
  const dmarc = dmarcOf(headers, authserv, fromDomain) ?? '';
  return /^dmarc=fail\b/.test(dmarc) && /\b(?:p|policy)=(?:reject|quarantine)\b/.test(dmarc);
}
