/** A phone with the compiled mini-program on it, connected to a running hall and to the sandbox's wallet. */
import { createPublicKey, createVerify } from 'node:crypto';
import type { RunningHall } from '../../support/hall.ts';
import { ensureBuilt } from '../../support/miniapp/built.ts';
import type { Platform } from '../../support/miniapp/dialects.ts';
import { requestsTo } from '../../support/miniapp/hall-requests.ts';
import { socketsTo } from '../../support/miniapp/hall-sockets.ts';
import { MiniApp, noSocket } from '../../support/miniapp/mini-app.ts';
import type { WalletAnswer } from '../../support/miniapp/wallet-api.ts';

export interface Phone {
  app: MiniApp;
  /** What the wallet does when it is asked to pay: the person confirms, turns back, or it cannot tell. */
  wallet: { does: 'confirm' | 'cancel' | 'lose the answer' };
  /** Some networks let requests through and no sockets. */
  network: { sockets: boolean };
  /** What the wallet has handed over, by name: into the phone's own storage, or into a chat. */
  disk: Map<string, string>;
}

export const words = {
  weapp: { signIn: '微信登录', payCall: 'requestPayment' },
  alipay: { signIn: '支付宝登录', payCall: 'tradePay' },
} as const;

/** @param person the sandbox knows this one by the sign-in code `demo-<person>` */
export async function openPhone(
  hall: RunningHall,
  platform: Platform,
  person: string,
  storage?: Map<string, unknown>,
  answers: Record<string, WalletAnswer> = {},
  device: Record<string, unknown> = {},
): Promise<Phone> {
  const wallet: Phone['wallet'] = { does: 'confirm' };
  const network: Phone['network'] = { sockets: true };
  const files = new Map<string, Buffer>();
  const disk: Phone['disk'] = new Map();
  const sockets = socketsTo(hall.url, platform);
  const app = new MiniApp({
    platform,
    dist: await ensureBuilt(platform),
    storage,
    device: { getFileSystemManager: () => fileSystemOf(files), ...device },
    connectSocket: options => (network.sockets ? sockets : noSocket)(options),
    answers: {
      request: requestsTo(hall.url, platform),
      login: () => ({ code: `demo-${person}` }),
      getAuthCode: () => ({ authCode: `demo-${person}` }),
      requestPayment: options => payByWechat(hall, options, wallet.does),
      tradePay: options => payByAlipay(hall, options, wallet.does),
      downloadFile: options => download(hall, options, files),
      ...(platform === 'alipay'
        ? { saveFileToDisk: options => toDisk(options, files, disk) }
        : { shareFileMessage: options => toChat(options, files, disk) }),
      ...answers,
    },
  });
  return { app, wallet, network, disk };
}

/** The sandbox checks the signature as WeChat would before it takes the money. */
const payByWechat = async (
  hall: RunningHall,
  options: Parameters<WalletAnswer>[0],
  does: Phone['wallet']['does'],
): Promise<object> => {
  const { success: _s, fail: _f, complete: _c, ...params } = options;
  const action = does === 'cancel' ? { action: 'cancel' } : {};
  const { errMsg } = await hall.sandbox.post<{ errMsg: string }>('/control/wechat/request-payment', {
    ...params,
    appId: hall.sandbox.credentials['WECHAT_PAY_APP_ID'],
    ...action,
  });
  if (does === 'lose the answer') throw new Error('timeout');
  if (errMsg !== 'requestPayment:ok') throw new Error(errMsg.replace(/^requestPayment:fail\s*/, ''));
  return {};
};

const payByAlipay = async (
  hall: RunningHall,
  options: Parameters<WalletAnswer>[0],
  does: Phone['wallet']['does'],
): Promise<object> => {
  const action = does === 'cancel' ? { action: 'cancel' } : {};
  const { resultCode } = await hall.sandbox.post<{ resultCode: string }>('/control/alipay/trade-pay', {
    tradeNO: options['tradeNO'],
    ...action,
  });
  return { resultCode: does === 'lose the answer' ? '6004' : resultCode };
};

/** WeChat Pay: the client's parameters are signed by the merchant over app, time, nonce and prepay id. */
export function isSignedByMerchant(hall: RunningHall, params: Record<string, unknown>): boolean {
  const { WECHAT_PAY_PRIVATE_KEY: key, WECHAT_PAY_APP_ID: appId } = hall.sandbox.credentials;
  const text = [appId, params['timeStamp'], params['nonceStr'], params['package'], ''].join('\n');
  return createVerify('RSA-SHA256')
    .update(text)
    .verify(createPublicKey(key!), String(params['paySign']), 'base64');
}

/** The file stays on the phone under a name of its own; the two wallets call that name differently. */
async function download(
  hall: RunningHall,
  options: Parameters<WalletAnswer>[0],
  files: Map<string, Buffer>,
): Promise<object> {
  const { pathname, search } = new URL(String(options['url']));
  const reply = await fetch(hall.url + pathname + search, {
    headers: options['header'] as Record<string, string>,
  });
  const bytes = Buffer.from(await reply.arrayBuffer());
  const file = bytes.toString('latin1', 0, 5) === '%PDF-' ? 'tmp/receipt.pdf' : 'tmp/no-pdf';
  files.set(file, bytes);
  return { statusCode: reply.status, tempFilePath: file, apFilePath: file };
}

/** Alipay moves what it has fetched to where the program wants it. */
const fileSystemOf = (files: Map<string, Buffer>) => ({
  saveFile({ tempFilePath, filePath, success, fail }: Parameters<WalletAnswer>[0]) {
    const bytes = files.get(String(tempFilePath));
    setImmediate(() => {
      if (!bytes) return (fail as (failure: object) => void)({ errorMessage: 'no such file' });
      files.delete(String(tempFilePath));
      files.set(String(filePath), bytes);
      (success as () => void)();
    });
  },
  unlink({ filePath, success }: Parameters<WalletAnswer>[0]) {
    files.delete(String(filePath));
    setImmediate(success as () => void);
  },
});

function toDisk(
  { filePath }: Parameters<WalletAnswer>[0],
  files: Map<string, Buffer>,
  disk: Phone['disk'],
): object {
  const bytes = files.get(String(filePath));
  if (!bytes) throw new Error('no such file');
  disk.set(String(filePath).replace(/^.*\//, ''), bytes.toString());
  return { success: true };
}

function toChat(
  { filePath, fileName }: Parameters<WalletAnswer>[0],
  files: Map<string, Buffer>,
  chat: Phone['disk'],
): object {
  const bytes = files.get(String(filePath));
  if (!bytes) throw new Error('no such file');
  chat.set(String(fileName), bytes.toString());
  return {};
}
