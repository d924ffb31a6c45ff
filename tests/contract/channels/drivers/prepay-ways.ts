/** Every channel of orders at a gateway, with every gateway that its payer may choose there. */
import type { RunningHall } from '../../../support/hall.ts';

interface Way {
  gateway: 'wechat-pay' | 'alipay' | 'unionpay';
  change: { channel: string; method: string; product: string };
  /** What a refused order is called there. Absent: the payer's own client brings the order, so it is the payer who is refused. */
  refusal?: string;
  acknowledged: number;
}

const gateways = {
  wechat: { gateway: 'wechat-pay', refusal: 'NO_AUTH', acknowledged: 204 },
  alipay: { gateway: 'alipay', refusal: 'ACQ.ACCESS_FORBIDDEN', acknowledged: 200 },
  unionpay: { gateway: 'unionpay', refusal: '01', acknowledged: 200 },
} as const;

/** Products whose order we only sign. */
const broughtByPayer = ['page', 'front', 'app of alipay'];

const way = (channel: string, method: keyof typeof gateways, product: string): Way => {
  const { refusal, ...gateway } = gateways[method];
  const brought = [product, `${product} of ${method}`].some(each => broughtByPayer.includes(each));
  return { ...gateway, ...(brought ? {} : { refusal }), change: { channel, method, product } };
};

/** By the channel, and by what the payer chooses there; the first is the one that most choose. */
export const ways: Readonly<Record<string, Readonly<Record<string, Way>>>> = {
  wechat: { wechat: way('wechat', 'wechat', 'mini') },
  alipay: { alipay: way('alipay', 'alipay', 'create') },
  'web-hall': {
    wechat: way('web-hall', 'wechat', 'native'),
    alipay: way('web-hall', 'alipay', 'page'),
    unionpay: way('web-hall', 'unionpay', 'front'),
  },
  app: {
    wechat: way('app', 'wechat', 'app'),
    alipay: way('app', 'alipay', 'app'),
    unionpay: way('app', 'unionpay', 'app'),
  },
  'online-bank': { unionpay: way('online-bank', 'unionpay', 'front') },
};

export const prepayChannels = Object.keys(ways);
export const choicesOf = (channel: string): string[] => Object.keys(ways[channel] ?? {});
export const firstWayOf = (channel: string): Way | undefined => Object.values(ways[channel] ?? {})[0];

/** Who signs in by the door of a wallet's own channel; elsewhere anybody. */
export async function identity(hall: RunningHall, channel: string, number: number) {
  const { WECHAT_PAY_APP_ID, ALIPAY_APP_ID } = hall.sandbox.credentials;
  if (channel !== 'wechat' && channel !== 'alipay') return undefined;
  const person = await hall.sandbox.get<{ wechatOpenid: string; alipayUserId: string }>(
    `/control/people/payer-${number}`,
  );
  return channel === 'alipay'
    ? ({ provider: 'alipay', subject: person.alipayUserId, appId: ALIPAY_APP_ID } as const)
    : ({ provider: 'wechat', subject: person.wechatOpenid, appId: WECHAT_PAY_APP_ID } as const);
}
