import type { ChannelDefinition } from '../channel.ts';

export const bankKioskChannel: ChannelDefinition = {
  code: 'bank-kiosk',
  gateways: [],
  create: () => ({
    code: 'bank-kiosk',
    name: { zh: '银行自助终端', en: 'Self-service bank terminals' },
    agency: { form: 'agency-tcp', subChannel: '02' },
  }),
};
