import type { CommandOrder } from './records.ts';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const isText = (value: unknown): boolean =>
  typeof value === 'string' && value.length > 0 && value.length <= 200;

const RULES: Record<keyof CommandOrder, (value: unknown) => boolean> = {
  commandNo: value => typeof value === 'string' && /^SC\d{20}$/.test(value),
  action: value => value === 'disconnect' || value === 'connect',
  meteringPoint: isText,
  meter: isText,
  sequence: value => Number.isSafeInteger(value) && (value as number) >= 0,
  issuedAt: value => typeof value === 'string' && INSTANT.test(value) && !Number.isNaN(Date.parse(value)),
  notAfter: value => typeof value === 'string' && INSTANT.test(value) && !Number.isNaN(Date.parse(value)),
  callbackUrl: value => typeof value === 'string' && isAllowed(value),
};

/** HTTPS, or HTTP on a loopback address. */
function isAllowed(address: string): boolean {
  try {
    const { protocol, hostname } = new URL(address);
    return protocol === 'https:' || (protocol === 'http:' && /^(127\.|localhost$|\[::1\]$)/.test(hostname));
  } catch {
    return false;
  }
}

/** The command, or the name of the first member that is wrong; unknown members are left out. */
export function readOrder(body: Buffer): CommandOrder | { field: string } {
  let given: Record<string, unknown>;
  try {
    given = JSON.parse(body.toString('utf8')) as Record<string, unknown>;
  } catch {
    return { field: 'body' };
  }
  if (!given || typeof given !== 'object' || Array.isArray(given)) return { field: 'body' };
  const names = Object.keys(RULES) as (keyof CommandOrder)[];
  const wrong = names.find(name => !RULES[name](given[name]));
  if (wrong) return { field: wrong };
  return Object.fromEntries(names.map(name => [name, given[name]])) as unknown as CommandOrder;
}

export const sameOrder = (a: CommandOrder, b: CommandOrder): boolean =>
  (Object.keys(RULES) as (keyof CommandOrder)[]).every(name => a[name] === b[name]);
