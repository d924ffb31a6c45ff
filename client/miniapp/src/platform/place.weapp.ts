import type { PlacePlatform } from './contract';

export const place: PlacePlatform = {
  available: () => true,
  choose: () =>
    new Promise((resolve, reject) =>
      wx.chooseLocation({
        success: ({ name, address, latitude, longitude }) =>
          resolve({ name: name || address, latitude, longitude }),
        fail: ({ errMsg }) => (/cancel|auth deny/.test(errMsg) ? resolve(null) : reject(new Error(errMsg))),
      }),
    ),
};
