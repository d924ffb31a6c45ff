import type { AddressParts } from '../../shared/mask.ts';

/** What a person typed, without blanks and punctuation, full-width digits made plain. */
export function tidyAddress(text: string): string {
  return text.normalize('NFKC').replace(/[\s,,。、.·#\-—_/\\()]/g, '');
}

/**
 * True when the text names this very home: street, building, unit (if there is one) and room. Asked so strictly because
 * the answer gives an account number away: a street name alone must not list its residents.
 */
export function namesHome(text: string, home: AddressParts): boolean {
  const typed = tidyAddress(text);
  return [home.street, home.building, home.unit, home.room]
    .filter(Boolean)
    .every(part => names(typed, tidyAddress(part)));
}

/** 3号楼 is not named by 13号楼, nor room 501 by 1501 or 5012. */
function names(typed: string, part: string): boolean {
  for (let at = typed.indexOf(part); at >= 0; at = typed.indexOf(part, at + 1)) {
    const before = typed[at - 1] ?? '';
    const after = typed[at + part.length] ?? '';
    const runsOn = (isDigit(part[0]) && isDigit(before)) || (isDigit(part.at(-1)) && isDigit(after));
    if (!runsOn) return true;
  }
  return false;
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && /[0-9]/.test(character);
}
