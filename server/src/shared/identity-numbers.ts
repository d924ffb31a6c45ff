/** Check digits of the numbers by which China knows people and organisations. Pure. */

const personWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const personChecks = '10X98765432';
/** GB 32100: no I, O, Z, S, V. */
const organisationDigits = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** 公民身份号码 (GB 11643-1999): a real day of birth, and a check digit by ISO 7064 MOD 11-2. */
export function isIdentityNo(text: string): boolean {
  const number = tidyIdentityNo(text);
  if (!/^[1-9]\d{16}[\dX]$/.test(number)) return false;
  const born = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  const date = new Date(`${born}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== born || born < '1850') return false;
  const sum = personWeights.reduce((total, weight, index) => total + weight * Number(number[index]), 0);
  return personChecks[sum % 11] === number[17];
}

/** 统一社会信用代码 (GB 32100-2015): 18 characters, the last by MOD 31 with weights of powers of 3. */
export function isOrganisationNo(text: string): boolean {
  const number = tidyIdentityNo(text);
  if (number.length !== 18 || [...number].some(digit => !organisationDigits.includes(digit))) return false;
  let sum = 0;
  let weight = 1;
  for (const digit of number.slice(0, 17)) {
    sum += organisationDigits.indexOf(digit) * weight;
    weight = (weight * 3) % 31;
  }
  return organisationDigits[(31 - (sum % 31)) % 31] === number[17];
}

export function tidyIdentityNo(text: string): string {
  return text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
}
