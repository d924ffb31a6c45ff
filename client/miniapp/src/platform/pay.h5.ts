import type { WechatPayParams } from '@api/types';
import { type Browser, currentBrowser } from './browser.h5';
import type { PayPlatform, PayWay, WalletHint } from './contract';
import { payInShell, shellWays } from './shell.h5';

const ways: Record<Browser, PayWay[]> = {
  wechat: [{ channel: 'web-hall', method: 'wechat', product: 'jsapi' }],
  alipay: [{ channel: 'web-hall', method: 'alipay', product: 'wap' }],
  phone: [
    { channel: 'web-hall', method: 'wechat', product: 'h5' },
    { channel: 'web-hall', method: 'alipay', product: 'wap' },
    { channel: 'web-hall', method: 'unionpay', product: 'wap' },
  ],
  desktop: [
    { channel: 'web-hall', method: 'wechat', product: 'native' },
    { channel: 'web-hall', method: 'alipay', product: 'page' },
    { channel: 'online-bank', method: 'unionpay', product: 'front' },
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

/** Leaves the page by a POST, as UnionPay's gateway asks: the fields are signed and go as they are. */
function postForm(url: string, fields: Record<string, string>): void {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = url;
  form.hidden = true;
  for (const [name, value] of Object.entries(fields)) {
    const input = document.createElement('input');
    input.type = 'hidden';
    input.name = name;
    input.value = value;
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}

export const pay: PayPlatform = {
  ways: () => shellWays() ?? ways[currentBrowser()],
  returnUrl: () => '/?from=wallet',
  perform: action => {
    if (action.kind === 'wechat-jsapi') return payInWechat(action.params);
    if (action.kind === 'app') return payInShell(action);
    if (action.kind !== 'redirect' && action.kind !== 'form') return Promise.resolve('unknown');
    if (action.kind === 'form') postForm(action.url, action.fields);
    else location.assign(action.url);
    return new Promise(() => {});
  },
};
