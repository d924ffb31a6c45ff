import type { ChannelDefinition } from '../channel.ts';

/** POS机刷卡缴费: the customer's card at a terminal on the clerk's desk, through the acquirer (see acquirer.ts). */
export const posChannel: ChannelDefinition = {
  code: 'pos',
  gateways: [],
  create: () => ({
    code: 'pos',
    name: { zh: 'POS机刷卡缴费', en: 'Card terminal' },
    cardPresent: { product: 'card' },
  }),
};
