import type { Sandbox } from '../sandbox.ts';
import { randomDigits } from '../state/ids.ts';

export type Wallet = 'wechat-pay' | 'alipay';

/**
 * What comes of a code when it is scanned; its last digit tells it.
 * `pays` at once, `asks` the buyer for the password, `poor`: too little money, `unclear`: the buyer pays, and the
 * gateway says that it does not know.
 */
export type Behaviour = 'pays' | 'asks' | 'poor' | 'unclear';

const LAST: Record<Behaviour, string> = { pays: '0', asks: '1', poor: '2', unclear: '3' };

/** WeChat: 18 digits beginning with 10–15. Alipay: 16–24 digits beginning with 25–30. */
const FORMS: Record<Wallet, RegExp> = {
  'wechat-pay': /^1[0-5]\d{16}$/,
  alipay: /^(2[5-9]|30)\d{14,22}$/,
};

/** A code as the wallet shows it; good for one payment. */
export const newPayCode = (wallet: Wallet, behaviour: Behaviour): string =>
  `${wallet === 'alipay' ? '28' : '13'}${randomDigits(15)}${LAST[behaviour]}`;

export const isBehaviour = (text: string): text is Behaviour => text in LAST;

/** Uses a code up. Any code of the right form is somebody's; undefined: of no form, or used before. */
export function useCode(sandbox: Sandbox, wallet: Wallet, code: string): Behaviour | undefined {
  if (!FORMS[wallet].test(code) || sandbox.store.get('payCode', code)) return undefined;
  sandbox.store.put('payCode', code, { code, usedAt: new Date().toISOString() });
  const behaviours = Object.keys(LAST) as Behaviour[];
  return behaviours.find(one => LAST[one] === code.at(-1)) ?? 'pays';
}
