import type { ChannelDefinition } from '../channel.ts';

export const wechatBillChannel: ChannelDefinition = {
  code: 'wechat-bill',
  gateways: [],
  create: () => ({
    code: 'wechat-bill',
    name: { zh: '微信生活缴费', en: 'WeChat bill payment' },
    agency: { form: 'wechat-bill', subChannel: '07' },
  }),
};
