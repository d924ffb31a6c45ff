import { getWechatSignIn } from '@/api/hall';
import { newIdempotencyKey } from '@/api/idempotency-key';
import { pages } from '@/navigation/pages';
import { currentBrowser } from './browser.h5';
import type { SignInPlatform } from './contract';

const stateKey = 'hall:oauth-state';
const pageKey = 'hall:oauth-page';
const keptKey = 'hall:sign-in-from';

/** The page that asked WeChat who is there, as the address has it. */
export const askedFrom = (): string | null => sessionStorage.getItem(pageKey);

export const signInPlatform: SignInPlatform = {
  get wallet() {
    return currentBrowser() === 'wechat' ? ('wechat' as const) : null;
  },
  inPlace: false,
  // WeChat sends the browser back to `/?code=…&state=…`.
  askWallet: async () => {
    const state = newIdempotencyKey();
    const url = await getWechatSignIn(state);
    sessionStorage.setItem(stateKey, state);
    // The page for signing in has nothing to show afterwards; the one that led to it has, and signs in as well.
    const kept = location.hash.startsWith(`#/${pages.signIn}`) && sessionStorage.getItem(keptKey);
    sessionStorage.setItem(pageKey, kept || location.hash);
    location.assign(url);
    return null;
  },
  keepPage: () => sessionStorage.setItem(keptKey, location.hash),
  // A code without the state we set came from somebody else's link, and is left alone.
  returned: () => {
    const query = new URLSearchParams(location.search);
    const code = query.get('code');
    const expected = sessionStorage.getItem(stateKey);
    if (!code || !expected || query.get('state') !== expected) return null;
    sessionStorage.removeItem(stateKey);
    sessionStorage.removeItem(keptKey);
    history.replaceState(history.state, '', `${location.pathname}${location.hash}`);
    return { kind: 'wechat-oa', code };
  },
};
