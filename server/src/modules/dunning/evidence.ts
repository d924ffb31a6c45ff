/** The chain of evidence behind a proposal: what is owed and for how long, and every message with the way it went. */
import type { PoolClient } from 'pg';
import type { CasesRepository, DebtRow, ToldRow } from './cases.repository.ts';
import type { DunningCase } from './dunning-case.ts';

export interface Evidence {
  at: string;
  debts: DebtRow[];
  told: ToldRow[];
}

export async function gatherEvidence(
  tx: PoolClient,
  file: DunningCase,
  now: Date,
  cases: CasesRepository,
): Promise<Evidence> {
  const debts = await cases.debts(file.holderPeriodId, now, tx);
  return { at: now.toISOString(), debts, told: await cases.told(file.caseNo, tx) };
}
