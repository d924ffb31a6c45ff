import type { PlacePlatform } from './contract';

/** The wallet's code for turning back. */
const turnedBack = 11;

export const place: PlacePlatform = {
  available: () => true,
  choose: () =>
    new Promise((resolve, reject) =>
      my.chooseLocation({
        success: ({ name, address, latitude, longitude }) =>
          resolve({ name: name || address, latitude: Number(latitude), longitude: Number(longitude) }),
        fail: ({ error, errorMessage }) =>
          error === turnedBack ? resolve(null) : reject(new Error(errorMessage)),
      }),
    ),
};
