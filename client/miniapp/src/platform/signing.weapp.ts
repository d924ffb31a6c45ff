import type { SigningPlatform } from './contract';

export const signing: SigningPlatform = {
  opens: 'wechat-sign',
  returnUrl: () => undefined,
  open: action =>
    new Promise(resolve => {
      if (action.kind !== 'wechat-sign') return resolve();
      const { appId, path, extraData } = action;
      // Turned back or not, the server says what was agreed.
      wx.navigateToMiniProgram({ appId, path, extraData, success: () => resolve(), fail: () => resolve() });
    }),
};
