/** Asked by supply control each time before a disconnect is told: minutes may lie between the order and the telling, and a death. */
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/database.ts';
import { type BusinessDate, businessDate } from '../../shared/dates.ts';
import type { CasesRepository } from './cases.repository.ts';
import { type Facts, isUnfounded, isYoung } from './decide.ts';
import type { DunningCase } from './dunning-case.ts';
import type { DunningRules } from './dunning-rules.ts';
import type { DisputeSource } from './run-ladder.ts';

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
      // How the notice was proven is settled; what counts is what has come since.
      const now = clock.now();
      const own = await cases.facts(tx, file.id, now, 'delivered');
      let disputed = false;
      for (const isDisputed of disputes) disputed ||= await isDisputed(tx, file.holderPeriodId);
      return judge(file, { ...own, disputed }, rules, businessDate(now));
    });
  };
}

function judge(file: DunningCase, facts: Facts, rules: DunningRules, today: BusinessDate): MayDisconnect {
  const { debtFen, movedOut, specialNeed, disputed, instalments, important, paymentUnderWay } = facts;
  const held = file.holdUntil !== null && today < file.holdUntil;
  const gone = [movedOut, specialNeed, disputed, instalments, important, paymentUnderWay, held];
  if (gone.includes(true) || isUnfounded(file, facts, rules) || isYoung(file, facts, rules, today))
    return 'no';
  // What is owed is not known until the estimate has been worked out: neither a reason to cut off nor one to give up.
  if (!facts.debtKnown) return 'not-yet';
  // What a part payment has left may be too little to cut anybody off for.
  return debtFen >= Math.max(1, rules.suspension.minimumDebtFen) ? 'yes' : 'no';
}
