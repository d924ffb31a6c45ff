import { type AppError, defineError } from '../../shared/errors.ts';

export const paymentNotFound = defineError('payment-not-found', 404, {
  zh: '没有找到这笔缴费',
  en: 'No such payment',
});
export const receiptNotFound = defineError('receipt-not-found', 404, {
  zh: '没有找到这张收据',
  en: 'No such receipt',
});
export const refundNotFound = defineError('refund-not-found', 404, {
  zh: '没有找到这笔退款',
  en: 'No such refund',
});
export const oddPaymentNotFound = defineError('odd-payment-not-found', 404, {
  zh: '没有找到这笔异常款项',
  en: 'No such odd payment',
});
export const payableNotPayable = defineError('payable-not-payable', 409, {
  zh: '有款项已缴清、已更正或不属于您绑定的户号，请刷新后重试',
  en: 'An item is paid, corrected, or not of a household you are bound to; refresh and try again',
});
export const amountTooLarge = defineError('amount-too-large', 409, {
  zh: '缴费金额超过了未缴金额，请刷新后重试',
  en: 'The sum is more than what is owed; refresh and try again',
});
export const payableLocked = defineError('payable-locked', 409, {
  zh: '该账单正在银行代扣中，请等代扣结果出来后再缴',
  en: 'A bank debit of this bill is under way; please wait for its result',
});
const reversedBefore = defineError('reversed-before', 409, {
  zh: '该交易已被冲正',
  en: 'This transaction has been reversed',
});
const reversalOtherDay = defineError('reversal-other-day', 409, {
  zh: '只能在同一清算日内冲正',
  en: 'A reversal is possible on the same clearing day only',
});
const reversalAmount = defineError('reversal-amount', 409, {
  zh: '冲正金额与原交易不符',
  en: 'The sum is not that of the transaction to be reversed',
});
/** `details[0]` names the running payment: { field: 'paymentNo', rule: 'payment-in-progress', message: <paymentNo> }. */
export const paymentInProgress = defineError('payment-in-progress', 409, {
  zh: '您有一笔相同的缴费正在进行，请先完成或取消',
  en: 'You already have a payment for this in progress; finish or cancel it first',
});
/** The payment to be replaced has turned out to be paid. `details[0]` names it as above. */
export const alreadyPaid = defineError('already-paid', 409, {
  zh: '原缴费已成功，无需再次支付',
  en: 'The earlier payment has succeeded; there is nothing more to pay',
});
export const prepaymentOutOfBounds = defineError('prepayment-out-of-bounds', 422, {
  zh: '预存金额应在 {min} 至 {max} 元之间',
  en: 'A prepayment is between {min} and {max} yuan',
});
export const refundTooLarge = defineError('refund-too-large', 409, {
  zh: '退款金额超过可退金额',
  en: 'The refund is more than what can still be refunded',
});
const refundBalanceUsed = defineError('refund-balance-used', 409, {
  zh: '对应余额已用于抵扣其他账单，无法退款',
  en: 'The balance this money became has been used for another bill',
});
const paperUncleared = defineError('paper-uncleared', 409, {
  zh: '这笔支票或转账银行尚未入账，到账后方可退款',
  en: 'The bank has not credited this cheque or transfer yet; it can be refunded once it has',
});
export const noSurplus = defineError('no-surplus', 409, {
  zh: '这笔缴费没有可退回的余额',
  en: 'Nothing of this payment lies on the balance',
});
const refundNotAwaiting = defineError('refund-not-awaiting-approval', 409, {
  zh: '该退款不在待审批状态',
  en: 'This refund is not waiting for approval',
});
const refundNotPayable = defineError('refund-not-payable', 409, {
  zh: '该退款不是待转账或已转账的线下退款',
  en: 'This refund is not a payout that waits for its transfer or has been transferred',
});
const bankReferenceNeeded = defineError('bank-reference-needed', 422, {
  zh: '该退款已转出，登记退回须填写银行回单号',
  en: "This payout has left: its return needs the bank's reference",
});
export const bankReferenceUsed = defineError('bank-reference-used', 409, {
  zh: '该银行流水号已登记过：一笔入账只能登记为购卡付款、代理商预存、柜台转账、退款退回或渠道入账单中的一项',
  en: "This bank's reference is booked already: one entry is a payment for cards, an agent's top-up, a transfer at the counter, a returned payout or part of a channel's bank credit",
});
const payoutReturnWaits = defineError('payout-return-waits', 409, {
  zh: '该转账已登记退回，等待另一位人员确认',
  en: 'A return of this payout has been reported and waits for a second person',
});
const payoutReturnNotWaiting = defineError('payout-return-not-waiting', 409, {
  zh: '该退款没有待确认的退回',
  en: 'No return of this payout waits for a second person',
});
const fourEyes = defineError('four-eyes', 403, {
  zh: '须由另一位人员审批',
  en: 'Another person must approve this',
});
const oddResolved = defineError('odd-payment-resolved', 409, {
  zh: '该异常款项已处理',
  en: 'This has been dealt with already',
});
const oddProposed = defineError('odd-payment-proposed', 409, {
  zh: '该异常款项已提交复核，请等另一位人员决定',
  en: 'A decision has been proposed and waits for a second person',
});
const oddNotProposed = defineError('odd-payment-not-proposed', 409, {
  zh: '该异常款项没有待复核的处理',
  en: 'No decision is waiting for a second person here',
});
export const oddAmountMissing = defineError('odd-payment-amount-missing', 409, {
  zh: '请填写在商户平台查到的退款金额',
  en: 'Give the sum of the refund as the merchant portal shows it',
});
export const oddWithoutMoney = defineError('odd-payment-without-money', 409, {
  zh: '该记录没有入账款项，只能核查后关闭',
  en: 'No money was booked for this entry; it can only be dismissed',
});
const oddOnBill = defineError('odd-payment-on-bill', 409, {
  zh: '这笔钱（或其中一部分）已用于缴纳账单，不能再记入其他户；请用退款退给付款人，退款后账单将重新欠费',
  en: 'This money, or a part of it, has paid a bill and cannot be credited to another household; refund it to its payer, and the bill is owed again',
});
const oddNotLinkable = defineError('odd-payment-not-linkable', 409, {
  zh: '只有未识别订单的款项可以关联',
  en: 'Only money of an unknown order can be linked',
});
const oddHoldsMoney = defineError('odd-payment-holds-money', 409, {
  zh: '待查款项须入账、关联或退回，不能直接关闭',
  en: 'Unidentified money must be credited, linked or refunded',
});
export const accountNotFound = defineError('account-not-found', 404, {
  zh: '没有找到该户号',
  en: 'No such account',
});
const accountNeeded = defineError('account-needed', 422, {
  zh: '请填写入账户号',
  en: 'Say which account to credit',
});

/** The codes that functions of the database raise with SQLSTATE HALL0. */
const raised: Record<string, () => AppError> = Object.fromEntries(
  [
    payableNotPayable,
    amountTooLarge,
    paymentNotFound,
    refundNotFound,
    oddPaymentNotFound,
    refundTooLarge,
    refundBalanceUsed,
    paperUncleared,
    refundNotAwaiting,
    refundNotPayable,
    bankReferenceNeeded,
    bankReferenceUsed,
    payoutReturnWaits,
    payoutReturnNotWaiting,
    fourEyes,
    oddResolved,
    oddProposed,
    oddNotProposed,
    oddWithoutMoney,
    oddOnBill,
    oddNotLinkable,
    oddHoldsMoney,
    accountNeeded,
    payableLocked,
    reversedBefore,
    reversalOtherDay,
    reversalAmount,
  ].map(make => [make.definition.code, make]),
);

/** Turns what a function of the database refused into the error shown to the caller; other errors go through. */
export async function refusals<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const { code, message, detail } = error as { code?: string; message?: string; detail?: string };
    if (code === 'HALL0' && message === 'payment-in-progress') throw naming(paymentInProgress, detail ?? '');
    const make = code === 'HALL0' ? raised[message ?? ''] : undefined;
    throw make ? make() : error;
  }
}

/** An error whose `details[0]` names a payment, for the client to go on with. */
export function naming(make: typeof paymentInProgress | typeof alreadyPaid, paymentNo: string): AppError {
  const rule = make.definition.code;
  return make({}, [{ field: 'paymentNo', rule, message: { zh: paymentNo, en: paymentNo } }]);
}
