/**
 * A gateway in memory that implements the contract, so that any order of events can be played in milliseconds. It keeps
 * what really happened to each order, and lies only about what it answers: `mode` decides the next replies.
 */
import type { Clock } from '../../../server/src/infra/clock.ts';
import type {
  CloseOutcome,
  Gateway,
  GatewayOrder,
  InboundNotification,
  InitiateOutcome,
  Outcome,
  RefundOutcome,
  RefundRequest,
  Unknown,
} from '../../../server/src/modules/payments/gateways/gateway.ts';
import type { Fen } from '../../../server/src/shared/money.ts';

/** `lost-reply`: it is done, the answer never comes. `lost-request`: nothing is done, and no answer comes. */
export type Mode = 'honest' | 'lost-reply' | 'lost-request';

interface ModelRefund {
  amountFen: number;
  status: 'pending' | 'succeeded' | 'failed';
}

export interface ModelOrder {
  amountFen: number;
  /** `undone`: paid by a pay code, and given back. */
  state: 'not-paid' | 'paid' | 'closed' | 'undone';
  tradeNo?: string;
  paidAt?: Date;
  refunds: Map<string, ModelRefund>;
}

const unknown: Unknown = { status: 'unknown', problem: 'unreachable', reason: 'TIMEOUT' };

export function createModelGateway(clock: Clock, code: Gateway['code'] = 'wechat-pay') {
  const orders = new Map<string, ModelOrder>();
  let mode: Mode = 'honest';
  let refundsFail = false;
  let tellsUndoneAs: 'paid' | 'closed' = 'closed';
  let trades = 0;
  let events = 0;

  /** Runs the deed unless the request is lost; answers unless the reply is. */
  async function reply<T>(deed: () => T): Promise<T | Unknown> {
    if (mode === 'lost-request') return unknown;
    const result = deed();
    return mode === 'lost-reply' ? unknown : result;
  }

  function open({ paymentNo, amountFen }: Pick<GatewayOrder, 'paymentNo' | 'amountFen'>): ModelOrder {
    const order = orders.get(paymentNo) ?? { amountFen, state: 'not-paid', refunds: new Map() };
    orders.set(paymentNo, order);
    return order;
  }

  function outcomeOf(order: ModelOrder | undefined): Outcome {
    if (!order) return { status: 'not-found' };
    if (order.state === 'not-paid') return { status: 'pending' };
    if (order.state === 'closed' || (order.state === 'undone' && tellsUndoneAs === 'closed'))
      return { status: 'closed' };
    return {
      status: 'paid',
      tradeNo: order.tradeNo!,
      amountFen: order.amountFen as Fen,
      paidAt: order.paidAt!,
    };
  }

  function refundOutcome(refundNo: string, refund: ModelRefund | undefined): RefundOutcome {
    if (!refund) return { status: 'not-found' };
    if (refund.status === 'pending') return { status: 'pending' };
    if (refund.status === 'failed') return { status: 'failed', reason: 'CLOSED' };
    return {
      status: 'succeeded',
      gatewayRefundNo: `G${refundNo}`,
      amountFen: refund.amountFen as Fen,
      at: clock.now(),
    };
  }

  const gateway: Gateway = {
    code,
    source: `${code}:model`,
    products: ['native'],
    payerApps: {},
    signedOnly: [],
    async initiate(request: GatewayOrder): Promise<InitiateOutcome> {
      return reply((): InitiateOutcome => {
        open(request);
        return { status: 'ready', action: { kind: 'qr', gateway: code, text: request.paymentNo } };
      });
    },
    query: paymentNo => reply(() => outcomeOf(orders.get(paymentNo))),
    async close(paymentNo): Promise<CloseOutcome> {
      return reply((): CloseOutcome => {
        const order = orders.get(paymentNo);
        if (!order) return { status: 'not-found' };
        if (order.state === 'paid') return { status: 'not-closable', reason: 'PAID' };
        order.state = 'closed';
        return { status: 'closed' };
      });
    },
    refund: (request: RefundRequest) =>
      reply((): RefundOutcome => {
        const order = orders.get(request.paymentNo);
        if (order?.state !== 'paid') return { status: 'failed', reason: 'NOT_PAID' };
        const known = order.refunds.get(request.refundNo);
        if (known) return refundOutcome(request.refundNo, known);
        const status = refundsFail ? 'failed' : 'pending';
        order.refunds.set(request.refundNo, { amountFen: request.amountFen, status });
        return refundOutcome(request.refundNo, order.refunds.get(request.refundNo));
      }),
    queryRefund: ({ paymentNo, refundNo }) =>
      reply(() => {
        const refund = orders.get(paymentNo)?.refunds.get(refundNo);
        if (refund?.status === 'pending') refund.status = 'succeeded';
        return refundOutcome(refundNo, refund);
      }),
    payCode: {
      reads: () => true,
      charge: request => reply(() => outcomeOf(open(request))),
      reverse: async paymentNo =>
        reply((): CloseOutcome => {
          const order = orders.get(paymentNo);
          if (order) order.state = order.state === 'paid' || order.state === 'undone' ? 'undone' : 'closed';
          return { status: order ? 'closed' : 'not-found' };
        }),
    },
    parseNotification: async ({ body }) => revive(JSON.parse(body.toString())),
    accept: () => ({ status: 204 }),
    refuse: () => ({ status: 500 }),
    statements: { open: async () => undefined },
    queryBackSeconds: [10, 60, 300],
    refundQuerySeconds: [10, 60],
    refundTermDays: 365,
  };

  return {
    gateway,
    orders,
    set mode(next: Mode) {
      mode = next;
    },
    set refundsFail(next: boolean) {
      refundsFail = next;
    },
    /** Some say of what they gave back that it was paid, some that it was closed. */
    set tellsUndoneAs(next: 'paid' | 'closed') {
      tellsUndoneAs = next;
    },
    /** The buyer pays; a closed order too when `late`, as real gateways have been seen to do. */
    pay(paymentNo: string, late = false): boolean {
      const order = orders.get(paymentNo);
      if (!order || order.state === 'paid' || (order.state !== 'not-paid' && !late)) return false;
      Object.assign(order, { state: 'paid', tradeNo: `T${paymentNo}-${++trades}`, paidAt: clock.now() });
      return true;
    },
    /** The message about a paid order; `change` makes it say something else under a valid signature. */
    message(
      paymentNo: string,
      change: { amountFen?: number; eventId?: string; tradeNo?: string } = {},
    ): InboundNotification {
      const order = orders.get(paymentNo)!;
      const {
        amountFen = order.amountFen,
        tradeNo = order.tradeNo!,
        eventId = `event-${order.tradeNo}`,
      } = change;
      const outcome = {
        status: 'paid' as const,
        tradeNo,
        amountFen: amountFen as Fen,
        paidAt: order.paidAt ?? clock.now(),
      };
      return { kind: 'payment', eventId, mismatches: [], paymentNo, outcome };
    },
    refundMessage(paymentNo: string, refundNo: string): InboundNotification {
      const outcome = refundOutcome(refundNo, orders.get(paymentNo)?.refunds.get(refundNo));
      return {
        kind: 'refund',
        eventId: `refund-event-${++events}`,
        mismatches: [],
        paymentNo,
        refundNo,
        outcome,
      };
    },
  };
}

export type ModelGateway = ReturnType<typeof createModelGateway>;

function revive(message: InboundNotification): InboundNotification {
  if (message.kind === 'payment' && message.outcome.status === 'paid')
    message.outcome.paidAt = new Date(message.outcome.paidAt);
  return message;
}
