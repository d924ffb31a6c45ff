/** WeChat's browser as far as a page sees it: its name, and the bridge that opens the wallet. */
import { type BrowserContextOptions, devices, type Page } from 'playwright-core';
import type { RunningHall } from '../../support/hall.ts';

export const inWechat: BrowserContextOptions = {
  ...devices['Pixel 7'],
  userAgent: `${devices['Pixel 7']!.userAgent} MMWEBID/1 MicroMessenger/8.0.50 NetType/WIFI Language/zh_CN`,
};

export interface WechatBridge {
  /** What the person does when the wallet opens. */
  does: 'confirm' | 'cancel';
  /** What the page asked for, in order. */
  asked: Record<string, string>[];
}

/** The bridge comes some time after the page, as in WeChat. The sandbox checks the signature as WeChat would. */
export async function addBridge(page: Page, hall: RunningHall): Promise<WechatBridge> {
  const bridge: WechatBridge = { does: 'confirm', asked: [] };
  await page.exposeFunction('askWechat', async (call: string, params: Record<string, string>) => {
    if (call !== 'getBrandWCPayRequest') return 'system:function_not_exist';
    bridge.asked.push(params);
    const action = bridge.does === 'cancel' ? { action: 'cancel' } : {};
    const { errMsg } = await hall.sandbox.post<{ errMsg: string }>('/control/wechat/request-payment', {
      ...params,
      ...action,
    });
    if (errMsg === 'requestPayment:ok') return 'get_brand_wcpay_request:ok';
    return `get_brand_wcpay_request:${errMsg.endsWith('cancel') ? 'cancel' : 'fail'}`;
  });
  await page.addInitScript(`
    setTimeout(() => {
      window.WeixinJSBridge = {
        invoke: (call, params, done) => void window.askWechat(call, params).then(err_msg => done({ err_msg })),
      };
      document.dispatchEvent(new Event('WeixinJSBridgeReady'));
    }, 300);`);
  return bridge;
}
