/** Asked by supply control each time before a disconnect is told: minutes may lie between the order and the telling, and a death. */
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/database.ts';
import type { CasesRepository } from './cases.repository.ts';
import type { Facts } from './decide.ts';
import type { DisputeSource } from './run-ladder.ts';

interface Dependencies {
  db: Pick<Database, 'inSqlTransaction'>;
  clock: Clock;
  cases: CasesRepository;
  disputes: readonly DisputeSource[];
}

const ofCase = /^dunning:(DN\d+):off:/;

export function createMayDisconnect({ db, clock, cases, disputes }: Dependencies) {
  return (reason: string): Promise<boolean> => {
    const caseNo = ofCase.exec(reason)?.[1];
    if (!caseNo) return Promise.resolve(true);
    return db.inSqlTransaction(async tx => {
      const file = await cases.findWithMoney(tx, caseNo);
      if (file?.status !== 'disconnecting') return false;
      // How the notice was proven is settled; what counts is what has come since.
      const own = await cases.facts(tx, file.id, clock.now(), 'delivered');
      let disputed = false;
      for (const isDisputed of disputes) disputed ||= await isDisputed(tx, file.holderPeriodId);
      return stillOwed({ ...own, disputed });
    });
  };
}

function stillOwed(facts: Facts): boolean {
  const { debtFen, movedOut, specialNeed, disputed, instalments, important, paymentUnderWay } = facts;
  return (
    debtFen > 0 && ![movedOut, specialNeed, disputed, instalments, important, paymentUnderWay].includes(true)
  );
}
