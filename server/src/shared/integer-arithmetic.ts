/** Exact products and quotients of integers, so that neither money nor energy ever passes through a fraction. */

/** `a × b ÷ divisor`, rounded half up (away from zero for negative results). The divisor is positive. */
export function multiplyDivideRounded(a: number, b: number, divisor: number): number {
  const product = a * b;
  const doubled = 2 * Math.abs(product) + divisor;
  if (!Number.isSafeInteger(doubled)) return roundedBig(BigInt(a) * BigInt(b), BigInt(divisor));
  const quotient = (doubled - (doubled % (2 * divisor))) / (2 * divisor);
  return product < 0 ? 0 - quotient : quotient;
}

function roundedBig(product: bigint, divisor: bigint): number {
  const magnitude = product < 0n ? -product : product;
  const quotient = (2n * magnitude + divisor) / (2n * divisor);
  return Number(product < 0n ? -quotient : quotient);
}

/**
 * Splits a whole in proportion to weights so that the parts are integers and add up to it exactly: each part ends where
 * the rounded running share ends. Weights are not negative and not all zero.
 */
export function splitInProportion(whole: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((left, right) => left + right, 0);
  let running = 0;
  let given = 0;
  return weights.map(weight => {
    running += weight;
    const upTo = multiplyDivideRounded(whole, running, sum);
    const part = upTo - given;
    given = upTo;
    return part;
  });
}
