import type { ScanPlatform } from './contract';

export const scanner: ScanPlatform = {
  available: true,
  scan: () =>
    new Promise(resolve =>
      my.scan({
        scanType: ['barCode', 'qrCode'],
        success: ({ code }) => resolve(code),
        fail: () => resolve(null),
      }),
    ),
};
