/** The counter's cases: a clerk's till, with the wallets' stand-in behind the pay codes. */
import { expect } from '@jest/globals';
import { type BusinessDate, businessDate } from '../../../../server/src/shared/dates.ts';
import {
  type Customer,
  type DeskStory,
  freshKey,
  type Member,
  openDeskStory,
} from '../../../integration/desk/desk-story.ts';
import { eventually } from '../../../support/hall.ts';
import { sharedClock } from '../../../support/shared-clock.ts';
import type { OpenDriver } from '../driver.ts';

export const amountFen = 12_300;
export const once = { times: 1, fen: amountFen };

/** What was counted in for a customer's bill and balance, less what went back. */
export async function booked(story: DeskStory, { household }: Customer) {
  const { rows } = await story.hall.owner.query(
    `SELECT count(DISTINCT c.id)::int AS times, coalesce(sum(DISTINCT c.amount_fen - c.refunded_fen), 0)::int AS fen
       FROM collections c JOIN payment_items i ON i.payment_id = c.payment_id JOIN payables y ON y.id = i.payable_id
      WHERE y.holder_period_id = $1`,
    [household.holderPeriodId],
  );
  return rows[0] as { times: number; fen: number };
}

export async function clearingDays(story: DeskStory, { household }: Customer): Promise<BusinessDate[]> {
  const { rows } = await story.hall.owner.query<{ day: BusinessDate }>(
    `SELECT DISTINCT c.clearing_on::text AS day FROM collections c JOIN payment_items i ON i.payment_id = c.payment_id
       JOIN payables y ON y.id = i.payable_id WHERE y.holder_period_id = $1`,
    [household.holderPeriodId],
  );
  return rows.map(row => row.day);
}

/** The reconciliation of a till or a box, today's unless told. */
export async function reconciled(
  { hall, clock }: DeskStory,
  code: string,
  day: BusinessDate = businessDate(clock.now()),
) {
  const source = (await hall.app.reconciliation.sources(day)).find(each => each.source === code);
  if (!source) throw new Error(`${code} is no source of ${day}`);
  return hall.app.reconciliation.run(source, day);
}

export const gatewayOf = { wechat: 'wechat-pay', alipay: 'alipay' } as const;

/** A payment taken at a desk or a machine by a wallet is a row of that wallet's own file of today, and nothing in it differs. */
export async function foundInWallet(
  story: DeskStory,
  gateway: string,
  channel: string,
  paymentNo: string,
): Promise<void> {
  const { hall, clock } = story;
  await hall.sandbox.post('/control/settings', { enforceBillTime: false });
  const day = businessDate(clock.now());
  const source = (await hall.app.reconciliation.sources(day)).find(each =>
    each.source.startsWith(`${gateway}:`),
  )!;
  expect(await hall.app.reconciliation.run(source, day)).toMatchObject({ status: 'matched', open: 0 });
  const { rows } = await hall.owner.query(
    `SELECT r.order_no AS "orderNo", r.amount_fen::int AS fen, c.channel, c.matched_count = c.ours_count AS whole
       FROM reconciliation_days d JOIN statement_rows r ON r.file_id = ANY (d.matched_files)
       JOIN payments p ON p.payment_no = r.order_no
       JOIN reconciliation_channels c ON c.day_id = d.id AND c.channel = p.channel
      WHERE d.source = $1 AND d.day = $2 AND r.order_no = $3`,
    [source.source, day, paymentNo],
  );
  expect(rows).toEqual([{ orderNo: paymentNo, fen: amountFen, channel, whole: true }]);
}

export const openCounter: OpenDriver = async () => {
  const clock = sharedClock();
  const story = await openDeskStory({ clock });
  const supervisor = await story.member('supervisor');
  const clerk = await story.clerk();
  const cash = (who: Member, customer: Customer, key?: string) =>
    story.post(who, '/staff/desk/takings', { ...story.pays(customer), tender: 'cash' }, key);
  const scan = async (customer: Customer, behaviour: string, wallet = 'alipay', who: Member = clerk) => {
    const code = { wallet, behaviour };
    const { authCode } = await story.hall.sandbox.post<{ authCode: string }>('/control/pay-codes', code);
    return story.post(who, '/staff/desk/pay-codes', { ...story.pays(customer), authCode });
  };
  const undo = (paymentNo: string) =>
    story.post(supervisor, `/staff/desk/takings/${paymentNo}/void`, { reason: '户号有误' });
  const close = (who: Member & { shiftNo: string }, body: unknown) =>
    story.post(who, `/staff/desk/shifts/${who.shiftNo}/close`, body);
  const isOnce = async (customer: Customer) => {
    expect(await story.owed(customer)).toBe(0);
    expect(await booked(story, customer)).toEqual(once);
  };

  return {
    differences: story.differences,
    async close() {
      await story.close();
      clock.close();
    },
    play: {
      async success() {
        const customer = await story.customer();
        const { body } = await cash(clerk, customer);
        expect(body.receiptNo).toMatch(/\d/);
        await isOnce(customer);
      },
      async decline() {
        const customer = await story.customer();
        expect((await scan(customer, 'poor')).body.stage).toBe('failed');
        expect(await story.owed(customer)).toBe(amountFen);
        await cash(clerk, customer);
        await isOnce(customer);
      },
      async unknown() {
        const customer = await story.customer();
        const { body } = await scan(customer, 'unclear');
        expect(body.stage).toBe('waiting');
        await eventually(
          async () => {
            clock.pass(2);
            return (await story.get(clerk, `/staff/desk/takings/${body.paymentNo}`)).body.stage;
          },
          stage => stage === 'paid',
        );
        await isOnce(customer);
      },
      async repeat() {
        const [customer, key] = [await story.customer(), freshKey()];
        const answers = [await cash(clerk, customer, key), await cash(clerk, customer, key)];
        expect(answers[1]!.body.paymentNo).toBe(answers[0]!.body.paymentNo);
        await isOnce(customer);
      },
      async concurrent() {
        const [customer, key] = [await story.customer(), freshKey()];
        await Promise.all(Array.from({ length: 6 }, () => cash(clerk, customer, key)));
        await isOnce(customer);
      },
      async 'wrong-party'() {
        const customer = await story.customer();
        expect((await cash(await story.member('clerk'), customer)).body.error).toBe('shift-needed');
        expect((await cash(await story.member('auditor'), customer)).status).toBe(403);
        expect((await cash({ username: '', cookie: '' }, customer)).status).toBe(401);
        expect(await booked(story, customer)).toEqual({ times: 0, fen: 0 });
      },
      async 'paid-elsewhere'() {
        const [customer, other] = [await story.customer(), await story.clerk()];
        const answers = await Promise.all([cash(clerk, customer), cash(other, customer)]);
        expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
        await isOnce(customer);
      },
      async 'give-back'() {
        const customer = await story.customer();
        const { body } = await cash(clerk, customer);
        expect((await undo(body.paymentNo)).body.status).toBe('voided');
        expect(await story.owed(customer)).toBe(amountFen);
      },
      async 'give-back-once'() {
        const customer = await story.customer();
        const { body } = await cash(clerk, customer);
        const answers = await Promise.all([undo(body.paymentNo), undo(body.paymentNo), undo(body.paymentNo)]);
        expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
        expect(await booked(story, customer)).toEqual({ times: 1, fen: 0 });
      },
      async midnight() {
        clock.untilBeijing('23:58');
        const [early, late] = [await story.customer(), await story.customer()];
        const own = await story.clerk(0);
        await cash(own, early);
        clock.pass(300);
        await cash(own, late);
        const [[before], [after]] = [await clearingDays(story, early), await clearingDays(story, late)];
        expect(Date.parse(after!) - Date.parse(before!)).toBe(86_400_000);
        // One count of both, and each stands in the sheet of its own day.
        const { body } = await close(own, { counted: { '10000': 2, '2000': 2, '100': 6 } });
        expect(body).toMatchObject({ status: 'closed', differenceFen: 0 });
        for (const day of [before, after])
          expect(await reconciled(story, `shift:${own.shiftNo}`, day)).toMatchObject({
            status: 'matched',
            matched: 1,
            open: 0,
          });
      },
      async killed() {
        const [customer, key] = [await story.customer(), freshKey()];
        story.dieAt('desk-took');
        expect((await cash(clerk, customer, key)).status).toBe(500);
        expect((await cash(clerk, customer, key)).status).toBe(201);
        await isOnce(customer);
      },
      async file() {
        const own = await story.clerk(20_000);
        await cash(own, await story.customer(10_000));
        // The count is what comes from outside.
        const { body } = await close(own, { counted: { '10000': 3 } });
        expect(body).toMatchObject({ status: 'closed', expectedFen: 10_000, differenceFen: 0 });
        expect(await reconciled(story, `shift:${own.shiftNo}`)).toMatchObject({
          status: 'matched',
          matched: 1,
        });
        // What a scanned code paid stands in the wallet's file.
        for (const gateway of Object.values(gatewayOf)) {
          const scanned = await scan(await story.customer(), 'pays', gateway);
          expect(scanned.body.stage).toBe('paid');
          await foundInWallet(story, gateway, 'counter', scanned.body.paymentNo);
        }
      },
      async 'count-differs'() {
        const own = await story.clerk(0);
        await cash(own, await story.customer(10_300));
        const before = await story.account('cash-differences');
        expect((await close(own, { counted: { '10000': 1 } })).body.error).toBe('difference-unexplained');
        const { body } = await close(own, { counted: { '10000': 1 }, explanation: '多找了 3 元' });
        expect(body.differenceFen).toBe(-300);
        expect((await story.account('cash-differences')) - before).toBe(300);
      },
    },
  };
};
