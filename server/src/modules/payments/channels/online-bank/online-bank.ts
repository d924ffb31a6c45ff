import type { ChannelDefinition } from '../channel.ts';
import { prepayOf } from '../plan-prepay.ts';

/** 网上银行: the payer's own bank, reached through UnionPay's page. */
export const onlineBankChannel: ChannelDefinition = {
  code: 'online-bank',
  gateways: ['unionpay'],
  create: gateways => ({
    code: 'online-bank',
    name: { zh: '网上银行', en: 'Online banking' },
    prepay: prepayOf([{ method: 'unionpay', gateway: 'unionpay', products: ['front', 'wap'] }], gateways),
  }),
};
