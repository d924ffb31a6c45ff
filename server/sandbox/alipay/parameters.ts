/** Public and business parameters of one request, decoded. */
export type Parameters = Record<string, string>;

/** `application/x-www-form-urlencoded` as UTF-8; the first of repeated names wins. */
export function parseForm(text: string, into: Parameters = {}): Parameters {
  for (const [name, value] of new URLSearchParams(text)) into[name] ??= value;
  return into;
}

/** Sorted `k=v` joined by `&`, empty values and the named ones left out: what both sides sign. */
export function signedText(parameters: Parameters, without: readonly string[]): string {
  return Object.keys(parameters)
    .filter(name => !without.includes(name) && parameters[name] !== '')
    .sort()
    .map(name => `${name}=${parameters[name]}`)
    .join('&');
}

export function encodeForm(parameters: Parameters): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
}
