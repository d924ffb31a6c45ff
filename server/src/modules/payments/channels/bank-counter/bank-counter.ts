import type { ChannelDefinition } from '../channel.ts';

export const bankCounterChannel: ChannelDefinition = {
  code: 'bank-counter',
  gateways: [],
  create: () => ({
    code: 'bank-counter',
    name: { zh: '指定银行网点代收', en: 'Bank counters' },
    agency: { form: 'agency-tcp', subChannel: '01' },
  }),
};
