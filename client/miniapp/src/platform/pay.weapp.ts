import type { PayPlatform, WalletHint } from './contract';

function requestPayment(params: Parameters<typeof wx.requestPayment>[0]): Promise<WalletHint> {
  return new Promise(resolve =>
    wx.requestPayment({
      ...params,
      success: () => resolve('done'),
      fail: ({ errMsg }) => resolve(/cancel/.test(errMsg) ? 'cancelled' : 'unknown'),
    }),
  );
}

export const pay: PayPlatform = {
  ways: () => [{ channel: 'wechat', method: 'wechat', product: 'mini' }],
  returnUrl: () => undefined,
  perform: async action => {
    if (action.kind !== 'wechat-mini') return 'unknown';
    const { timeStamp, nonceStr, package: prepay, signType, paySign } = action.params;
    return requestPayment({ timeStamp, nonceStr, package: prepay, signType, paySign });
  },
};
