import type { Region } from '@api/types';

/** Digits as typed, without the spaces people copy from a bill. */
export const tidyNumber = (typed: string): string => typed.replace(/\s/g, '');

/** The regions whose rule the whole number follows. The rule is the server's configuration. */
export function regionsOf(accountNo: string, regions: Region[]): Region[] {
  return regions.filter(({ accountNoPattern }) => new RegExp(`^(?:${accountNoPattern})$`).test(accountNo));
}
