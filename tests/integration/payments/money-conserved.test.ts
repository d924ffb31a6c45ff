/**
 * Whatever the order of payments, messages, queries, closes, refunds and crashes: every fen that reached the gateway is on
 * our books once, every fen that left it has left them once, and everything kept beside the books agrees with them.
 */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Mode } from './model-gateway.ts';
import { customerOf, openTill, type Till } from './till.ts';

/** More on demand: PROPERTY_RUNS=1000 npm run jest -- money-conserved */
const runs = Number(process.env['PROPERTY_RUNS'] ?? 25);

let till: Till;
beforeAll(async () => {
  till = await openTill({ refundApprovalAboveFen: 1_000_000 });
});
afterAll(() => till.close());

type Step =
  | { do: 'start'; who: number; share: number; prepay: boolean; mode: Mode; crash: boolean }
  | { do: 'buyer-pays'; which: number; late: boolean }
  | { do: 'notify'; which: number; times: number; crash: boolean; lie: number }
  | { do: 'check' | 'cancel' | 'replace'; which: number; mode: Mode; crash: boolean }
  | { do: 'refund'; which: number; fen: number; mode: Mode; fails: boolean; crash: boolean }
  | { do: 'refund-notify'; which: number }
  | {
      do: 'job';
      name: 'query-back' | 'close-expired' | 'send-refunds' | 'handle-inbox';
      mode: Mode;
      crash: boolean;
    }
  | { do: 'wait'; seconds: number }
  | { do: 'together'; which: number }
  | { do: 'pay-through'; who: number; share: number; prepay: boolean };

const mode = fc.constantFrom<Mode>('honest', 'honest', 'honest', 'lost-reply', 'lost-request');
const which = fc.nat(7);
const crash = fc.oneof(
  { weight: 4, arbitrary: fc.constant(false) },
  { weight: 1, arbitrary: fc.constant(true) },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('start' as const),
      who: fc.nat(3),
      share: fc.integer({ min: 1, max: 4 }),
      prepay: fc.boolean(),
      mode,
      crash,
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('buyer-pays' as const), which, late: fc.boolean() }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('notify' as const),
      which,
      times: fc.integer({ min: 1, max: 3 }),
      crash,
      lie: fc.constantFrom(0, 0, 0, 1, -1),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('check' as const, 'cancel' as const, 'replace' as const),
      which,
      mode,
      crash,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('refund' as const),
      which,
      fen: fc.integer({ min: 1, max: 6_000 }),
      mode,
      fails: fc.constantFrom(false, false, true),
      crash,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('refund-notify' as const), which }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('job' as const),
      name: fc.constantFrom(
        'query-back' as const,
        'close-expired' as const,
        'send-refunds' as const,
        'handle-inbox' as const,
      ),
      mode,
      crash,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.constantFrom(5, 70, 400, 1900) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('together' as const), which }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('pay-through' as const),
      who: fc.nat(3),
      share: fc.integer({ min: 1, max: 4 }),
      prepay: fc.boolean(),
    }),
  },
);

type Customer = Awaited<ReturnType<typeof customerOf>>;

/** What is played on: four people bound to the same household with two bills, and the payments they have started. */
async function openScene() {
  const first = await customerOf(till, 10_000);
  const second = await till.world.bill(first.household, { amountFen: 7_000, month: '2026-09' });
  const customers = [first];
  for (let relatives = 0; relatives < 3; relatives++) {
    const relative = await till.world.resident();
    await till.world.bind(relative, first.household, { level: 'pay-only' });
    const actor = till.resident(relative.personId);
    const start = (change: Record<string, unknown> = {}) =>
      till.call('post', '/payments', { actor, body: { channel: 'web-hall', method: 'wechat', ...change } });
    customers.push({ ...first, actor, start });
  }
  return { customers, second, payments: [] as { paymentNo: string; customer: Customer }[] };
}
type Scene = Awaited<ReturnType<typeof openScene>>;

const crashPoints = {
  start: 'gateway-answered',
  notify: 'notification-stored',
  check: 'gateway-answered',
  refund: 'refund-in-flight',
} as const;

async function play(scene: Scene, what: Step): Promise<void> {
  const chosen = choose(scene, what);
  till.model.mode = 'mode' in what ? what.mode : 'honest';
  if ('crash' in what && what.crash) till.crashAt(crashPointOf(what));
  await attempt(scene, what, chosen).catch(tolerate);
  till.crashAt(undefined);
  till.model.mode = 'honest';
  till.model.refundsFail = false;
}

/** Messages and refunds concern what has been paid, as far as there is any; the rest may happen to every payment. */
function choose(scene: Scene, what: Step): Scene['payments'][number] | undefined {
  if (!('which' in what)) return undefined;
  const paid = scene.payments.filter(({ paymentNo }) => till.model.orders.get(paymentNo)?.state === 'paid');
  const aboutPaid = ['notify', 'refund', 'refund-notify'].includes(what.do);
  const candidates = aboutPaid && paid.length > 0 ? paid : scene.payments;
  return candidates[what.which % Math.max(1, candidates.length)];
}

function crashPointOf(what: Step): string {
  if (what.do === 'job') return what.name === 'send-refunds' ? crashPoints.refund : crashPoints.check;
  return crashPoints[what.do as keyof typeof crashPoints] ?? crashPoints.check;
}

/** Refusals and crashes belong to the game; anything else is a bug. */
function tolerate(error: Error & { status?: number }): void {
  const played =
    error.name === 'AppError' ||
    ['gateway-answered', 'refund-in-flight', 'notification-stored'].includes(error.message);
  if (!played || (error.status ?? 0) >= 500) throw error;
}

async function attempt(
  scene: Scene,
  what: Step,
  chosen: Scene['payments'][number] | undefined,
): Promise<void> {
  switch (what.do) {
    case 'start':
      return start(scene, what);
    case 'pay-through':
      return payThrough(scene, what);
    case 'wait':
      return till.advance(what.seconds);
    case 'job':
      return till.job(what.name);
  }
  if (!chosen) return;
  const { paymentNo, customer } = chosen;
  const params = { paymentNo };
  const order = till.model.orders.get(paymentNo);
  switch (what.do) {
    case 'buyer-pays':
      till.model.pay(paymentNo, what.late);
      return;
    case 'notify':
      if (order?.state === 'paid') await notify(paymentNo, what);
      return;
    case 'check':
      await till.call('post', '/payments/:paymentNo/check', { actor: customer.actor, params });
      return;
    case 'cancel':
      await till.call('post', '/payments/:paymentNo/cancel', { actor: customer.actor, params });
      return;
    case 'replace':
      await start(
        scene,
        {
          do: 'start',
          who: scene.customers.indexOf(customer),
          share: 2,
          prepay: false,
          mode: what.mode,
          crash: false,
        },
        paymentNo,
      );
      return;
    case 'refund':
      till.model.refundsFail = what.fails;
      await till.call('post', '/staff/payments/:paymentNo/refunds', {
        actor: till.clerk(),
        params,
        body: { amountFen: what.fen, reason: '试退' },
      });
      return;
    case 'refund-notify':
      for (const refundNo of order?.refunds.keys() ?? [])
        await till.notify(till.model.refundMessage(paymentNo, refundNo));
      return;
    case 'together':
      till.model.pay(paymentNo);
      if (order?.state === 'paid')
        await Promise.allSettled([
          ...Array.from({ length: 5 }, () => till.notify(till.model.message(paymentNo))),
          till.call('post', '/payments/:paymentNo/check', { actor: customer.actor, params }),
          till.call('post', '/payments/:paymentNo/cancel', { actor: customer.actor, params }),
          till.job('close-expired'),
        ]);
  }
}

/** A day without trouble. */
async function payThrough(scene: Scene, what: Extract<Step, { do: 'pay-through' }>): Promise<void> {
  const before = scene.payments.length;
  await start(scene, { ...what, do: 'start', mode: 'honest', crash: false });
  for (const { paymentNo } of scene.payments.slice(before)) {
    till.model.pay(paymentNo);
    await till.notify(till.model.message(paymentNo));
  }
  await till.idle();
}

async function start(scene: Scene, what: Extract<Step, { do: 'start' }>, replace?: string): Promise<void> {
  const customer = scene.customers[what.who]!;
  const { bill, household } = customer;
  const items = [
    { payableId: bill.payableId, amountFen: Math.ceil(bill.amountFen / what.share) },
    { payableId: scene.second.payableId, amountFen: Math.ceil(scene.second.amountFen / what.share) },
  ].slice(0, what.share > 2 ? 1 : 2);
  const prepayments = what.prepay ? [{ accountNo: household.accountNo, amountFen: 500 }] : [];
  try {
    await customer.start({ items, prepayments, replace });
  } finally {
    // Also what was cut off on the way: the client finds it in its history.
    const { payments } = await till.call('get', '/payments', { actor: customer.actor });
    for (const { paymentNo } of payments)
      if (!scene.payments.some(each => each.paymentNo === paymentNo))
        scene.payments.push({ paymentNo, customer });
  }
}

async function notify(paymentNo: string, { times, lie }: Extract<Step, { do: 'notify' }>): Promise<void> {
  const honest = till.model.orders.get(paymentNo)!;
  const change =
    lie === 0 ? {} : { amountFen: honest.amountFen + lie, eventId: `lie-${lie}-${honest.tradeNo}` };
  await Promise.all(Array.from({ length: times }, () => till.notify(till.model.message(paymentNo, change))));
  await till.idle();
}

/** The storm is over: everybody answers, and the jobs run until nothing is left to do. */
async function comeToRest(scene: Scene): Promise<void> {
  await till.idle();
  await till.owner.query(
    `UPDATE inbox_messages SET received_at = received_at - interval '1 day' WHERE status <> 'handled'`,
  );
  for (let round = 0; round < 5; round++) {
    till.advance(round === 0 ? 2_000 : 700);
    for (const name of ['handle-inbox', 'query-back', 'close-expired', 'send-refunds']) await till.job(name);
    await till.idle();
  }
  // A success after our last look is only ever told by a message, or found in the gateway's file on the next day.
  for (const { paymentNo } of scene.payments)
    if (till.model.orders.get(paymentNo)?.state === 'paid') await till.notify(till.model.message(paymentNo));
  await till.idle();
}

async function books(paymentNo: string) {
  return till.one<{ status: string; collected: number; times: number; posted: number; refunded: number }>(
    `SELECT p.status, (SELECT coalesce(sum(amount_fen), 0)::int FROM collections WHERE payment_id = p.id) AS collected,
       (SELECT count(*)::int FROM collections WHERE payment_id = p.id) AS times,
       (SELECT count(*)::int FROM ledger_transactions t JOIN collections c ON t.reference = c.source || ':' || c.trade_no WHERE c.payment_id = p.id) AS posted,
       (SELECT coalesce(sum(amount_fen), 0)::int FROM refunds WHERE payment_id = p.id AND status = 'succeeded') AS refunded
     FROM payments p WHERE payment_no = $1`,
    [paymentNo],
  );
}

it(
  'money is conserved and posted once, whatever happens in whatever order',
  async () => {
    const seen = { payments: 0, paid: 0, refunds: 0, odd: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40, size: 'max' }), async steps => {
        const scene = await openScene();
        for (const each of steps) await play(scene, each);
        await comeToRest(scene);
        for (const { paymentNo } of scene.payments) {
          const order = till.model.orders.get(paymentNo);
          const paid = order?.state === 'paid' ? order.amountFen : 0;
          const gaveBack = [...(order?.refunds.values() ?? [])].filter(
            refund => refund.status === 'succeeded',
          );
          expect(await books(paymentNo)).toEqual({
            status: paid > 0 ? 'settled' : 'closed',
            collected: paid,
            times: paid > 0 ? 1 : 0,
            posted: paid > 0 ? 1 : 0,
            refunded: gaveBack.reduce((sum, refund) => sum + refund.amountFen, 0),
          });
          seen.payments += 1;
          seen.paid += paid > 0 ? 1 : 0;
          seen.refunds += gaveBack.length;
        }
        expect(await till.differences()).toEqual([]);
      }),
      { numRuns: runs, endOnFailure: process.env['PROPERTY_SHRINK'] === undefined },
    );
    // The game would prove nothing if it were never played through.
    seen.odd = (await till.one<{ count: number }>('SELECT count(*)::int AS count FROM odd_payments')).count;
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(runs / 8);
  },
  60_000 + runs * 4_000,
);
