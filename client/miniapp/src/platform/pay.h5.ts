import type { WechatPayParams } from '@api/types';
import { type Browser, currentBrowser } from './browser.h5';
import type { PayPlatform, PayWay, WalletHint } from './contract';

const ways: Record<Browser, PayWay[]> = {
  wechat: [{ channel: 'web-hall', method: 'wechat', product: 'jsapi' }],
  alipay: [{ channel: 'web-hall', method: 'alipay', product: 'wap' }],
  phone: [
    { channel: 'web-hall', method: 'wechat', product: 'h5' },
    { channel: 'web-hall', method: 'alipay', product: 'wap' },
  ],
  desktop: [
    { channel: 'web-hall', method: 'wechat', product: 'native' },
    { channel: 'web-hall', method: 'alipay', product: 'page' },
  ],
};

interface WeixinBridge {
  invoke(call: string, params: WechatPayParams, done: (answer: { err_msg: string }) => void): void;
}

/** WeChat's browser puts its bridge in place some time after the page has loaded. */
function weixinBridge(): Promise<WeixinBridge> {
  const present = () => (window as { WeixinJSBridge?: WeixinBridge }).WeixinJSBridge;
  return new Promise(resolve => {
    const bridge = present();
    if (bridge) return resolve(bridge);
    document.addEventListener('WeixinJSBridgeReady', () => resolve(present() as WeixinBridge), {
      once: true,
    });
  });
}

async function payInWechat(params: WechatPayParams): Promise<WalletHint> {
  const bridge = await weixinBridge();
  return new Promise(resolve =>
    bridge.invoke('getBrandWCPayRequest', params, ({ err_msg }) => {
      if (err_msg === 'get_brand_wcpay_request:ok') return resolve('done');
      resolve(err_msg === 'get_brand_wcpay_request:cancel' ? 'cancelled' : 'unknown');
    }),
  );
}

export const pay: PayPlatform = {
  ways: () => ways[currentBrowser()],
  returnUrl: () => '/?from=wallet',
  perform: action => {
    if (action.kind === 'wechat-jsapi') return payInWechat(action.params);
    if (action.kind !== 'redirect') return Promise.resolve('unknown');
    location.assign(action.url);
    return new Promise(() => {});
  },
};
