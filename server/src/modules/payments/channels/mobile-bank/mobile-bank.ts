import type { ChannelDefinition } from '../channel.ts';

export const mobileBankChannel: ChannelDefinition = {
  code: 'mobile-bank',
  gateways: [],
  create: () => ({
    code: 'mobile-bank',
    name: { zh: '手机银行', en: 'Mobile banking' },
    agency: { form: 'agency-json', subChannel: '03' },
  }),
};
