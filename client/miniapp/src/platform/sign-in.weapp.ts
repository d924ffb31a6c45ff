import type { SignInPlatform } from './contract';

export const signInPlatform: SignInPlatform = {
  wallet: 'wechat',
  inPlace: true,
  askWallet: () =>
    new Promise((resolve, reject) =>
      wx.login({
        success: ({ code }) => resolve({ kind: 'wechat-mini', code }),
        fail: ({ errMsg }) => reject(new Error(errMsg)),
      }),
    ),
  keepPage: () => {},
  returned: () => null,
};
