/** An integer number of 0.01 kWh, the resolution of the meters read remotely. */
export type Energy = number & { readonly __brand: 'Energy' };

/** Checks that a number is a whole, exactly representable number of 0.01 kWh. */
export function energy(value: number | bigint): Energy {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`not a whole number of 0.01 kWh: ${value}`);
  return number as Energy;
}

/** Reads a decimal string of kWh such as "123.4"; refuses signs, exponents and a third decimal. */
export function parseKwh(text: string): Energy {
  const match = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(text);
  if (!match) throw new RangeError(`not an amount of energy in kWh: ${text}`);
  return energy(Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')));
}

/** "123.45": the form of the API. */
export function toKwh(value: number): string {
  const digits = String(Math.abs(value)).padStart(3, '0');
  return `${value < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
