/** An upheld complaint costs a star: proposed by one, appealed by whom it hits, decided by another, and only then in effect. */
import type { PoolClient } from 'pg';
import type { StaffActor } from '../../http/access.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import { staffName } from '../../shared/audit.ts';
import { businessDate, monthOf } from '../../shared/dates.ts';
import type { DeductionRow, DeductionsRepository } from './deductions.repository.ts';
import { formulaOf, type StarsCore } from './score-month.ts';
import {
  caseUnknown,
  complaintNotUpheld,
  deductedAlready,
  deductionDone,
  deductionNotFound,
  fourEyes,
  noSuchMember,
  notYourself,
} from './stars.errors.ts';

export interface DeductionsCore extends StarsCore {
  deductions: DeductionsRepository;
  cipher: FieldCipher;
}

export interface Doing {
  actor: StaffActor;
  requestId: string;
}

/** @throws noSuchMember, notYourself, caseUnknown, complaintNotUpheld, deductedAlready */
export async function proposeDeduction(
  core: DeductionsCore,
  { caseNo, staff, reason }: { caseNo: string; staff: string; reason: string },
  { actor, requestId }: Doing,
): Promise<void> {
  const { inTransaction, clock, book, deductions, cipher } = core;
  const at = clock.now();
  const by = staffName(actor);
  if (staff === actor.username) throw notYourself();
  if (!(await book.nameOf(staff))) throw noSuchMember();
  const { appealDays } = formulaOf(await book.formulas(), monthOf(businessDate(at))).params;
  const appealUntil = new Date(at.getTime() + appealDays * 86_400_000);
  await inTransaction(async tx => {
    const found = await deductions.caseOf(tx, caseNo);
    if (!found) throw caseUnknown();
    if (!found.upheld) throw complaintNotUpheld();
    const given = { caseId: found.id, staff, reasonEnc: cipher.encrypt(reason), by, at, appealUntil };
    const audit = { actor: by, action: 'star.deduct', subject: '', detail: { caseNo, staff }, requestId };
    if (!(await deductions.propose(tx, given, audit))) throw deductedAlready();
  });
}

async function change(
  { inTransaction, deductions }: DeductionsCore,
  id: number,
  work: (tx: PoolClient, found: DeductionRow) => Promise<void>,
): Promise<void> {
  await inTransaction(async tx => {
    const found = await deductions.lock(tx, id);
    if (!found) throw deductionNotFound();
    await work(tx, found);
  });
}

/** @throws deductionNotFound, also for somebody else's; deductionDone */
export async function appealDeduction(
  core: DeductionsCore,
  id: number,
  words: string,
  { actor, requestId }: Doing,
): Promise<void> {
  const at = core.clock.now();
  await change(core, id, async (tx, found) => {
    if (found.staff !== actor.username) throw deductionNotFound();
    if (found.status !== 'proposed' || found.appealUntil < at) throw deductionDone();
    const audit = {
      actor: staffName(actor),
      action: 'star.appeal',
      subject: `star-deduction:${id}`,
      requestId,
    };
    await core.deductions.appeal(tx, id, core.cipher.encrypt(words), at, audit);
  });
}

/** @throws deductionNotFound, deductionDone, fourEyes, notYourself */
export async function decideAppeal(
  core: DeductionsCore,
  id: number,
  { restore, words }: { restore: boolean; words: string },
  { actor, requestId }: Doing,
): Promise<void> {
  const by = staffName(actor);
  await change(core, id, async (tx, found) => {
    if (found.status !== 'appealed') throw deductionDone();
    if (found.staff === actor.username) throw notYourself();
    if (found.proposedBy === by) throw fourEyes();
    const status = restore ? ('lifted' as const) : ('in-effect' as const);
    const decision = { id, status, by, at: core.clock.now(), decisionEnc: core.cipher.encrypt(words) };
    const audit = {
      actor: by,
      action: 'star.decide',
      subject: `star-deduction:${id}`,
      detail: { status },
      requestId,
    };
    await core.deductions.decide(tx, decision, audit);
  });
}

/**
 * Nobody appealed: it takes effect, unless a person has judged the complaint otherwise meanwhile. One that its customer opened again
 * waits for that judgement.
 */
export async function settleDeductions(core: DeductionsCore): Promise<void> {
  const at = core.clock.now();
  for (const id of await core.deductions.due(at)) {
    await change(core, id, async (tx, found) => {
      if (found.status !== 'proposed') return;
      const verdict = await core.deductions.lastVerdict(tx, found.caseNo);
      if (!verdict) return;
      const status = verdict === 'upheld' ? ('in-effect' as const) : ('lifted' as const);
      const audit = {
        actor: 'system',
        action: 'star.settle',
        subject: `star-deduction:${id}`,
        detail: { status },
      };
      await core.deductions.decide(tx, { id, status, by: 'system', at, decisionEnc: null }, audit);
    });
  }
}

/** The complaint that it was lost for has been judged otherwise since: the star comes back. */
export async function liftOverturned(core: DeductionsCore): Promise<void> {
  for (const id of await core.deductions.overtaken())
    await change(core, id, async (tx, found) => {
      if (found.status !== 'in-effect') return;
      if ((await core.deductions.lastVerdict(tx, found.caseNo)) !== 'otherwise') return;
      const audit = { actor: 'system', action: 'star.overturn', subject: `star-deduction:${id}` };
      await core.deductions.overturn(tx, id, core.clock.now(), audit);
    });
}
