/** Whose place an application takes, or whose account it closes: one holder, judged with its papers, and one case at a time. */
import { accountBusy, noEffect } from './applications.errors.ts';
import type { CasesRepository } from './cases.repository.ts';
import type { Scene } from './change-case.ts';
import { temporarySupplies } from './effects/temporary-supplies.repository.ts';
import { endsHolding, hasEffect } from './kind.ts';

interface Tools {
  cases: Pick<CasesRepository, 'anotherEnds' | 'openPeriod'>;
}

const endedAlready = '该户号已办理过户或销户';
/** Said wherever it comes up, as the papers prove a right against one holder and not against the next. */
export const holderChanged = '受理后该户号的用电客户已变更，须对照新的用电客户重新审核';

/**
 * Of two running cases that would each end the same holding, the second to come through would hit whoever comes next. Asked when
 * one is handed in, when its papers have been found good, and when the customer's step is done. @throws AppError application-account-busy
 */
export async function requireAlone({ cases }: Tools, { tx, file, kind }: Scene): Promise<void> {
  if (file.accountId === null || !endsHolding(kind)) return;
  const ofHolder = file.holderPeriodId !== null;
  if (await cases.anotherEnds(tx, { accountId: file.accountId, caseId: file.id, ofHolder }))
    throw accountBusy();
}

/** Found good: against whom, is written down. @throws AppError application-account-busy, application-no-effect */
export async function judgeHolder({ cases }: Tools, scene: Scene): Promise<void> {
  const { tx, file, kind, today } = scene;
  await requireAlone({ cases }, scene);
  if (file.accountId === null || !endsHolding(kind)) return;
  const held = await cases.openPeriod(tx, file.accountId, today);
  if (held === undefined) throw noEffect({ reason: endedAlready });
  // It ends on a day agreed with who holds it now: the next one would have it for good.
  if (hasEffect(kind, 'switch-holder') && (await temporarySupplies.lock(tx, held)))
    throw noEffect({ reason: '临时用电不办理过户，请新用户另行申请' });
  file.judgedPeriodId = held;
}

/** Nobody signs and nobody is settled against a holder whom the papers were not judged by. @throws AppError application-no-effect */
export async function requireSameHolder({ cases }: Tools, { tx, file, kind, today }: Scene): Promise<void> {
  if (file.accountId === null || !endsHolding(kind)) return;
  const held = await cases.openPeriod(tx, file.accountId, today);
  if (held === undefined) throw noEffect({ reason: endedAlready });
  if (held !== file.judgedPeriodId) throw noEffect({ reason: holderChanged });
}
