import { defineError } from '../../shared/errors.ts';

export const accountUnknown = defineError('account-not-found', 404, {
  zh: '没有找到该户号',
  en: 'No such account',
});
export const shiftNeeded = defineError('shift-needed', 409, {
  zh: '请先开班再收款',
  en: 'Open your shift first',
});
/** `details` names what is missing: `reference`, `bank`. */
export const paperUnnamed = defineError('paper-unnamed', 422, {
  zh: '支票和转账须填写票号（或转账流水号）和银行，否则无法与银行核对',
  en: 'A cheque or transfer needs its number and its bank; it could not be found at the bank without',
});
export const shiftOpen = defineError('shift-open', 409, {
  zh: '您已有一个未结班的班次',
  en: 'You already have an open shift',
});
export const shiftNotFound = defineError('shift-not-found', 404, {
  zh: '没有找到这个班次',
  en: 'No such shift',
});
export const shiftNotOpen = defineError('shift-not-open', 409, {
  zh: '该班次已结班',
  en: 'This shift has been closed',
});
export const shiftNotClosed = defineError('shift-not-closed', 409, {
  zh: '该班次尚未结班或已经复核',
  en: 'This shift is not waiting for review',
});
/** `details[0]` says by how much: { field: 'counted', rule: 'difference', message: '-¥3.00' }. */
export const differenceUnexplained = defineError('difference-unexplained', 409, {
  zh: '清点结果与账面不符，请重新清点，或填写原因后结班',
  en: 'The count differs from the books; count again, or explain the difference',
});
export const tenderedTooLittle = defineError('tendered-too-little', 422, {
  zh: '收到的现金少于应收金额',
  en: 'The cash given is less than what is to be paid',
});
export const nothingToPay = defineError('nothing-to-pay', 422, {
  zh: '请选择要缴的账单或填写预存金额',
  en: 'Choose bills to pay, or enter a prepayment',
});
export const itemNotOwed = defineError('item-not-owed', 409, {
  zh: '有账单已缴清、正在代扣或金额已变，请重新查询',
  en: 'A bill is paid, being debited, or has changed; look up the account again',
});
export const prepaymentForNobody = defineError('prepayment-for-nobody', 422, {
  zh: '该用户已不在此用电或尚未送电，只能缴清欠费，不能预存',
  en: 'They hold this account no longer or not yet: what is owed can be paid, and nothing in advance',
});
export const payCodeUnknown = defineError('pay-code-unknown', 422, {
  zh: '无法识别该付款码，请让顾客刷新后再扫',
  en: 'This is no pay code we can take; ask the customer to refresh it',
});
export const tooFresh = defineError('pay-code-too-fresh', 409, {
  zh: '顾客可能正在确认，请{seconds}秒后再撤销',
  en: 'The customer may be confirming; cancel in {seconds} seconds',
});
export const takingNotFound = defineError('taking-not-found', 404, {
  zh: '没有找到这笔收款',
  en: 'No such taking',
});
export const takingNotUndoable = defineError('taking-not-undoable', 409, {
  zh: '只能撤销当日、未结班班次中的收款',
  en: 'Only takings of today, in a shift that is still open, can be voided',
});
export const notUncleared = defineError('taking-not-uncleared', 409, {
  zh: '这笔支票或转账不在待到账状态',
  en: 'This cheque or transfer is not waiting to clear',
});
/** `{cleared}` is in yuan. */
export const paperUsed = defineError('paper-used', 409, {
  zh: '该票号（流水号）已核销到账 {cleared} 元。若同一笔入账缴多笔，请填写银行入账总额，各笔之和不得超过它',
  en: 'Under this number {cleared} yuan have been cleared already. Where one credit paid for several bills, say what the bank credited in all; it must cover them',
});
export const ownTaking = defineError('own-taking', 403, {
  zh: '须由另一位人员办理',
  en: 'Another person must do this',
});
export const terminalNotFound = defineError('terminal-not-found', 404, {
  zh: '没有找到这台刷卡终端',
  en: 'No such card terminal',
});
export const terminalBusy = defineError('terminal-busy', 409, {
  zh: '该终端有一笔刷卡尚未完成，请稍候',
  en: 'This terminal is at another sale; please wait',
});
export const cardsNotTaken = defineError('cards-not-taken', 422, {
  zh: '尚未接入收单机构，不能刷卡',
  en: 'No acquirer is set up; cards cannot be taken',
});
export const batchOpenSales = defineError('batch-open-sales', 409, {
  zh: '该批次还有未确定的交易，请待其完成后再结算',
  en: 'A sale of this batch is still uncertain; settle once it is certain',
});
export const saleNotFound = defineError('card-sale-not-found', 404, {
  zh: '没有找到这笔刷卡交易',
  en: 'No such card sale',
});
export const deviceNotFound = defineError('device-not-found', 404, {
  zh: '没有找到这台终端',
  en: 'No such device',
});
export const badDeviceSignature = defineError('bad-signature', 401, {
  zh: '签名无效',
  en: 'The signature is not valid',
});
export const enrolmentRefused = defineError('enrolment-refused', 403, {
  zh: '登记码无效或已过期',
  en: 'The enrolment code is not valid or has expired',
});
/** `details[0].message` is the number expected. */
export const eventDiffers = defineError('event-differs', 409, {
  zh: '该编号的事件已上报过不同内容',
  en: 'An event of this number was reported with other content',
});
/** `details[0].message` is the number expected. */
export const eventMissing = defineError('event-missing', 409, {
  zh: '事件编号不连续',
  en: 'Events are missing before this one',
});
export const boxNotFound = defineError('cash-box-not-found', 404, {
  zh: '没有找到这个钱箱',
  en: 'No such cash box',
});
export const boxNotRemoved = defineError('cash-box-not-removed', 409, {
  zh: '钱箱尚未取下，或已经清点',
  en: 'The box is still in its device, or has been counted',
});
export const boxOwnDevice = defineError('cash-box-own-device', 403, {
  zh: '登记过该终端的人员不能清点它的钱箱',
  en: 'Whoever has enrolled this kiosk may not count its cash boxes',
});
export const boxNotCounted = defineError('cash-box-not-counted', 409, {
  zh: '该钱箱没有待复核的清点',
  en: 'No count of this cash box waits to be confirmed',
});
export const boxFourEyes = defineError('cash-box-four-eyes', 403, {
  zh: '清点须由清点人以外的人员复核',
  en: 'A count is confirmed by another person than counted',
});
export const boxChanged = defineError('cash-box-changed', 409, {
  zh: '清点后又有纸币记入该钱箱，请退回重新清点',
  en: 'Notes were booked into the box after it was counted; reject it and count again',
});
