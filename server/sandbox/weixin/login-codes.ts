import { randomAlphanumeric } from '../state/ids.ts';
import type { Store } from '../state/store.ts';

const CODE_LIFE = 5 * 60_000;
const DEMO = /^demo-([\w.-]{1,40})$/;

/** A code as the client's login call would get it; good once, for five minutes, in one app. */
export function issueCode(store: Store, app: string, name: string): string {
  const code = `0${randomAlphanumeric(31)}`;
  store.put('loginCode', code, { code, app, name, createdAt: new Date().toISOString() });
  return code;
}

/** Whose code it is. `demo-<name>` is good in every app as often as one likes. */
export function redeemCode(store: Store, app: string, code: string): { name: string } | 'unknown' | 'used' {
  const demo = DEMO.exec(code);
  if (demo) return { name: demo[1]! };
  const known = store.get('loginCode', code);
  if (!known || known.app !== app) return 'unknown';
  if (known.usedAt) return 'used';
  if (Date.now() - Date.parse(known.createdAt) > CODE_LIFE) return 'unknown';
  store.put('loginCode', code, { ...known, usedAt: new Date().toISOString() });
  return { name: known.name };
}
