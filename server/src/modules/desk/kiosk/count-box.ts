import type { StaffActor } from '../../../http/access.ts';
import type { Verdict } from '../../../http/decision-body.ts';
import { auditStatement } from '../../../infra/with-audit.ts';
import { staffName } from '../../../shared/audit.ts';
import { businessDate } from '../../../shared/dates.ts';
import { type Fen, fen, showYuan } from '../../../shared/money.ts';
import { type Counted, totalOf } from '../counter/money-count.ts';
import {
  boxChanged,
  boxFourEyes,
  boxNotCounted,
  boxNotFound,
  boxNotRemoved,
  boxOwnDevice,
  differenceUnexplained,
} from '../desk.errors.ts';
import type { DeskCore } from '../desk-core.ts';

/**
 * A box that was taken out is counted, by somebody who has not let its machine in; a difference to what the device reported must be
 * explained; a count without a reason is kept in the audit log before the difference is told. Nothing is booked until another person confirms it.
 * @throws AppError cash-box-not-found, cash-box-not-removed, cash-box-own-device, difference-unexplained
 */
export async function countBox(
  actor: StaffActor,
  boxNo: string,
  count: { counted: Counted; explanation?: string },
  requestId: string,
  { db, kiosk }: DeskCore,
): Promise<void> {
  const by = actor.username;
  const countedFen = totalOf(count.counted);
  const refusal = await db.inSqlTransaction(async tx => {
    const box = await kiosk.lockBox(tx, boxNo);
    if (!box) throw boxNotFound();
    const { booked: expectedFen, waiting } = await kiosk.boxTotal(tx, boxNo);
    if (box.status !== 'removed' || waiting > 0) throw boxNotRemoved();
    if (await kiosk.hasEnrolled(tx, box.deviceNo, by)) throw boxOwnDevice();
    const difference = fen(countedFen - expectedFen);
    await tx.query(
      auditStatement({
        actor: staffName(actor),
        action: 'cash-box.count',
        subject: `cash-box:${boxNo}`,
        detail: { countedFen, differenceFen: difference, explanation: count.explanation },
        requestId,
      }),
    );
    if (difference !== 0 && !count.explanation) return unexplained(difference);
    await kiosk.countBox(tx, { ...count, boxNo, by, countedFen, expectedFen });
    return undefined;
  });
  if (refusal) throw refusal;
}

/**
 * Another person confirms what was counted, and it is booked; or rejects it, and the box is counted again. So it is when notes were booked into it
 * meanwhile, by a machine that had been offline.
 * @throws AppError cash-box-not-found, cash-box-not-counted, cash-box-four-eyes, cash-box-changed
 */
export async function confirmBox(
  actor: StaffActor,
  boxNo: string,
  { approve, note }: Verdict,
  requestId: string,
  { db, kiosk, clock }: DeskCore,
): Promise<void> {
  const now = clock.now();
  const by = actor.username;
  await db.inSqlTransaction(async tx => {
    const found = await kiosk.lockBox(tx, boxNo);
    if (!found) throw boxNotFound();
    if (found.status !== 'unconfirmed') throw boxNotCounted();
    if (found.countedBy === by) throw boxFourEyes();
    if (approve) {
      const { booked, waiting } = await kiosk.boxTotal(tx, boxNo);
      if (booked !== found.expectedFen || waiting > 0) throw boxChanged();
      await kiosk.confirmBox(tx, { boxNo, by, now, day: businessDate(now) });
    } else await kiosk.rejectBox(tx, boxNo);
    await tx.query(
      auditStatement({
        actor: staffName(actor),
        action: approve ? 'cash-box.confirm' : 'cash-box.reject',
        subject: `cash-box:${boxNo}`,
        detail: { countedFen: found.countedFen, countedBy: found.countedBy, note },
        requestId,
      }),
    );
  });
}

function unexplained(difference: Fen) {
  const money = `${difference > 0 ? '+' : ''}${showYuan(difference)}`;
  return differenceUnexplained({}, [
    { field: 'counted', rule: 'difference', message: { zh: money, en: money } },
  ]);
}
