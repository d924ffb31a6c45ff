/** Asked by supply control each time before a disconnect is told: minutes may lie between the order and the telling, and a death. */
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/database.ts';
import type { CasesRepository } from './cases.repository.ts';
import { type Facts, isUnfounded } from './decide.ts';
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

const ofCase = /^dunning:(DN\d+):off:/;

export function createMayDisconnect({ db, clock, cases, rules: inForce, disputes }: Dependencies) {
  return async (reason: string): Promise<boolean> => {
    const caseNo = ofCase.exec(reason)?.[1];
    if (!caseNo) return true;
    const rules = await inForce();
    return db.inSqlTransaction(async tx => {
      const file = await cases.findWithMoney(tx, caseNo);
      if (file?.status !== 'disconnecting') return false;
      // How the notice was proven is settled; what counts is what has come since.
      const own = await cases.facts(tx, file.id, clock.now(), 'delivered');
      let disputed = false;
      for (const isDisputed of disputes) disputed ||= await isDisputed(tx, file.holderPeriodId);
      return stillOwed(file, { ...own, disputed }, rules);
    });
  };
}

function stillOwed(file: DunningCase, facts: Facts, rules: DunningRules): boolean {
  const { debtFen, movedOut, specialNeed, disputed, instalments, important, paymentUnderWay } = facts;
  const gone = [movedOut, specialNeed, disputed, instalments, important, paymentUnderWay];
  return (
    // What a part payment has left may be too little to cut anybody off for.
    debtFen >= Math.max(1, rules.suspension.minimumDebtFen) &&
    facts.debtKnown &&
    !isUnfounded(file, facts, rules) &&
    !gone.includes(true)
  );
}
