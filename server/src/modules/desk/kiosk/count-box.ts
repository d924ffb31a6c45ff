import type { StaffActor } from '../../../http/access.ts';
import { staffName } from '../../../shared/audit.ts';
import { businessDate } from '../../../shared/dates.ts';
import { type Fen, fen, showYuan } from '../../../shared/money.ts';
import { type Counted, totalOf } from '../counter/money-count.ts';
import { boxNotFound, boxNotRemoved, differenceUnexplained } from '../desk.errors.ts';
import type { DeskCore } from '../desk-core.ts';

/**
 * A box that was taken out is counted; a difference to what the device reported must be explained.
 * @throws AppError cash-box-not-found, cash-box-not-removed, difference-unexplained
 */
export async function countBox(
  actor: StaffActor,
  boxNo: string,
  count: { counted: Counted; explanation?: string },
  requestId: string,
  { db, kiosk, clock, audit }: DeskCore,
): Promise<void> {
  const now = clock.now();
  const countedFen = totalOf(count.counted);
  const differenceFen = await db.inSqlTransaction(async tx => {
    const box = await kiosk.lockBox(tx, boxNo);
    if (!box) throw boxNotFound();
    const { booked: expectedFen, waiting } = await kiosk.boxTotal(tx, boxNo);
    if (box.status !== 'removed' || waiting > 0) throw boxNotRemoved();
    const difference = fen(countedFen - expectedFen);
    if (difference !== 0 && !count.explanation) throw unexplained(difference);
    const by = actor.username;
    await kiosk.countBox(tx, { ...count, boxNo, by, now, day: businessDate(now), countedFen, expectedFen });
    return difference;
  });
  await audit.record({
    actor: staffName(actor),
    action: 'cash-box.count',
    subject: `cash-box:${boxNo}`,
    detail: { countedFen, differenceFen, explanation: count.explanation },
    requestId,
  });
}

function unexplained(difference: Fen) {
  const money = `${difference > 0 ? '+' : ''}${showYuan(difference)}`;
  return differenceUnexplained({}, [
    { field: 'counted', rule: 'difference', message: { zh: money, en: money } },
  ]);
}
