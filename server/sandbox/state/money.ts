/** Yuan strings to integer fen and back, by digits alone: no floating point on the way. */

const YUAN = /^(0|[1-9]\d{0,8})(?:\.(\d{1,2}))?$/;

/** Parses `12`, `12.3`, `12.30` into fen; anything else (signs, blanks, three decimals) gives undefined. */
export function yuanToFen(text: unknown): number | undefined {
  const match = typeof text === 'string' ? YUAN.exec(text) : null;
  if (!match) return undefined;
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}

/** `-5` → `-0.05`; always two decimals, as the gateways print amounts. */
export function fenToYuan(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** WeChat's trade bill prints fees with five decimals. */
export function fenToYuan5(fen: number): string {
  return `${fenToYuan(fen)}000`;
}

/** Fee of `perMille` thousandths, rounded half up to a fen: both gateways charge 6‰ by default. */
export function feeOf(fen: number, perMille = 6): number {
  return Math.floor((fen * perMille + 500) / 1000);
}
