/**
 * The wallets' API as far as the hall and Taro's runtime use it: every call is recorded, answered later by
 * callbacks as on a phone, and can be given an answer by the test. Taro takes the names from `Object.keys`.
 */
import type { Platform } from './dialects.ts';

export type Options = Record<string, unknown>;
/** What the wallet does when called: the result for `success`, or a throw for `fail`. */
export type WalletAnswer = (options: Options) => unknown;

export interface WalletCall {
  name: string;
  options: Options;
}

export interface WalletHost {
  platform: Platform;
  record(call: WalletCall): void;
  /** Between the call and its callbacks the page is not settled. */
  busy(change: 1 | -1): void;
  open(url: string, how: 'navigateTo' | 'redirectTo' | 'reLaunch'): void;
  back(count: number): void;
  storage: Map<string, unknown>;
  launch: () => object;
  measure: () => object;
  connectSocket: (options: Options) => object;
  answers: Record<string, WalletAnswer>;
  device: Record<string, unknown>;
}

const device = {
  brand: 'test',
  model: 'test',
  pixelRatio: 2,
  screenWidth: 390,
  screenHeight: 844,
  windowWidth: 390,
  windowHeight: 750,
  statusBarHeight: 47,
  language: 'zh_CN',
  version: '8.0.50',
  system: 'iOS 16.0',
  SDKVersion: '3.5.0',
  safeArea: { top: 47, bottom: 810, left: 0, right: 390, width: 390, height: 763 },
};

const plainCalls = [
  'request',
  'login',
  'scanCode',
  'downloadFile',
  'openDocument',
  'shareFileMessage',
  'makePhoneCall',
  'requestPayment',
  'requestSubscribeMessage',
  'navigateToMiniProgram',
  'setNavigationBarTitle',
  'setNavigationBarColor',
  'showToast',
  'hideToast',
  'showModal',
  'pageScrollTo',
  'stopPullDownRefresh',
];
const alipayCalls = [
  'paySignCenter',
  'getAuthCode',
  'tradePay',
  'scan',
  'setClipboard',
  'setNavigationBar',
  'httpRequest',
  'confirm',
  'alert',
];

export function createWalletApi(host: WalletHost): Record<string, unknown> {
  const alipay = host.platform === 'alipay';
  const system = { ...device, platform: alipay ? 'iOS' : 'devtools' };
  const nothing = () => {};
  const keyOf = (argument: unknown) =>
    alipay ? String((argument as { key: string }).key) : String(argument);
  const immediate: Record<string, (...given: never[]) => unknown> = {
    getSystemInfoSync: () => system,
    getWindowInfo: () => system,
    getDeviceInfo: () => system,
    getAppBaseInfo: () => ({ ...system, theme: 'light' }),
    getLaunchOptionsSync: host.launch,
    getEnterOptionsSync: host.launch,
    canIUse: () => true,
    nextTick: (run: () => void) => setTimeout(run, 0),
    createSelectorQuery: host.measure,
    connectSocket: (options: Options) => {
      host.record({ name: 'connectSocket', options });
      return host.connectSocket(options);
    },
    getStorageSync: (key: unknown) =>
      alipay ? { data: host.storage.get(keyOf(key)) } : (host.storage.get(keyOf(key)) ?? ''),
    setStorageSync: (key: unknown, value: unknown) =>
      host.storage.set(keyOf(key), alipay ? (key as unknown as { data: unknown }).data : value),
    removeStorageSync: (key: unknown) => host.storage.delete(keyOf(key)),
    onAppShow: nothing,
    onAppHide: nothing,
    onError: nothing,
    onUnhandledRejection: nothing,
    onPageNotFound: nothing,
    onThemeChange: nothing,
  };
  const navigation: Record<string, WalletAnswer> = {
    navigateTo: ({ url }) => host.open(String(url), 'navigateTo'),
    redirectTo: ({ url }) => host.open(String(url), 'redirectTo'),
    reLaunch: ({ url }) => host.open(String(url), 'reLaunch'),
    navigateBack: ({ delta }) => host.back(Number(delta ?? 1)),
  };
  const later = [
    ...plainCalls,
    ...(alipay ? alipayCalls : []),
    ...Object.keys(navigation),
    ...Object.keys(host.answers),
  ];
  const api: Record<string, unknown> = { SDKVersion: '3.5.0', env: { USER_DATA_PATH: 'file://usr' } };
  for (const [name, run] of Object.entries({ ...immediate, ...host.device })) api[name] = run;
  for (const name of new Set(later)) {
    api[name] = (options: Options = {}) => {
      host.record({ name, options });
      host.busy(1);
      setImmediate(
        () => void answer(name, options, host.answers[name] ?? navigation[name]).finally(() => host.busy(-1)),
      );
      return { abort: nothing, onHeadersReceived: nothing, onProgressUpdate: nothing };
    };
  }
  return api;
}

async function answer(name: string, options: Options, respond: WalletAnswer = () => ({})): Promise<void> {
  const tell = (callback: 'success' | 'fail' | 'complete', result: object) =>
    (options[callback] as ((result: object) => void) | undefined)?.(result);
  try {
    const result = { errMsg: `${name}:ok`, ...((await respond(options)) as object | undefined) };
    tell('success', result);
    tell('complete', result);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const failure = { errMsg: `${name}:fail ${message}`, errorMessage: message };
    tell('fail', failure);
    tell('complete', failure);
  }
}
