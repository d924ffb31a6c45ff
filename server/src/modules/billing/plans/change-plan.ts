/** Changes what a holder chose or was granted: flat or time of use, large household, low income. Dated, never into billed days. */

import type { StaffActor } from '../../../http/access.ts';
import type { Clock } from '../../../infra/clock.ts';
import { staffName } from '../../../shared/audit.ts';
import {
  addDays,
  type BusinessDate,
  businessDate,
  laterDay,
  parseBusinessDate,
} from '../../../shared/dates.ts';
import { type OptionKind, type TariffBook, type TariffVersion, versionOn } from '../../tariffs/index.ts';
import {
  noHolder,
  noTimeOfUseMeter,
  planNotOffered,
  planOutsideHolding,
  planTooEarly,
  tooFewPeople,
} from './plans.errors.ts';
import type { PlanChange, PlanScene, PlansRepository } from './plans.repository.ts';

type PlanChoice =
  | { kind: 'flat' | 'time-of-use' }
  /** Null ends the grant. */
  | { kind: 'large-household'; people: number | null }
  | { kind: 'low-income'; granted: boolean };
export type PlanWish = PlanChoice & { from: string; reason: string };

interface Dependencies {
  clock: Clock;
  book: TariffBook;
  plans: PlansRepository;
}

export function createChangePlan({ clock, book, plans }: Dependencies) {
  /** @throws AppError account-without-holder, plan-billed-already, plan-outside-holding, plan-not-offered, no-time-of-use-meter, too-few-people */
  return async function changePlan(
    actor: StaffActor,
    accountNo: string,
    wish: PlanWish,
    requestId: string,
  ): Promise<void> {
    const today = businessDate(clock.now());
    const from = parseBusinessDate(wish.from);
    const supply = await plans.supplyOf(accountNo);
    if (!supply) throw noHolder();
    const versions = await book.of(supply.regionCode, supply.category);
    const decide = (scene: PlanScene | undefined): PlanChange => {
      if (!scene) throw noHolder();
      refuseWrongDay(scene, from);
      return {
        holderPeriodId: scene.holderPeriodId,
        from,
        ...changeOf(wish, scene, inForce(versions, from)),
      };
    };
    const { reason, ...what } = wish;
    await plans.change(accountNo, today, decide, {
      actor: staffName(actor),
      action: 'plan.change',
      subject: `account:${accountNo}`,
      detail: { ...what, reason },
      requestId,
    });
  };
}

function refuseWrongDay({ from: since, to, billedTo }: PlanScene, from: BusinessDate): void {
  if (from < since || (to !== null && from >= to)) throw planOutsideHolding();
  if (billedTo === null || from > billedTo) return;
  throw planTooEarly({ billedTo, earliest: laterDay(addDays(billedTo, 1), since) });
}

function inForce(versions: readonly TariffVersion[], day: BusinessDate): TariffVersion {
  try {
    return versionOn(versions, day);
  } catch {
    throw planNotOffered();
  }
}

/**
 * What a choice comes to by the tariff of its first day. Whoever holds a connection with locks must not wait for another one: what the
 * tariffs are is asked for before the transaction. @throws AppError plan-not-offered, no-time-of-use-meter, too-few-people
 */
export type PlanBy = (
  choice: PlanChoice,
  where: Pick<PlanScene, 'timeOfUseMeter'> & { regionCode: string; category: string; from: BusinessDate },
) => Pick<PlanChange, 'replaces' | 'begins'>;

export const createPreparePlans =
  (book: TariffBook): (() => Promise<PlanBy>) =>
  async () => {
    const tariffs = await book.all();
    return (choice, { regionCode, category, from, ...scene }) => {
      const tariff = tariffs.find(one => one.regionCode === regionCode && one.category === category);
      return changeOf(choice, scene, inForce(tariff?.versions ?? [], from));
    };
  };

function changeOf(
  wish: PlanChoice,
  scene: Pick<PlanScene, 'timeOfUseMeter'>,
  { rules }: TariffVersion,
): Pick<PlanChange, 'replaces' | 'begins'> {
  const option = (kind: OptionKind, people: number | null = null) => ({ kind, people });
  switch (wish.kind) {
    case 'flat':
      return { replaces: ['flat', 'time-of-use'], begins: option('flat') };
    case 'time-of-use':
      if (!rules.timeOfUse) throw planNotOffered();
      if (!scene.timeOfUseMeter) throw noTimeOfUseMeter();
      return { replaces: ['flat', 'time-of-use'], begins: option('time-of-use') };
    case 'large-household':
      if (wish.people === null) return { replaces: ['large-household'], begins: null };
      if (!rules.largeHousehold) throw planNotOffered();
      if (wish.people < rules.largeHousehold.minPeople)
        throw tooFewPeople({ min: rules.largeHousehold.minPeople });
      return { replaces: ['large-household'], begins: option('large-household', wish.people) };
    case 'low-income':
      if (!wish.granted) return { replaces: ['low-income'], begins: null };
      if (!rules.lowIncome) throw planNotOffered();
      return { replaces: ['low-income'], begins: option('low-income') };
  }
}

export type ChangePlan = ReturnType<typeof createChangePlan>;
