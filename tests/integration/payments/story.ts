/** What the stories about payments have in common: a resident with a bill, a person of the staff, and the state of the books. */
import { randomBytes } from 'node:crypto';
import { tokenHash } from '../../../server/src/infra/crypto.ts';
import { openLedger } from '../../../server/src/modules/ledger/index.ts';
import { randomToken } from '../../../server/src/shared/ids.ts';
import { type Answer, eventually, type HallOutside } from '../../support/hall.ts';
import type { BillOfTest, Household, Resident } from '../../support/world.ts';

export const freshKey = () => `key-${randomBytes(8).toString('hex')}`;

export interface Payer {
  resident: Resident;
  household: Household;
  bill: BillOfTest;
}

export function paymentStory(hall: HallOutside) {
  const { world, owner } = hall;

  const story = {
    /** A resident with one household and one open bill. */
    async payer(amountFen = 12_345): Promise<Payer> {
      const [resident, household] = [await world.resident(), await world.household()];
      await world.bind(resident, household);
      return { resident, household, bill: await world.bill(household, { amountFen }) };
    },

    start(payer: Payer, change: Record<string, unknown> = {}, key = freshKey()): Promise<Answer> {
      const items = [{ payableId: payer.bill.payableId, amountFen: payer.bill.amountFen }];
      const body = { channel: 'web-hall', method: 'wechat', product: 'native', items, ...change };
      return hall.call('POST', '/payments', { token: payer.resident.token, body, key });
    },

    /** The buyer pays at the gateway; the notification arrives unless told otherwise. */
    pay: (paymentNo: string, options: Record<string, unknown> = {}) =>
      hall.sandbox.post('/control/pay', { paymentNo, ...options }),

    /** Whoever started it looks until the payment is where it should be. */
    reaches: (payer: Payer, paymentNo: string, stage: string) =>
      eventually(
        async () => (await hall.call('GET', `/payments/${paymentNo}`, { token: payer.resident.token })).body,
        view => view.stage === stage,
      ),

    async paid(payer: Payer, change: Record<string, unknown> = {}): Promise<string> {
      const started = await story.start(payer, change);
      if (started.status !== 201) throw new Error(`not started: ${JSON.stringify(started.body)}`);
      await story.pay(started.body.paymentNo);
      await story.reaches(payer, started.body.paymentNo, 'credited');
      return started.body.paymentNo;
    },

    /** The cookie of a member of the staff with these roles. */
    async staff(...roles: string[]): Promise<string> {
      const token = randomToken();
      const { rows } = await owner.query(
        `INSERT INTO staff_members (username, display_name, roles, password_hash, totp_enc) VALUES ($1, $1, $2, 'x', 'x') RETURNING id`,
        [`${roles[0]}-${randomBytes(4).toString('hex')}`, roles],
      );
      await owner.query(
        `INSERT INTO staff_sessions (token_hash, staff_id, expires_at) VALUES ($1, $2, now() + interval '30 days')`,
        [tokenHash(token), rows[0].id],
      );
      return `dianting_staff=${token}`;
    },

    /** Everything kept beside the books that does not agree with them. Must be empty. */
    differences: () => openLedger({ db: { pool: owner } }).differences(),

    async owed(bill: BillOfTest): Promise<number> {
      const { rows } = await owner.query(
        'SELECT (amount_fen - paid_fen)::int AS owed FROM payables WHERE id = $1',
        [bill.payableId],
      );
      return rows[0].owed;
    },

    async balance(household: Household): Promise<number> {
      const { rows } = await owner.query(
        'SELECT balance_fen::int AS balance FROM customer_balances WHERE holder_period_id = $1',
        [household.holderPeriodId],
      );
      return rows[0]?.balance ?? 0;
    },

    /** Money counted in for a payment: times and sum. */
    async collected(paymentNo: string): Promise<{ times: number; sum: number }> {
      const { rows } = await owner.query(
        `SELECT count(*)::int AS times, coalesce(sum(c.amount_fen), 0)::int AS sum FROM collections c JOIN payments p ON p.id = c.payment_id WHERE p.payment_no = $1`,
        [paymentNo],
      );
      return rows[0];
    },

    /** Kinds of the open entries in the queue of odd payments, of one payment or of all. */
    async odd(paymentNo?: string): Promise<string[]> {
      const { rows } = await owner.query(
        `SELECT o.kind FROM odd_payments o LEFT JOIN payments p ON p.id = o.payment_id WHERE o.status = 'open' AND ($1::text IS NULL OR p.payment_no = $1) ORDER BY o.id`,
        [paymentNo ?? null],
      );
      return rows.map(row => row.kind);
    },
  };
  return story;
}

export type PaymentStory = ReturnType<typeof paymentStory>;
