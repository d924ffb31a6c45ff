/** Fees of a case: set by the definition or by staff, then owed like every other sum, as payables of kind `service-fee`. */
import { feeFixed, feeTooHigh } from './applications.errors.ts';
import { caseParts } from './case-parts.repository.ts';
import type { Scene } from './change-case.ts';
import type { CaseTools } from './effects/effect.ts';
import { openPending, setPending } from './effects/open-account.ts';
import { chargeFee, setFee, voidFees } from './fees.repository.ts';
import { type Fee, type KindDefinition, stepOf } from './kind.ts';

/** What the definition says of a fee whose sum needs nobody's judgement. */
function sumOf(fee: Fee, answers: Record<string, unknown>): number | undefined {
  if (fee.how === 'fixed') return fee.fen;
  return fee.how === 'per-unit' ? Math.round(fee.fen * Number(answers[fee.field!])) : undefined;
}

/** Staff set assessed fees, up to what the definition allows. @throws AppError application-fee-too-high, application-fee-fixed */
export async function assessFees(scene: Scene, sums: Record<string, number>): Promise<void> {
  for (const [code, amountFen] of Object.entries(sums)) {
    const fee = scene.kind.fees.find(each => each.code === code && each.how === 'assessed');
    if (!fee || amountFen > fee.fen) throw feeTooHigh();
    const set = { code, step: fee.step, amountFen, by: scene.by.actor, at: scene.now };
    if (!(await setFee(scene.tx, scene.file.id, set))) throw feeFixed();
  }
}

/**
 * On arrival at a step in which fees are paid they become payables. Where there is no account yet it is opened now, under
 * its number, held from a day that never comes: it can be paid for, and nobody sees it before power is on.
 */
export async function chargeFees(scene: Scene, tools: CaseTools): Promise<void> {
  const { tx, file, kind, now } = scene;
  if (file.status !== 'waiting' || stepOf(kind, file.step!).type !== 'fee') return;
  const fees = feesOf(kind, file.step!);
  for (const fee of fees) {
    const amountFen = sumOf(fee, scene.answers());
    if (amountFen !== undefined)
      await setFee(tx, file.id, { code: fee.code, step: fee.step, amountFen, by: 'system', at: now });
  }
  const owed = (await caseParts.fees(tx, file.id)).filter(
    ({ step, amountFen }) => step === file.step && amountFen > 0,
  );
  if (owed.length > 0 && file.holderPeriodId === null) await openPending(scene, tools);
  for (const { code } of owed)
    await chargeFee(tx, { caseId: file.id, code, holderPeriodId: file.holderPeriodId! });
}

/** Meter and reading are found anew by whoever judges anew. */
export function forgetFindings({ file }: Scene): void {
  const { meter: _, reading: __, ...facts } = file.facts;
  file.facts = facts;
}

const feesOf = (kind: KindDefinition, step: string) => kind.fees.filter(fee => fee.step === step);

/**
 * A withdrawn or refused case owes nothing more, and an account opened only to be paid for is closed again. What was paid
 * goes back by `staff/return-fees.ts`.
 */
export async function abandon(scene: Scene): Promise<void> {
  await voidFees(scene.tx, scene.file.id);
  if (scene.kind.subject === 'new-place') await setPending(scene, 'closed');
}

/**
 * A refused case that goes on after an appeal; its fees are owed again when it comes to their step. What was read and assigned then
 * is of then: the meter has counted on, and may hang elsewhere.
 */
export async function takeUpAgain(scene: Scene): Promise<void> {
  forgetFindings(scene);
  if (scene.kind.subject === 'new-place') await setPending(scene, 'active');
}
