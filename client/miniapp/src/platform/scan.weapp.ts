import type { ScanPlatform } from './contract';

export const scanner: ScanPlatform = {
  available: true,
  scan: () =>
    new Promise(resolve =>
      wx.scanCode({
        scanType: ['barCode', 'qrCode'],
        success: ({ result }) => resolve(result),
        fail: () => resolve(null),
      }),
    ),
};
