import type { ChannelDefinition } from '../channel.ts';
import { newPin, pinOf, readPin, readSerial, serialOf } from './card-numbers.ts';
import { fingerprint, sealForPrinter } from './printer-file.ts';

/** 电费充值卡: a card sold beforehand, redeemed by its number and PIN. */
export const rechargeCardChannel: ChannelDefinition = {
  code: 'recharge-card',
  gateways: [],
  create: () => ({
    code: 'recharge-card',
    name: { zh: '充值卡', en: 'Recharge card' },
    voucher: { serialOf, readSerial, readPin, newPin, pinOf, fingerprint, sealForPrinter },
  }),
};
