import type { ChannelDefinition } from '../channel.ts';

export const agentChannel: ChannelDefinition = {
  code: 'agent',
  gateways: [],
  create: () => ({
    code: 'agent',
    name: { zh: '社会化代收网点', en: 'Collection agents' },
    agency: { form: 'agency-json', subChannel: '05' },
  }),
};
