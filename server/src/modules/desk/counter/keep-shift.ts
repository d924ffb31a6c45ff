/** A clerk opens a till, counts it blind at the end, and a supervisor looks at what differs. */

import type { StaffActor } from '../../../http/access.ts';
import { auditStatement } from '../../../infra/with-audit.ts';
import { type AuditRecord, staffName } from '../../../shared/audit.ts';
import { businessDate } from '../../../shared/dates.ts';
import { type Fen, fen, showYuan, sumFen } from '../../../shared/money.ts';
import {
  differenceUnexplained,
  ownTaking,
  shiftNotClosed,
  shiftNotFound,
  shiftNotOpen,
  shiftOpen,
} from '../desk.errors.ts';
import type { DeskCore } from '../desk-core.ts';
import type { ShiftRow, TenderSum } from './counter.repository.ts';
import { type Counted, totalOf } from './money-count.ts';

export async function openShift(
  actor: StaffActor,
  request: { counter: string; floatFen: Fen },
  requestId: string,
  { db, counter, clock }: DeskCore,
): Promise<ShiftRow> {
  const now = clock.now();
  const opening = { ...request, clerk: actor.username, day: businessDate(now), now };
  return db.inSqlTransaction(async tx => {
    const shift = await counter.openShift(tx, opening);
    if (!shift) throw shiftOpen();
    await tx.query(auditStatement(entryOf(actor, 'shift.open', shift.shiftNo, requestId, request)));
    return shift;
  });
}

export interface Count {
  counted: Counted;
  /** Cheques and transfer slips in the till. */
  papers: number;
  explanation?: string;
}

/** What the till should hold besides its float: cash, and sheets of paper. */
export function expectedOf(tenders: readonly TenderSum[]): { cashFen: Fen; papers: number } {
  const of = (...kinds: string[]) => tenders.filter(({ tender }) => kinds.includes(tender));
  return {
    cashFen: sumFen(of('cash').map(sum => sum.fen)),
    papers: of('cheque', 'transfer').reduce((sum, { count }) => sum + count, 0),
  };
}

/**
 * A count without a reason for its difference is kept in the audit log before the difference is told: who counts again counts beside it.
 * @throws AppError shift-not-found, shift-not-open, difference-unexplained, own-taking
 */
export async function closeShift(
  actor: StaffActor,
  shiftNo: string,
  count: Count,
  requestId: string,
  { db, counter, clock }: DeskCore,
): Promise<ShiftRow> {
  const now = clock.now();
  const refusal = await db.inSqlTransaction(async tx => {
    const shift = await counter.lockShift(tx, shiftNo);
    if (!shift) throw shiftNotFound();
    if (shift.clerk !== actor.username) throw ownTaking();
    if (shift.status !== 'open') throw shiftNotOpen();
    const expected = expectedOf(await counter.tenders(shift.id, tx));
    const countedFen = fen(totalOf(count.counted) - shift.floatFen);
    const differenceFen = fen(countedFen - expected.cashFen);
    const differs = differenceFen !== 0 || count.papers !== expected.papers;
    const found = { countedFen, differenceFen, papers: count.papers };
    if (differs && !count.explanation) {
      await tx.query(auditStatement(entryOf(actor, 'shift.count', shiftNo, requestId, found)));
      return unexplained(differenceFen, count.papers - expected.papers);
    }
    await counter.closeShift(tx, {
      ...count,
      shiftNo,
      now,
      day: businessDate(now),
      countedFen,
      expectedFen: expected.cashFen,
    });
    const detail = { ...found, explanation: count.explanation };
    await tx.query(auditStatement(entryOf(actor, 'shift.close', shiftNo, requestId, detail)));
    return undefined;
  });
  if (refusal) throw refusal;
  return (await counter.shift(shiftNo))!;
}

function unexplained(differenceFen: Fen, papers: number) {
  const money = `${differenceFen > 0 ? '+' : ''}${showYuan(differenceFen)}`;
  const sheets = papers === 0 ? { zh: '', en: '' } : { zh: `,票据 ${papers} 张`, en: `, ${papers} papers` };
  const message = { zh: money + sheets.zh, en: money + sheets.en };
  return differenceUnexplained({}, [{ field: 'counted', rule: 'difference', message }]);
}

/** @throws AppError shift-not-found, shift-not-closed, own-taking */
export async function reviewShift(
  actor: StaffActor,
  shiftNo: string,
  note: string,
  requestId: string,
  { counter, clock }: DeskCore,
): Promise<ShiftRow> {
  const shift = await counter.shift(shiftNo);
  if (!shift) throw shiftNotFound();
  if (shift.clerk === actor.username) throw ownTaking();
  const entry = entryOf(actor, 'shift.review', shiftNo, requestId, { note });
  const reviewed = await counter.reviewShift(shiftNo, actor.username, note, clock.now(), entry);
  if (!reviewed) throw shiftNotClosed();
  return reviewed;
}

const entryOf = (
  actor: StaffActor,
  action: string,
  shiftNo: string,
  requestId: string,
  detail: Record<string, unknown>,
): AuditRecord => ({ actor: staffName(actor), action, subject: `shift:${shiftNo}`, detail, requestId });
