/** A payment as its payer sees it. */
import type { z } from 'zod';
import type { Language, Wording } from '../../shared/errors.ts';
import { maskAddress } from '../../shared/mask.ts';
import { type Fen, fen, showYuan } from '../../shared/money.ts';
import { methodOfGateway } from './channels/channel.ts';
import { describePayables, type PayableSource } from './payable.ts';
import { isOpen, stageOf } from './payment.ts';
import type { PaymentWithItems } from './payments.repository.ts';
import type { PaymentView } from './payments.schemas.ts';
import { type SupplyOfPayment, type SupplySource, supplyOfPayment } from './supply-of-payment.ts';

export interface PaymentViewSources {
  payableSources: readonly PayableSource[];
  supplySource: SupplySource;
}

/** @param payments any number, so that their payables are described together */
export async function viewPayments(
  payments: readonly PaymentWithItems[],
  { payableSources, supplySource }: PaymentViewSources,
  language: Language,
): Promise<z.input<typeof PaymentView>[]> {
  const items = payments.flatMap(payment => payment.items);
  const [titles, supplies] = await Promise.all([
    describePayables(payableSources, items),
    Promise.all(payments.map(payment => supplyOfPayment(payment, supplySource))),
  ]);
  return payments.map((payment, index) => viewPayment(payment, titles, supplies[index] ?? null, language));
}

function viewPayment(
  payment: PaymentWithItems,
  titles: Map<number, Wording>,
  supply: SupplyOfPayment | null,
  language: Language,
): z.input<typeof PaymentView> {
  const stage = stageOf(payment.status, payment.contradicted);
  const surplusFen = fen(payment.surplusFen + payment.meantForBillsFen);
  const message = messageFor(payment, surplusFen, stage);
  return {
    paymentNo: payment.paymentNo,
    status: payment.status,
    stage,
    channel: payment.channel,
    method: methodOfGateway(payment.gateway) ?? null,
    product: payment.product,
    amountFen: payment.amountFen,
    refundedFen: payment.refundedFen,
    refunds: payment.refunds,
    surplusFen,
    description: payment.description,
    items: payment.items.map(item => ({
      payableId: item.payableId,
      kind: item.kind,
      title: titles.get(item.payableId)?.[language] ?? '',
      accountNo: item.accountNo,
      addressMasked: maskAddress(item),
      amountFen: item.amountFen,
      appliedFen: item.appliedFen,
    })),
    createdAt: payment.createdAt.toISOString(),
    expiresAt: payment.expiresAt.toISOString(),
    settledAt: payment.settledAt?.toISOString() ?? null,
    // A contradicted payment has probably been paid: its payer is not asked to pay again.
    action: isOpen(payment.status) && stage === 'waiting' ? payment.payerAction : null,
    // Whoever paid without signing in was handed the receipt; the household's holder sees the payment, not the payer's paper.
    receiptNo: payment.personId === null ? null : payment.receiptNo,
    supply: supply && { state: supply.state, since: supply.since.toISOString() },
    messageZh: message?.zh ?? null,
    messageEn: message?.en ?? null,
  };
}

function messageFor(payment: PaymentWithItems, surplusFen: Fen, stage: string): Wording | undefined {
  if (stage === 'paid')
    return {
      zh: '已收到付款信息，正在与支付平台核对，请勿重复支付',
      en: 'We have word of your payment and are checking it; please do not pay again',
    };
  if (payment.status === 'settled' && surplusFen > 0) {
    const sum = showYuan(surplusFen);
    return {
      zh: `其中 ${sum} 已转入账户余额，可抵扣以后的电费，也可申请退款`,
      en: `${sum} of it was added to the account balance; it pays later bills, or can be refunded on request`,
    };
  }
  if (stage === 'waiting' && payment.payerAction === null)
    return { zh: '正在与支付平台确认，请稍候', en: 'Waiting for the payment platform; one moment please' };
  return undefined;
}
