/** Asked by supply control each time before a disconnect is told: minutes may lie between the order and the telling, and a death. */
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/database.ts';
import { businessDate } from '../../shared/dates.ts';
import { isCold } from './allowed-days.ts';
import type { CasesRepository } from './cases.repository.ts';
import type { DunningCase } from './dunning-case.ts';
import type { DunningRules } from './dunning-rules.ts';
import type { Facts } from './facts.ts';
import type { DisputeSource } from './run-ladder.ts';
import { isUnfounded, stopsOfCase } from './stops.ts';

interface Dependencies {
  db: Pick<Database, 'inSqlTransaction'>;
  clock: Clock;
  cases: CasesRepository;
  rules(): Promise<DunningRules>;
  disputes: readonly DisputeSource[];
}

/** `not-yet`: asked again in a while, as long as the order stands. */
type MayDisconnect = 'yes' | 'no' | 'not-yet';

const ofCase = /^dunning:(DN\d+):off:/;

export function createMayDisconnect({ db, clock, cases, rules: inForce, disputes }: Dependencies) {
  return async (reason: string): Promise<MayDisconnect> => {
    const caseNo = ofCase.exec(reason)?.[1];
    if (!caseNo) return 'yes';
    const rules = await inForce();
    return db.inSqlTransaction(async tx => {
      const file = await cases.findWithMoney(tx, caseNo);
      if (file?.status !== 'disconnecting') return 'no';
      const now = clock.now();
      const own = await cases.facts(tx, file.id, now, rules.suspension);
      let disputed = false;
      for (const isDisputed of disputes) disputed ||= await isDisputed(tx, file.holderPeriodId);
      // How the notice was proven is settled; what counts is what has come since.
      return judge(file, { ...own, disputed }, rules, now);
    });
  };
}

function judge(file: DunningCase, facts: Facts, rules: DunningRules, now: Date): MayDisconnect {
  const stops = stopsOfCase(file, facts, rules, now);
  const gone = facts.movedOut || facts.paymentUnderWay || isUnfounded(file, facts, rules);
  if (gone || isCold(businessDate(now), rules) || stops.some(({ code }) => code !== 'small-debt'))
    return 'no';
  // What is owed is not known until the estimate has been worked out: neither a reason to cut off nor one to give up.
  if (!facts.debtKnown) return 'not-yet';
  // What a part payment has left may be too little to cut anybody off for.
  return stops.length === 0 ? 'yes' : 'no';
}
