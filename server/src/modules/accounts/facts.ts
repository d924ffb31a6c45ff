/**
 * What proves that somebody belongs to a household: two facts that do not stand on a posted bill. Name, address, account
 * number and meter number do stand there, so anybody who empties a letter box has them; see docs/decisions/0005.
 */
export const acceptedFacts = ['phone', 'identityNoTail', 'contractNo'] as const;
export type FactName = (typeof acceptedFacts)[number];
export type Facts = Partial<Record<FactName, string>>;

/** What the utility has on file; absent facts match nothing. */
export type FactsOnFile = Partial<Record<FactName, string>>;

export const factsNeeded = 2;
const tailLength = 6;

/** Blanks and case do not matter: an identity number may end in x. */
export function tidyFact(text: string): string {
  return text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
}

export function identityNoTail(identityNo: string): string {
  return tidyFact(identityNo).slice(-tailLength);
}

/**
 * True when every given fact is on file and equal. All are always compared, so that neither the answer nor its time
 * tells which one was wrong. `same` compares in constant time.
 */
export function factsMatch(
  given: Facts,
  onFile: FactsOnFile,
  same: (a: string, b: string) => boolean,
): boolean {
  const names = acceptedFacts.filter(name => given[name] !== undefined);
  const results = names.map(
    name => same(tidyFact(given[name] ?? ''), tidyFact(onFile[name] ?? '')) && onFile[name] !== undefined,
  );
  return names.length === factsNeeded && results.every(Boolean);
}
