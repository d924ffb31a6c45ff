import type { Region } from '@api/types';

/** Digits as typed, without the spaces people copy from a bill. */
export const tidyNumber = (typed: string): string => typed.replace(/\s/g, '');

/** The regions whose rule the whole number follows. The rule is the server's configuration. */
export function regionsOf(accountNo: string, regions: Region[]): Region[] {
  return regions.filter(({ accountNoPattern }) => new RegExp(`^(?:${accountNoPattern})$`).test(accountNo));
}

/** Whether the number fits a rule and no further digit could: one of 10 digits may be the beginning of one of 13. */
export function isComplete(accountNo: string, regions: Region[]): boolean {
  return accountNo.length >= longestNumber && regionsOf(accountNo, regions).length > 0;
}

/** All regions' longest numbers have 13 digits (docs/glossary.md, 户号). */
const longestNumber = 13;
