import { type AppError, defineError, notFound } from '../../shared/errors.ts';
import { refusals as refusalsOfPayments } from '../payments/index.ts';

export const unknownSource = defineError('unknown-source', 404, {
  zh: '没有这个对账来源',
  en: 'There is no such source of files',
});
export const dayNotOver = defineError('day-not-over', 422, {
  zh: '该日尚未结束，不能对账',
  en: 'That day is not over; it cannot be reconciled yet',
});
export const rangeTooLong = defineError('range-too-long', 422, {
  zh: '日期范围过长，最多{days}天',
  en: 'The range is too long; at most {days} days',
});
export const partNotBrought = defineError('part-not-brought', 422, {
  zh: '该来源没有这种文件',
  en: 'This source has no such file',
});
export const fileRefused = defineError('statement-refused', 422, {
  zh: '文件未被接受：{reason}（第{line}行）{detail}。文件已原样保存',
  en: 'The file was refused: {reason} (line {line}) {detail}. It is kept as it came',
});
const fileNotWithdrawable = defineError('file-not-withdrawable', 409, {
  zh: '只有已接受的外来文件可以撤下，撤下的可以恢复',
  en: 'Only a file from outside that was accepted can be withdrawn, and only a withdrawn one restored',
});
const fileDecisionWaits = defineError('file-decision-waits', 409, {
  zh: '该文件已有处理申请，等待另一位人员决定',
  en: 'A decision about this file has been asked for and waits for a second person',
});
const fileDecisionNotWaiting = defineError('file-decision-not-waiting', 409, {
  zh: '该文件没有待决定的申请',
  en: 'No decision about this file waits for a second person',
});
const dayRunning = defineError('day-running', 409, {
  zh: '该日正在对账，请稍后再决定',
  en: 'This day is being reconciled; decide in a moment',
});
const fileCountsElsewhere = defineError('file-counts-elsewhere', 409, {
  zh: '同一文件已计入另一日，不能恢复',
  en: 'The same file counts for another day; it cannot be restored here',
});
const bankEntryCounted = defineError('bank-entry-counted', 409, {
  zh: '其中的银行入账已计入另一日或另一来源，或已登记为购卡付款、代理商预存、柜台转账或退款退回',
  en: "An entry of the bank in it counts for another day or source, or was booked as a payment for cards, an agent's top-up, a transfer at the counter or a returned payout",
});
export const differenceNotFound = defineError('difference-not-found', 404, {
  zh: '没有找到该差错',
  en: 'No such difference',
});
const differenceResolved = defineError('difference-resolved', 409, {
  zh: '该差错已处理',
  en: 'This difference has been dealt with already',
});
const differenceProposed = defineError('difference-proposed', 409, {
  zh: '该差错已有处理建议，等待复核',
  en: 'A resolution has been proposed and waits for a second person',
});
const differenceNotProposed = defineError('difference-not-proposed', 409, {
  zh: '该差错没有待复核的处理建议',
  en: 'No resolution of this difference waits for a decision',
});
const differenceAction = defineError('difference-action', 422, {
  zh: '该差错不能这样处理',
  en: 'This cannot be done about such a difference',
});
const differenceNotBookable = defineError('difference-not-bookable', 409, {
  zh: '原收款不在账上，不能入账；可挂账处理',
  en: 'The payment it gives back is not on our books; set it aside instead',
});
const differenceNextDay = defineError('difference-next-day', 409, {
  zh: '次日文件尚未接受，该笔可能列在次日，暂不能冲正',
  en: "The next day's file has not been accepted yet and may have it; it cannot be reversed before",
});
const differenceFoundThere = defineError('difference-found-there', 409, {
  zh: '对方文件中已有该笔，不能冲正',
  en: 'A file of the other side has it; it cannot be reversed',
});

export const fileNotFound = () => notFound();

const raised: Record<string, () => AppError> = Object.fromEntries(
  [
    fileNotWithdrawable,
    fileDecisionWaits,
    fileDecisionNotWaiting,
    dayRunning,
    fileCountsElsewhere,
    bankEntryCounted,
    differenceNotFound,
    differenceResolved,
    differenceProposed,
    differenceNotProposed,
    differenceAction,
    differenceNotBookable,
    differenceNextDay,
    differenceFoundThere,
  ].map(make => [make.definition.code, make]),
);

/** What a function of the database refused, as the error shown to the caller. */
export async function refusals<T>(work: Promise<T>): Promise<T> {
  return refusalsOfPayments(
    work.catch(error => {
      const { code, message } = error as { code?: string; message?: string };
      const make = code === 'HALL0' ? raised[message ?? ''] : undefined;
      throw make ? make() : error;
    }),
  );
}
