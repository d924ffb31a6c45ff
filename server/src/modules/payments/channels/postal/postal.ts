import type { ChannelDefinition } from '../channel.ts';

export const postalChannel: ChannelDefinition = {
  code: 'postal',
  gateways: [],
  create: () => ({
    code: 'postal',
    name: { zh: '邮政便民代收点', en: 'Post offices' },
    agency: { form: 'agency-json', subChannel: '06' },
  }),
};
