import { openBankDebit } from './drivers/bank-debit.ts';
import { openRechargeCard } from './drivers/recharge-card.ts';
import { openSms } from './drivers/sms.ts';
import { playChannels } from './play-channels.ts';

playChannels(['bank-debit'], openBankDebit);
playChannels(['recharge-card'], openRechargeCard);
playChannels(['sms'], openSms);
