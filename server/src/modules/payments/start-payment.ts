/**
 * Starts a payment: written down first, then told to the gateway outside of any transaction, then what the gateway
 * answered is written down too. Cut off anywhere, the payment is found by its next query. An order that the payer's own
 * client brings to the gateway is only signed by us, so it is signed first and written down once.
 */
import type { ResidentActor } from '../../http/access.ts';
import type { Clock } from '../../infra/clock.ts';
import type { CrashPoints } from '../../infra/crash-point.ts';
import type { Metrics } from '../../infra/metrics.ts';
import { businessDate } from '../../shared/dates.ts';
import type { Wording } from '../../shared/errors.ts';
import { newPaymentNo, type PaymentNo } from '../../shared/ids.ts';
import { type Fen, sumFen } from '../../shared/money.ts';
import { methodNotOffered } from './channels/channel.errors.ts';
import type { Channel, PayMethod, PaymentPlan } from './channels/channel.ts';
import type { InitiateOutcome, Product } from './gateways/gateway.ts';
import { keepExchanges, type Said } from './gateways/keep-exchanges.ts';
import { type PayableSource, prepaymentTitle, titlesOf } from './payable.ts';
import { nextQueryAt } from './payment.ts';
import { payableNotPayable, prepaymentOutOfBounds, refusals } from './payments.errors.ts';
import type { PaymentsRepository, SignedStart, StartRecord } from './payments.repository.ts';

export interface StartRequest {
  channel: string;
  method: PayMethod;
  product?: Product;
  items: readonly { payableId: number; amountFen: Fen }[];
  prepayments: readonly { accountNo: string; amountFen: Fen }[];
  /** Where the payer's browser comes back to; below our own address. */
  returnUrl?: string;
  /** Of the HTTP request: when it comes again, its answer lost in a crash, it gets the payment it began. */
  requestKey?: string;
}

/** What the utility's people may change while the hall runs. */
export interface PaymentRules {
  paymentExpiryMinutes: number;
  prepaymentMinFen: number;
  prepaymentMaxFen: number;
}

export interface StartSettings {
  rules(): Promise<PaymentRules>;
  /** Where this gateway's notifications arrive. */
  notifyUrl(gateway: string): string;
  /** Where a browser that comes back by a POST arrives, and is led on to this address of ours. */
  postedReturn(gateway: string, returnUrl: string): string;
}

export interface StartDependencies {
  payments: PaymentsRepository;
  channels: { find(code: string): Channel | undefined };
  payableSources: readonly PayableSource[];
  settings: StartSettings;
  clock: Clock;
  crashPoints: CrashPoints;
  metrics: Metrics;
}

/** @throws AppError payable-not-payable, amount-too-large, payment-in-progress, method-not-offered, prepayment-out-of-bounds */
export async function startPayment(
  actor: ResidentActor,
  request: StartRequest,
  ip: string,
  dependencies: StartDependencies,
): Promise<PaymentNo> {
  const { payments, clock, metrics, settings } = dependencies;
  const plan = planOf(actor, request, ip, dependencies);
  const now = clock.now();
  const rules = await settings.rules();
  const [prepayments, titles] = await Promise.all([
    holdersOf(actor, request, now, rules, dependencies),
    titlesToShow(request, dependencies),
  ]);
  const order = {
    paymentNo: newPaymentNo(now),
    product: plan.product,
    amountFen: sumFen([...request.items, ...prepayments].map(item => item.amountFen)),
    description: describeOrder(titles),
    expiresAt: new Date(now.getTime() + rules.paymentExpiryMinutes * 60_000),
    returnUrl: request.returnUrl,
  };
  const toTell = { ...order, channel: request.channel, createdAt: now, queryCount: 0 };
  const signed = await signAhead(plan, toTell, settings);
  const paymentNo = await refusals(
    payments.start({
      ...order,
      personId: actor.personId,
      channel: request.channel,
      gateway: plan.gateway.code,
      createdAt: now,
      nextQueryAt: nextQueryAt(toTell, plan.gateway.queryBackSeconds, now),
      items: request.items,
      prepayments,
      requestKey: request.requestKey,
      signed,
    }),
  );
  if (paymentNo !== order.paymentNo) return paymentNo;
  if (signed) metrics.count('hall_payments_total', { channel: request.channel, result: 'ready' });
  else await tellGateway(plan, toTell, dependencies);
  return paymentNo;
}

export interface OrderToTell {
  paymentNo: PaymentNo;
  channel: string;
  amountFen: Fen;
  description: string;
  createdAt: Date;
  expiresAt: Date;
  queryCount: number;
  returnUrl?: string;
}

/** Also used to tell the gateway again, under the same number, when an earlier answer never came. */
export async function tellGateway(
  plan: PaymentPlan,
  order: OrderToTell,
  dependencies: StartDependencies,
): Promise<void> {
  const { payments, clock, crashPoints, metrics, settings } = dependencies;
  const { outcome, said } = await initiate(plan, order, settings);
  crashPoints.reach('gateway-answered');
  metrics.count('hall_payments_total', { channel: order.channel, result: outcome.status });
  const queryAt = nextQueryAt(order, plan.gateway.queryBackSeconds, clock.now());
  await payments.recordStart(order.paymentNo, recordOf(outcome, said, queryAt));
}

function initiate(
  { gateway, product, payer }: PaymentPlan,
  { paymentNo, amountFen, description, expiresAt, returnUrl }: OrderToTell,
  settings: StartSettings,
): Promise<{ outcome: InitiateOutcome; said: Said }> {
  const notifyUrl = settings.notifyUrl(gateway.code);
  const order = {
    paymentNo,
    product,
    amountFen,
    description,
    expiresAt,
    returnUrl:
      returnUrl && gateway.returnsByPost ? settings.postedReturn(gateway.code, returnUrl) : returnUrl,
    payer,
    notifyUrl,
  };
  return keepExchanges(gateway, noting => noting.initiate(order));
}

/** What the payer's client is to bring, where the gateway itself need not be told. */
async function signAhead(
  plan: PaymentPlan,
  order: OrderToTell,
  settings: StartSettings,
): Promise<SignedStart | undefined> {
  if (!plan.gateway.signedOnly.includes(plan.product)) return undefined;
  const { outcome, said } = await initiate(plan, order, settings);
  if (outcome.status !== 'ready') return undefined;
  return { action: outcome.action, detail: readyDetail(outcome, said) };
}

/** An unknown answer stays pending: the order may stand at the gateway, and only a query may tell. */
function recordOf(outcome: InitiateOutcome, said: Said, queryAt: Date): StartRecord {
  if (outcome.status === 'ready')
    return {
      status: 'pending',
      action: outcome.action,
      nextQueryAt: queryAt,
      detail: readyDetail(outcome, said),
    };
  const detail = { status: outcome.status, reason: outcome.reason, ...said };
  if (outcome.status === 'failed') return { status: 'failed', reason: outcome.reason, detail };
  return { status: 'pending', nextQueryAt: queryAt, detail };
}

const readyDetail = ({ status, action }: Extract<InitiateOutcome, { status: 'ready' }>, said: Said) => ({
  status,
  action: action.kind,
  ...said,
});

export function planOf(
  actor: ResidentActor,
  request: Pick<StartRequest, 'channel' | 'method' | 'product'>,
  ip: string,
  { channels }: Pick<StartDependencies, 'channels'>,
): PaymentPlan {
  const prepay = channels.find(request.channel)?.prepay;
  if (!prepay) throw methodNotOffered();
  return prepay.plan({ method: request.method, product: request.product, identity: actor, ip });
}

async function holdersOf(
  actor: ResidentActor,
  request: StartRequest,
  now: Date,
  { prepaymentMinFen: min, prepaymentMaxFen: max }: PaymentRules,
  { payments }: StartDependencies,
) {
  const { prepayments } = request;
  if (prepayments.length === 0) return [];
  if (prepayments.some(({ amountFen }) => amountFen < min || amountFen > max))
    throw prepaymentOutOfBounds({ min: min / 100, max: max / 100 });
  const bound = await payments.boundHolders(
    actor.personId,
    prepayments.map(item => item.accountNo),
    businessDate(now),
  );
  return prepayments.map(({ accountNo, amountFen }) => {
    const holder = bound.find(candidate => candidate.accountNo === accountNo);
    if (!holder) throw payableNotPayable();
    return { holderPeriodId: holder.holderPeriodId, amountFen };
  });
}

async function titlesToShow(
  request: StartRequest,
  { payableSources }: StartDependencies,
): Promise<Wording[]> {
  const titles = await titlesOf(
    payableSources,
    request.items.map(item => item.payableId),
  );
  return [
    ...request.items.flatMap(item => titles.get(item.payableId) ?? []),
    ...request.prepayments.map(() => prepaymentTitle),
  ];
}

/** What the payer reads at the gateway. Chinese: both wallets show it to people in China. */
function describeOrder(titles: Wording[]): string {
  const [first] = titles;
  if (!first) return '电费';
  return titles.length === 1 ? first.zh : `${first.zh}等${titles.length}项`;
}
