import type { ChannelDefinition } from '../channel.ts';
import { prepayOf } from '../plan-prepay.ts';

/** 支付宝: the mini-program. */
export const alipayChannel: ChannelDefinition = {
  code: 'alipay',
  gateways: ['alipay'],
  create: gateways => ({
    code: 'alipay',
    name: { zh: '支付宝', en: 'Alipay' },
    prepay: prepayOf([{ method: 'alipay', gateway: 'alipay', products: ['create'] }], gateways),
  }),
};
