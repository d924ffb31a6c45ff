import { randomInt } from 'node:crypto';

const pinDigits = 16;

/** Batch (6), number in it (8), Luhn check digit. */
export function serialOf(batchNo: string, seq: number): string {
  const digits = `${batchNo.padStart(6, '0')}${String(seq).padStart(8, '0')}`;
  return digits + checkDigit(digits);
}

export function readSerial(text: string): string | undefined {
  const digits = plain(text);
  return /^\d{15}$/.test(digits) && checkDigit(digits.slice(0, -1)) === digits.at(-1) ? digits : undefined;
}

export function readPin(text: string): string | undefined {
  const digits = plain(text);
  return /^\d{16}$/.test(digits) ? digits : undefined;
}

/** 16 random digits: 53 bits, of which five tries a day find nothing. */
export function newPin(): string {
  return Array.from({ length: pinDigits }, () => randomInt(10)).join('');
}

/** From bytes that nobody can guess, the same ones always giving the same. */
export const pinOf = (secret: Uint8Array): string =>
  (BigInt(`0x${Buffer.from(secret).toString('hex')}`) % 10n ** BigInt(pinDigits))
    .toString()
    .padStart(pinDigits, '0');

/** Full-width digits as input methods give them, spaces and hyphens as people copy them. */
const plain = (text: string) => text.normalize('NFKC').replace(/[\s-]/g, '');

function checkDigit(digits: string): string {
  let sum = 0;
  for (const [index, digit] of [...digits].reverse().entries()) {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return String((10 - (sum % 10)) % 10);
}
