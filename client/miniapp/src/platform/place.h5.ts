import type { PlacePlatform } from './contract';

/** The code of somebody who does not let us know. */
const refused = 1;

export const place: PlacePlatform = {
  available: () => 'geolocation' in navigator,
  choose: () =>
    new Promise((resolve, reject) =>
      navigator.geolocation.getCurrentPosition(
        ({ coords: { latitude, longitude } }) => resolve({ name: '', latitude, longitude }),
        ({ code, message }) => (code === refused ? resolve(null) : reject(new Error(message))),
        { enableHighAccuracy: true, timeout: 10_000 },
      ),
    ),
};
