import type { ChannelDefinition } from '../channel.ts';

export const financialTerminalChannel: ChannelDefinition = {
  code: 'financial-terminal',
  gateways: [],
  create: () => ({
    code: 'financial-terminal',
    name: { zh: '金融机构终端缴费', en: 'Terminals of financial institutions' },
    agency: { form: 'agency-json', subChannel: '04' },
  }),
};
