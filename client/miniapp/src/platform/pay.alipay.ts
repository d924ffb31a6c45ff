import type { PayPlatform, WalletHint } from './contract';

/** Alipay's resultCode: 9000 success, 6001 the person turned back; 8000, 6004 and the rest are not known. */
function hintOf(resultCode: string | number | undefined): WalletHint {
  const code = String(resultCode);
  if (code === '9000') return 'done';
  return code === '6001' ? 'cancelled' : 'unknown';
}

export const pay: PayPlatform = {
  ways: () => [{ channel: 'alipay', method: 'alipay', product: 'create' }],
  returnUrl: () => undefined,
  perform: action =>
    new Promise(resolve => {
      if (action.kind !== 'alipay-trade') return resolve('unknown');
      my.tradePay({
        tradeNO: action.tradeNo,
        success: result => resolve(hintOf(result.resultCode)),
        fail: () => resolve('unknown'),
      });
    }),
};
