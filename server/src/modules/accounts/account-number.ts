/** The rule of an account number (户号) differs by region and is configuration: 13 digits here, 10 there. */
export interface AccountNoRule {
  nameZh: string;
  nameEn: string;
  /** A regular expression over the whole number, of the plain kind that `isPlainPattern` takes. */
  accountNoPattern: string;
  accountNoHintZh: string;
  accountNoHintEn: string;
}

export function fitsRule(accountNo: string, rule: Pick<AccountNoRule, 'accountNoPattern'>): boolean {
  return new RegExp(`^(?:${rule.accountNoPattern})$`).test(accountNo);
}

const one = String.raw`(?:[0-9A-Za-z-]|\\d|\[(?:[0-9A-Za-z](?:-[0-9A-Za-z])?|\\d)+\])`;
const fixed = String.raw`(?:${one}(?:\{\d{1,2}\})?)*`;
const row = String.raw`${fixed}(?:${one}(?:\?|\{\d{1,2},\d{1,2}\})${fixed})?`;
const rows = String.raw`${row}(?:\|${row})*`;
const plain = new RegExp(String.raw`^\^?(?:${rows}|\((?:\?:)?${rows}\))\$?$`);
const longestPattern = 100;

/**
 * Patterns that take no time whatever is typed: rows of characters and classes, parted by `|`. In a row every piece stands a fixed number
 * of times, one at most varies, and nothing is nested: there is next to nothing to try again.
 */
export function isPlainPattern(text: string): boolean {
  if (text.length > longestPattern || !plain.test(text)) return false;
  try {
    new RegExp(text);
    return true;
  } catch {
    // A class or a number of times that runs backwards.
    return false;
  }
}

export function fitsAnyRule(accountNo: string, rules: AccountNoRule[]): boolean {
  return rules.some(rule => fitsRule(accountNo, rule));
}

/** What to tell somebody whose number fits no region: every rule there is, regions with the same rule together. */
export function describeRules(rules: AccountNoRule[]): { zh: string; en: string } {
  return {
    zh: `户号${listRules(
      rules.map(rule => [rule.nameZh, rule.accountNoHintZh]),
      ['、', ';', '('],
    )}`,
    en: `An account number: ${listRules(
      rules.map(rule => [rule.nameEn, rule.accountNoHintEn]),
      [' / ', '; ', ' ('],
    )}`,
  };
}

function listRules(
  rules: [name: string, hint: string][],
  [comma, semicolon, open]: [string, string, string],
): string {
  const namesByHint = new Map<string, string[]>();
  for (const [name, hint] of rules) namesByHint.set(hint, [...(namesByHint.get(hint) ?? []), name]);
  return [...namesByHint].map(([hint, names]) => `${hint}${open}${names.join(comma)})`).join(semicolon);
}
