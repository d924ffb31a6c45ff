import { changeCapacity, changeDetails, changePlan, exchangeMeter } from './change-holding.ts';
import { closeAccount } from './close-account.ts';
import type { Effects } from './effect.ts';
import { extendSupply } from './extend-supply.ts';
import { openAccount } from './open-account.ts';
import { resumeSupply, suspendSupply } from './pause-supply.ts';
import { switchHolder } from './switch-holder.ts';

export type { CaseTools, EffectTools } from './effect.ts';

export const effects: Effects = {
  'open-account': openAccount,
  'switch-holder': switchHolder,
  'close-account': closeAccount,
  'change-plan': changePlan,
  'change-details': changeDetails,
  'change-capacity': changeCapacity,
  'exchange-meter': exchangeMeter,
  'suspend-supply': suspendSupply,
  'resume-supply': resumeSupply,
  'extend-supply': extendSupply,
};
