/** The rule of an account number (户号) differs by region and is configuration: 13 digits here, 10 there. */
export interface AccountNoRule {
  nameZh: string;
  nameEn: string;
  /** A regular expression over the whole number. */
  accountNoPattern: string;
  accountNoHintZh: string;
  accountNoHintEn: string;
}

export function fitsRule(accountNo: string, rule: Pick<AccountNoRule, 'accountNoPattern'>): boolean {
  return new RegExp(`^(?:${rule.accountNoPattern})$`).test(accountNo);
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
