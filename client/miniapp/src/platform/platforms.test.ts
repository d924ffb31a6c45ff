import type { PayerAction } from '@api/types';
import { browserOf } from './browser.h5';
import { consent as consentInAlipay } from './consent.alipay';
import { consent as consentInBrowser } from './consent.h5';
import { consent as consentInWechat } from './consent.weapp';
import { files as filesInAlipay } from './files.alipay';
import { pay as alipay } from './pay.alipay';
import { pay as web } from './pay.h5';
import { pay as wechat } from './pay.weapp';
import { signing as signInAlipay } from './signing.alipay';
import { signing as signInWechat } from './signing.weapp';

const params = { timeStamp: '1', nonceStr: 'n', package: 'prepay_id=1', signType: 'RSA', paySign: 's' };
const agents = {
  wechat: 'Mozilla/5.0 (Linux; Android 14) Mobile Safari/537.36 MicroMessenger/8.0.50',
  alipay: 'Mozilla/5.0 (iPhone) Mobile AlipayClient/10.5.96',
  phone: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Mobile/15E148 Safari/604.1',
  desktop: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0.0.0 Safari/537.36',
};

function wallet(
  name: 'wx' | 'my',
  call: string,
  answer: (options: Record<string, (result: object) => void>) => void,
): jest.Mock {
  const made = jest.fn(answer);
  Object.assign(globalThis, { [name]: { [call]: made } });
  return made;
}

describe('the wallet’s own window for messages', () => {
  test('WeChat says of each template whether it was accepted', async () => {
    wallet('wx', 'requestSubscribeMessage', ({ success }) =>
      success?.({ a: 'accept', b: 'reject', c: 'ban' }),
    );
    expect(await consentInWechat.ask(['a', 'b', 'c'])).toEqual(['a']);
    wallet('wx', 'requestSubscribeMessage', ({ fail }) => fail?.({ errMsg: 'main switch is off' }));
    expect(await consentInWechat.ask(['a'])).toEqual([]);
  });

  test('Alipay lists what was agreed to, and nothing when turned away', async () => {
    const result = { subscribeEntityIds: ['a'] };
    wallet('my', 'requestSubscribeMessage', ({ success }) => success?.({ behavior: 'subscribe', result }));
    expect(await consentInAlipay.ask(['a', 'b'])).toEqual(['a']);
    wallet('my', 'requestSubscribeMessage', ({ success }) => success?.({ behavior: 'cancel' }));
    expect(await consentInAlipay.ask(['a'])).toEqual([]);
  });

  test('a browser never asks', () => {
    expect(consentInBrowser.channel).toBeNull();
  });
});

describe('a file in Alipay', () => {
  type Call = Record<string, (result: object) => void>;
  const copied = jest.fn();
  const kept = new Set<string>();
  const phone = (canSave: boolean, refusal?: { error?: number; errorMessage: string }) =>
    Object.assign(globalThis, {
      my: {
        env: { USER_DATA_PATH: 'usr' },
        canIUse: () => canSave,
        downloadFile: ({ success }: Call) => success?.({ apFilePath: 'tmp/1' }),
        getFileSystemManager: () => ({
          saveFile: ({ filePath, success }: Call & { filePath: string }) => {
            kept.add(filePath);
            success?.({});
          },
          unlink: ({ filePath, success }: Call & { filePath: string }) => {
            kept.delete(filePath);
            success?.({});
          },
        }),
        saveFileToDisk: ({ filePath, success, fail }: Call & { filePath: string }) => {
          expect(kept).toContain(filePath);
          if (refusal) fail?.(refusal);
          else success?.({});
        },
        request: ({ success }: Call) => success?.({ data: 'a,b' }),
        setClipboard: ({ text, success }: Call) => {
          copied(text);
          success?.({});
        },
      },
    });
  const handOver = () => filesInAlipay.handOver({ url: 'https://hall/usage', token: 't', name: 'usage.csv' });

  test('is kept on the phone, and not a second time in the hall’s own storage', async () => {
    phone(true);
    expect([filesInAlipay.way, await handOver(), await handOver()]).toEqual(['save', 'save', 'save']);
    expect([copied.mock.calls, [...kept]]).toEqual([[], []]);
  });

  test('stays where it is when its owner turns back: nothing lands on the clipboard', async () => {
    phone(true, { error: 11, errorMessage: 'fail cancel' });
    expect(await handOver()).toBe('none');
    expect([copied.mock.calls, [...kept]]).toEqual([[], []]);
  });

  test('leaves as text where the wallet is too old, or the phone refuses', async () => {
    phone(false);
    expect([filesInAlipay.way, await handOver()]).toEqual(['copy', 'copy']);
    phone(true, { errorMessage: 'denied' });
    expect(await handOver()).toBe('copy');
    expect([copied.mock.calls, [...kept]]).toEqual([[['a,b'], ['a,b']], []]);
  });
});

test('a mini-program never offers the other wallet', () => {
  expect(wechat.ways().map(({ method }) => method)).toEqual(['wechat']);
  expect(alipay.ways().map(({ method }) => method)).toEqual(['alipay']);
});

test.each([
  ['wechat', ['jsapi']],
  ['alipay', ['wap']],
  ['phone', ['h5', 'wap', 'wap']],
  ['desktop', ['native', 'page', 'front']],
] as const)('a %s browser is offered %s', (browser, products) => {
  jest.spyOn(navigator, 'userAgent', 'get').mockReturnValue(agents[browser]);
  expect(browserOf(agents[browser])).toBe(browser);
  expect(web.ways().map(({ product }) => product)).toEqual(products);
});

test('UnionPay gets the signed fields by a POST, as they are', () => {
  const sent: Record<string, string>[] = [];
  jest.spyOn(HTMLFormElement.prototype, 'submit').mockImplementation(function (this: HTMLFormElement) {
    sent.push({ to: this.action, how: this.method, ...Object.fromEntries(new FormData(this)) } as never);
  });
  const fields = { orderId: 'P1', signPubKeyCert: 'a\r\nb+c==' };
  void web.perform({ kind: 'form', gateway: 'unionpay', url: 'https://gateway.example/front.do', fields });
  expect(sent).toEqual([{ to: 'https://gateway.example/front.do', how: 'post', ...fields }]);
});

describe('inside the app', () => {
  const action = { kind: 'app', gateway: 'unionpay', tn: '1', mode: '01' } as PayerAction;
  const shell = (pay: (given: PayerAction) => Promise<{ result: string }>) =>
    Object.assign(window, { DiantingShell: { version: 1, wallets: ['wechat', 'unionpay'], pay } });
  afterEach(() => {
    delete (window as { DiantingShell?: unknown }).DiantingShell;
  });

  test("only the shell's wallets are offered, by the channel of the app", () => {
    shell(async () => ({ result: 'done' }));
    expect(web.ways()).toEqual([
      { channel: 'app', method: 'wechat', product: 'app' },
      { channel: 'app', method: 'unionpay', product: 'app' },
    ]);
  });

  test('the shell gets what the server signed, unchanged, and its word is a hint', async () => {
    const given: PayerAction[] = [];
    shell(async one => {
      given.push(one);
      return { result: 'done' };
    });
    expect(await web.perform(action)).toBe('done');
    expect(given).toEqual([action]);
    shell(async () => ({ result: 'paid for sure' }));
    expect(await web.perform(action)).toBe('unknown');
    shell(() => Promise.reject(new Error('the SDK is not there')));
    expect(await web.perform(action)).toBe('unknown');
  });
});

test('WeChat gets exactly what the server signed, and turning back is told from not knowing', async () => {
  const action: PayerAction = { kind: 'wechat-mini', params };
  const asked = wallet('wx', 'requestPayment', ({ success }) => success?.({}));
  expect(await wechat.perform(action)).toBe('done');
  expect(asked).toHaveBeenCalledWith(expect.objectContaining(params));
  wallet('wx', 'requestPayment', ({ fail }) => fail?.({ errMsg: 'requestPayment:fail cancel' }));
  expect(await wechat.perform(action)).toBe('cancelled');
  wallet('wx', 'requestPayment', ({ fail }) => fail?.({ errMsg: 'requestPayment:fail timeout' }));
  expect(await wechat.perform(action)).toBe('unknown');
});

test.each([
  ['9000', 'done'],
  ['8000', 'unknown'],
  ['6004', 'unknown'],
  ['6001', 'cancelled'],
  ['4000', 'unknown'],
])('Alipay’s %s is only a hint: %s', async (resultCode, hint) => {
  const asked = wallet('my', 'tradePay', ({ success }) => success?.({ resultCode }));
  expect(await alipay.perform({ kind: 'alipay-trade', tradeNo: 'T1' })).toBe(hint);
  expect(asked).toHaveBeenCalledWith(expect.objectContaining({ tradeNO: 'T1' }));
});

test('for signing, WeChat opens its own mini-program and Alipay its centre, with what the server gave', async () => {
  const jump = wallet('wx', 'navigateToMiniProgram', ({ success }) => success?.({}));
  const extraData = { pre_entrustweb_id: 'e1' };
  await signInWechat.open({ kind: 'wechat-sign', appId: 'wxbd', path: 'pages/sign', extraData });
  expect(jump).toHaveBeenCalledWith(
    expect.objectContaining({ appId: 'wxbd', path: 'pages/sign', extraData }),
  );
  const centre = wallet('my', 'paySignCenter', ({ fail }) => fail?.({ errorMessage: 'turned back' }));
  await signInAlipay.open({ kind: 'alipay-sign', signStr: 'a=b' });
  expect(centre).toHaveBeenCalledWith(expect.objectContaining({ signStr: 'a=b' }));
  // One wallet's action is nothing to the other.
  await signInWechat.open({ kind: 'alipay-sign', signStr: 'a=b' });
  expect(jump).toHaveBeenCalledTimes(1);
});

test('an action made for another platform is never guessed at', async () => {
  expect(await wechat.perform({ kind: 'alipay-trade', tradeNo: 'T1' })).toBe('unknown');
  expect(await alipay.perform({ kind: 'wechat-mini', params })).toBe('unknown');
});
