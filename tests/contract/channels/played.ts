import { agencyChannels } from './drivers/agency.ts';
import { prepayChannels } from './drivers/prepay-ways.ts';

/** Every channel that a suite here plays. */
export const played: readonly string[] = [
  ...prepayChannels,
  ...agencyChannels,
  'bank-debit',
  'counter',
  'kiosk',
  'pos',
  'recharge-card',
  'sms',
];
