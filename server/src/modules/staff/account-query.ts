/** What a clerk typed into the search box, read as everything it might be. */
export interface AccountQuery {
  /** The beginning of a 户号. */
  accountNoPrefix?: string;
  phone?: string;
  name?: string;
  /** A contract number or the number under a meter's barcode. */
  documentNo?: string;
}

/** Fewer digits would list half the town. */
const shortestPrefix = 4;

export function readAccountQuery(text: string): AccountQuery {
  const query = text.normalize('NFKC').trim();
  const digits = query.replace(/[\s-]/g, '');
  if (/^\d+$/.test(digits)) {
    return {
      ...(digits.length >= shortestPrefix ? { accountNoPrefix: digits } : {}),
      ...(/^1\d{10}$/.test(digits) ? { phone: digits } : {}),
      ...(digits.length >= 8 ? { documentNo: digits } : {}),
    };
  }
  // Chinese first: a name has Han characters; contract and meter numbers have none.
  return /\p{Script=Han}/u.test(query) ? { name: query } : { documentNo: query, name: query };
}

/** For the audit log: which kinds of number or name were looked for, not what they were. */
export const kindsOf = (query: AccountQuery) => Object.keys(query);
