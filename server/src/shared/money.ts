/** An integer number of fen (1/100 yuan). Never a fraction; negative only where a correction says so. */
export type Fen = number & { readonly __brand: 'Fen' };

/** Checks that a number is a whole, exactly representable number of fen. */
export function fen(value: number | bigint): Fen {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`not a whole number of fen: ${value}`);
  return number as Fen;
}

export function sumFen(values: Iterable<Fen>): Fen {
  let total = 0;
  for (const value of values) total += value;
  return fen(total);
}

/** Reads a decimal string of yuan such as "12.30"; refuses anything else, so that no float ever carries money. */
export function parseYuan(text: string): Fen {
  const match = /^(-?)(\d{1,13})(?:\.(\d{1,2}))?$/.exec(text);
  if (!match) throw new RangeError(`not an amount in yuan: ${text}`);
  const [, sign, whole, fraction = ''] = match;
  const value = Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
  return fen(sign === '-' ? -value : value);
}

/** "1234.56": the form gateways use. */
export function toYuan(amount: Fen): string {
  const digits = String(Math.abs(amount)).padStart(3, '0');
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** "¥1,234.56": the form people read. */
export function showYuan(amount: Fen): string {
  const [whole = '0', fraction] = toYuan(fen(Math.abs(amount))).split('.');
  return `${amount < 0 ? '-' : ''}¥${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${fraction}`;
}
