import type { SignInPlatform } from './contract';

export const signInPlatform: SignInPlatform = {
  wallet: 'alipay',
  inPlace: true,
  // `auth_base` only tells who it is and asks the person for nothing.
  askWallet: () =>
    new Promise((resolve, reject) =>
      my.getAuthCode({
        scopes: 'auth_base',
        success: ({ authCode }) => resolve({ kind: 'alipay', code: authCode }),
        fail: ({ errorMessage }) => reject(new Error(errorMessage)),
      }),
    ),
  keepPage: () => {},
  returned: () => null,
};
