/** Sets what holds for everybody who has said nothing, from now or from a later day on, with where it comes from. */

import type { StaffActor } from '../../http/access.ts';
import type { Clock } from '../../infra/clock.ts';
import { staffName } from '../../shared/audit.ts';
import { businessDate, parseBusinessDate, startOfDay } from '../../shared/dates.ts';
import type { PaymentMode } from '../forecast/index.ts';
import type { AlertDefaultsRepository } from './alert-defaults.repository.ts';
import { type AlertRuleName, foreignThreshold, type RuleValue } from './alert-rule.ts';
import { defaultInThePast, thresholdUnknown } from './alerts.errors.ts';

export interface DefaultWish extends RuleValue {
  rule: AlertRuleName;
  paymentMode: PaymentMode;
  /** A business date; now when left out. */
  validFrom?: string;
  source: string;
}

interface Dependencies {
  clock: Clock;
  defaults: AlertDefaultsRepository;
}

export function createChangeDefault({ clock, defaults }: Dependencies) {
  return async (actor: StaffActor, wish: DefaultWish, requestId: string): Promise<void> => {
    const foreign = foreignThreshold(wish.rule, wish);
    if (foreign) throw thresholdUnknown({ name: foreign });
    const now = clock.now();
    const validFrom = beginOf(wish.validFrom, now);
    const setBy = staffName(actor);
    await defaults.add(
      { ...wish, validFrom, setBy },
      {
        actor: setBy,
        action: 'alert-default.change',
        subject: `alert-default:${wish.rule}`,
        detail: { ...wish, validFrom: validFrom.toISOString() },
        requestId,
      },
    );
  };
}

export type ChangeDefault = ReturnType<typeof createChangeDefault>;

function beginOf(day: string | undefined, now: Date): Date {
  if (day === undefined || day === businessDate(now)) return now;
  const begin = startOfDay(parseBusinessDate(day));
  if (begin < now) throw defaultInThePast();
  return begin;
}
