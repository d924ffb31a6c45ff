import type { SigningPlatform } from './contract';

export const signing: SigningPlatform = {
  opens: 'redirect',
  returnUrl: () => '/?from=signing',
  open: action => {
    if (action.kind !== 'redirect') return Promise.resolve();
    location.assign(action.url);
    return new Promise(() => {});
  },
};
