/** Whether our own mail server says that a mail comes from where it claims to (Authentication-Results, RFC 8601). Pure. */

export interface HeaderLine {
  key: string;
  line: string;
}

/**
 * Only the topmost such line counts, for our server writes above whatever came along, and only under our server's name; a
 * sender may have written others. What must hold is DMARC, for the domain that the reader sees.
 */
export function isVerified(
  headers: readonly HeaderLine[],
  authserv: string | undefined,
  fromDomain: string,
): boolean {
  if (!authserv || !fromDomain) return false;
  const top = headers.find(({ key }) => key === 'authentication-results');
  const value = top?.line
    .slice(top.line.indexOf(':') + 1)
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
  if (!value) return false;
  const [server = '', ...results] = value.split(';').map(part => part.trim());
  if (server.split(' ')[0] !== authserv.toLowerCase()) return false;
  const dmarc = results.find(result => result.startsWith('dmarc='));
  const named = dmarc && /\bheader\.from=([\w.-]+)/.exec(dmarc)?.[1];
  return !!dmarc && /^dmarc=pass\b/.test(dmarc) && named === fromDomain.toLowerCase();
}
