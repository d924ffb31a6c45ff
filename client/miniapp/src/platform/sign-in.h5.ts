import type { HallConfig } from '@api/types';
import { currentBrowser } from './browser.h5';
import type { SignInPlatform } from './contract';

const stateKey = 'hall:oauth-state';

/** Web sign-in with an official account: WeChat sends the browser back with ?code=…&state=…. */
function wechatAuthorizeUrl({ oaAppId, sandboxUrl }: HallConfig): string {
  const state = Math.random().toString(36).slice(2);
  sessionStorage.setItem(stateKey, state);
  const query = new URLSearchParams({
    appid: oaAppId ?? '',
    redirect_uri: `${location.origin}/`,
    response_type: 'code',
    scope: 'snsapi_base',
    state,
  });
  return `${sandboxUrl ?? 'https://open.weixin.qq.com'}/connect/oauth2/authorize?${query}#wechat_redirect`;
}

export const signInPlatform: SignInPlatform = {
  get wallet() {
    return currentBrowser() === 'wechat' ? ('wechat' as const) : null;
  },
  askWallet: config => {
    location.assign(wechatAuthorizeUrl(config));
    return Promise.resolve(null);
  },
  // A code without the state we set came from somebody else's link, and is left alone.
  returned: () => {
    const query = new URLSearchParams(location.search);
    const code = query.get('code');
    const expected = sessionStorage.getItem(stateKey);
    if (!code || !expected || query.get('state') !== expected) return null;
    sessionStorage.removeItem(stateKey);
    history.replaceState(history.state, '', `${location.pathname}${location.hash}`);
    return { kind: 'wechat-oa', code };
  },
};
