import type { ChannelDefinition } from '../channel.ts';
import { prepayOf } from '../plan-prepay.ts';

/** 电力微信: the mini-program, and the hall opened from the official account. */
export const wechatChannel: ChannelDefinition = {
  code: 'wechat',
  gateways: ['wechat-pay'],
  create: gateways => ({
    code: 'wechat',
    name: { zh: '电力微信', en: 'WeChat' },
    prepay: prepayOf([{ method: 'wechat', gateway: 'wechat-pay', products: ['mini', 'jsapi'] }], gateways),
  }),
};
