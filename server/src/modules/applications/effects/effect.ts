/** What a move does besides moving, in its transaction. */
import type { FieldCipher } from '../../../infra/crypto.ts';
import type { FinalBills, PlanBy } from '../../billing/index.ts';
import type { CasesRepository } from '../cases.repository.ts';
import type { Scene } from '../change-case.ts';
import type { Effect } from '../kind.ts';

/** What a change of a case needs that is no effect: it may open an account to be paid for. */
export interface CaseTools {
  cipher: FieldCipher;
  cases: Pick<CasesRepository, 'anotherEnds' | 'openPeriod'>;
}

export interface EffectTools extends CaseTools {
  finalBills: FinalBills;
  /** What it may be changed to, by the tariff. */
  planBy: PlanBy;
  /** Changes what a holder chose, in the caller's transaction. */
  changePlan(tx: Scene['tx'], change: PlanChange): Promise<void>;
}

export interface PlanChange {
  holderPeriodId: number;
  replaces: readonly string[];
  from: string;
  begins: { kind: string; people: number | null } | null;
}

export type RunEffect = (scene: Scene, tools: EffectTools) => Promise<void>;
export type Effects = Record<Effect, RunEffect>;
