import type { SigningPlatform } from './contract';

export const signing: SigningPlatform = {
  opens: 'alipay-sign',
  returnUrl: () => undefined,
  open: action =>
    new Promise(resolve => {
      if (action.kind !== 'alipay-sign') return resolve();
      // Turned back or not, the server says what was agreed.
      my.paySignCenter({ signStr: action.signStr, success: () => resolve(), fail: () => resolve() });
    }),
};
