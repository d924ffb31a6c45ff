import type { ChannelDefinition } from '../channel.ts';

/** 电力机构柜台收费: a clerk takes cash, cheque or transfer, or scans the customer's pay code. */
export const counterChannel: ChannelDefinition = {
  code: 'counter',
  gateways: [],
  optionalGateways: ['wechat-pay', 'alipay'],
  create: gateways => ({
    code: 'counter',
    name: { zh: '电力机构柜台收费', en: 'Counter' },
    desk: {
      tenders: ['cash', 'cheque', 'transfer', 'pay-code'],
      payCodes: (['wechat-pay', 'alipay'] as const)
        .filter(code => gateways.has(code))
        .map(code => gateways.get(code))
        .filter(gateway => gateway.payCode !== undefined),
    },
  }),
};
