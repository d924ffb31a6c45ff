/**
 * Payments through a gateway that are begun where nobody has signed in: a clerk scans the customer's pay code, a machine
 * shows a QR code. They are payments like every other; their time is short, and what is uncertain is undone.
 */
import type { Wording } from '../../shared/errors.ts';
import { newPaymentNo, type PaymentNo } from '../../shared/ids.ts';
import { type Fen, sumFen } from '../../shared/money.ts';
import type { PayMethod, Prepay } from './channels/channel.ts';
import { type CloseResult, closePayment } from './close-payment.ts';
import type { Gateway, PayerAction } from './gateways/gateway.ts';
import { keepExchanges } from './gateways/keep-exchanges.ts';
import { describePayables } from './payable.ts';
import { nextQueryAt, type PaymentStatus } from './payment.ts';
import { paymentNotFound, refusals } from './payments.errors.ts';
import type { PaymentRow, PaymentsRepository } from './payments.repository.ts';
import { askGateway, type QueryBackDependencies } from './query-back.ts';
import type { ReceiptsRepository } from './receipts/receipts.repository.ts';
import { settleStated } from './settle-payment.ts';
import { type StartDependencies, tellGateway } from './start-payment.ts';

export interface DeskOrder {
  channel: string;
  items: readonly { payableId: number; amountFen: Fen }[];
  prepayments: readonly { holderPeriodId: number; amountFen: Fen }[];
  description: string;
  /** Of the till's or the machine's network. */
  ip: string;
  /** Of the request: the same one again gets the payment it began, and charges nothing. */
  requestKey: string;
}

export interface DeskPayment {
  paymentNo: PaymentNo;
  channel: string;
  status: PaymentStatus;
  amountFen: Fen;
  createdAt: Date;
  expiresAt: Date;
  action: PayerAction | null;
  receipt: { receiptNo: string; issuedAt: Date; checkUrl: string } | null;
  items: { kind: string; title: Wording; amountFen: Fen; appliedFen: Fen }[];
  surplusFen: Fen;
  /** The gateway took the money and gave it back, or staff refunded it. */
  refundedFen: Fen;
}

export interface DeskPayments {
  /** Charges the code once. Whatever the gateway answers, or does not, is found by `view` and `ask`. */
  chargeCode(gateway: Gateway, authCode: string, order: DeskOrder): Promise<PaymentNo>;
  /** Shows a QR code of that wallet. @throws AppError method-not-offered */
  showCode(screen: Prepay, method: PayMethod, order: DeskOrder): Promise<PaymentNo>;
  /** Asks the gateway, at most every two seconds, as long as the payment is open. @throws AppError payment-not-found */
  ask(paymentNo: string): Promise<DeskPayment>;
  /** Gives it up: asked, closed or undone at the gateway, asked again. `open`: the gateway does not say. */
  giveUp(paymentNo: string): Promise<CloseResult>;
  view(paymentNo: string): Promise<DeskPayment>;
}

/** The customer stands there. WeChat advises to ask for 45 s and then to undo. */
const codeSeconds = 60;
const screenSeconds = 180;
const secondsBetweenChecks = 2;

interface Dependencies extends QueryBackDependencies, StartDependencies {
  payments: PaymentsRepository;
  receipts: ReceiptsRepository;
  publicBaseUrl: string;
}

export function createDeskPayments(dependencies: Dependencies): DeskPayments {
  const { payments, receipts, payableSources, publicBaseUrl, clock } = dependencies;
  const open = async (paymentNo: string): Promise<PaymentRow> => {
    const payment = await payments.find(paymentNo);
    if (!payment) throw paymentNotFound();
    return payment;
  };
  const view = async (paymentNo: string): Promise<DeskPayment> => {
    const payment = await payments.view(paymentNo);
    if (!payment) throw paymentNotFound();
    const titles = await describePayables(payableSources, payment.items);
    const row = payment.receiptNo === null ? undefined : await receipts.ofPayment(paymentNo);
    const items = payment.items.map(({ payableId, kind, amountFen, appliedFen }) => {
      return { kind, title: titles.get(payableId)!, amountFen, appliedFen };
    });
    const receipt = row
      ? { receiptNo: row.receiptNo, issuedAt: row.issuedAt, checkUrl: `${publicBaseUrl}/r/${row.checkCode}` }
      : null;
    return { ...payment, action: payment.payerAction, items, receipt };
  };
  return {
    async chargeCode(gateway, authCode, order) {
      const begun = await begin(gateway, 'codepay', codeSeconds, order, dependencies);
      if (begun.isNew) await charge(gateway, authCode, begun, order, dependencies);
      return begun.paymentNo;
    },
    async showCode(screen, method, order) {
      const identity = { provider: 'phone', subject: '', appId: '' } as const;
      const plan = screen.plan({ method, identity, ip: order.ip });
      const begun = await begin(plan.gateway, plan.product, screenSeconds, order, dependencies);
      if (begun.isNew)
        await tellGateway(plan, { ...begun, channel: order.channel, queryCount: 0 }, dependencies);
      return begun.paymentNo;
    },
    async ask(paymentNo) {
      const { status } = await open(paymentNo);
      if (status === 'created' || status === 'pending') {
        const due = await payments.claimCheck(paymentNo, clock.now(), secondsBetweenChecks);
        if (due) await askGateway(due, dependencies);
      }
      return view(paymentNo);
    },
    async giveUp(paymentNo) {
      const payment = await open(paymentNo);
      if (payment.status === 'settled') return 'settled';
      if (payment.status !== 'created' && payment.status !== 'pending') return 'closed';
      return closePayment(payment, 'cancelled', dependencies);
    },
    view,
  };
}

interface Begun {
  paymentNo: PaymentNo;
  amountFen: Fen;
  description: string;
  createdAt: Date;
  expiresAt: Date;
  /** False: this very request began it before. */
  isNew: boolean;
}

async function begin(
  gateway: Gateway,
  product: PaymentRow['product'],
  seconds: number,
  order: DeskOrder,
  { payments, clock }: Dependencies,
): Promise<Begun> {
  const createdAt = clock.now();
  const begun = {
    paymentNo: newPaymentNo(createdAt),
    amountFen: sumFen([...order.items, ...order.prepayments].map(item => item.amountFen)),
    description: order.description,
    createdAt,
    expiresAt: new Date(createdAt.getTime() + seconds * 1000),
  };
  const times = { ...begun, queryCount: 0 };
  const paymentNo = await refusals(
    payments.start({
      ...begun,
      personId: null,
      channel: order.channel,
      gateway: gateway.code,
      product,
      nextQueryAt: nextQueryAt(times, gateway.queryBackSeconds, createdAt),
      items: order.items,
      prepayments: order.prepayments,
      requestKey: order.requestKey,
    }),
  );
  return { ...begun, isNew: paymentNo === begun.paymentNo, paymentNo };
}

/**
 * Sent once and never again: without an answer only a query tells, and in the end the reversal. When the answer is slow, the reversal
 * may have been asked for already.
 */
async function charge(
  gateway: Gateway,
  authCode: string,
  order: Begun,
  { channel, ip }: DeskOrder,
  dependencies: Dependencies,
): Promise<void> {
  const { payments, clock, crashPoints, metrics } = dependencies;
  const { paymentNo } = order;
  const { outcome, said } = await keepExchanges(gateway, noting =>
    noting.payCode!.charge({ ...order, authCode, ip }),
  );
  crashPoints.reach('gateway-answered');
  metrics.count('hall_payments_total', { channel, result: outcome.status });
  const detail = { status: outcome.status, reason: 'reason' in outcome ? outcome.reason : null, ...said };
  const queryAt = nextQueryAt({ ...order, queryCount: 0 }, gateway.queryBackSeconds, clock.now());
  await payments.recordStart(
    paymentNo,
    outcome.status === 'failed'
      ? { status: 'failed', reason: outcome.reason, detail }
      : { status: 'pending', nextQueryAt: queryAt, detail },
  );
  if (outcome.status !== 'paid') return;
  const payment = await payments.find(paymentNo);
  if (payment) await settleStated(payment, gateway, outcome, dependencies);
}
