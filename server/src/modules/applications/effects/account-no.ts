/** A new account number (户号) by the rule of its region. Pure. */

/**
 * Reads a rule such as ^37\d{11}$ or ^\d{10}$|^34\d{11}$ and fills its longest form with the serial number; undefined for
 * a rule that is not made of fixed digits and one run of free ones.
 */
export function accountNoFrom(pattern: string, serial: number): string | undefined {
  const forms = [...pattern.matchAll(/\^?(\d*)\\d\{(\d{1,2})\}\$?/g)].map(([, prefix, free]) => ({
    prefix: prefix!,
    free: Number(free),
  }));
  const longest = forms.sort(
    (left, right) => right.prefix.length + right.free - left.prefix.length - left.free,
  )[0];
  if (!longest) return undefined;
  const number = longest.prefix + String(serial).padStart(longest.free, '0');
  return new RegExp(pattern).test(number) ? number : undefined;
}
