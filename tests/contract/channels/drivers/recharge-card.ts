/** Recharge cards: printed, sold and redeemed; the printer's file, the sales and the buyers' transfers are what is outside. */
import { expect } from '@jest/globals';
import { businessDate } from '../../../../server/src/shared/dates.ts';
import { type Card, printerKey, readPrinterFile } from '../../../integration/cards/printer.ts';
import { freshKey, type Payer, paymentStory } from '../../../integration/payments/story.ts';
import { type Answer, startHall } from '../../../support/hall.ts';
import { sharedClock } from '../../../support/shared-clock.ts';
import type { OpenDriver } from '../driver.ts';
import { crashOnce } from './crash-once.ts';

const faceFen = 10_000;
const once = { times: 1, sum: faceFen };

export const openRechargeCard: OpenDriver = async () => {
  const clock = sharedClock();
  const crash = crashOnce();
  const hall = await startHall({ clock, timeFile: clock.timeFile, crashPoints: crash.points });
  const story = paymentStory(hall);
  const cookies: Record<string, string> = {};
  // Sessions of the staff end while the clock moves on, so each act signs in anew.
  const staff = async (role: string, path: string, body?: unknown) => {
    cookies[role] ??= await story.staff(role);
    await hall.owner.query(`UPDATE staff_sessions SET expires_at = now() + interval '30 days'`);
    const method = body === undefined ? 'GET' : 'POST';
    return hall.call(method, `/staff/${path}`, { cookie: cookies[role], body, key: freshKey() });
  };
  async function printed(count = 1): Promise<Card[]> {
    const wish = { faceFen, count, expiresOn: '2099-12-31', printerKey };
    const { batchNo } = (await staff('finance', 'card-batches', wish)).body;
    await staff('supervisor', `card-batches/${batchNo}/decision`, { approve: true });
    const { body } = await staff('finance', `card-batches/${batchNo}/export`, {});
    return readPrinterFile(Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body)));
  }
  const sell = (cards: Card[]) =>
    staff('clerk', 'card-sales', {
      fromSerial: cards[0]!.serial,
      toSerial: cards.at(-1)!.serial,
      buyer: '文登路便利店',
    });
  async function sold(): Promise<Card> {
    const cards = await printed();
    expect((await sell(cards)).body).toMatchObject({ cards: 1, amountFen: faceFen });
    return cards[0]!;
  }
  const redeem = (payer: Payer, card: Card, key = freshKey()): Promise<Answer> =>
    hall.call('POST', `/households/${payer.household.accountNo}/card-redemptions`, {
      token: payer.resident.token,
      body: card,
      key,
    });
  const owing = () => story.payer(faceFen);
  const isOnce = async (payer: Payer, { body }: Answer) => {
    expect(await story.collected(body.paymentNo)).toEqual(once);
    expect(await story.owed(payer.bill)).toBe(0);
    expect(await story.balance(payer.household)).toBe(0);
  };
  const refused = async (payer: Payer, card: Card, error: string) => {
    expect((await redeem(payer, card)).body.error).toBe(error);
    expect(await story.owed(payer.bill)).toBe(faceFen);
  };
  const wrongPin = ({ serial }: Card): Card => ({ serial, pin: '0000000000000000' });
  const clearingDay = async ({ body }: Answer) =>
    (
      await hall.owner.query(
        `SELECT c.clearing_on::text AS day FROM collections c JOIN payments p ON p.id = c.payment_id WHERE p.payment_no = $1`,
        [body.paymentNo],
      )
    ).rows[0].day as string;

  return {
    differences: story.differences,
    async close() {
      await hall.close();
      clock.close();
    },
    play: {
      async success() {
        const payer = await owing();
        const answer = await redeem(payer, await sold());
        await isOnce(payer, answer);
        const payment = await hall.call('GET', `/payments/${answer.body.paymentNo}`, {
          token: payer.resident.token,
        });
        expect(payment.body).toMatchObject({
          channel: 'recharge-card',
          receiptNo: expect.stringMatching(/^SJ/),
        });
      },
      async decline() {
        const [payer, card] = [await owing(), await sold()];
        await refused(payer, wrongPin(card), 'card-refused');
        await isOnce(payer, await redeem(payer, card));
      },
      async repeat() {
        const [payer, card, key] = [await owing(), await sold(), freshKey()];
        const first = await redeem(payer, card, key);
        expect((await redeem(payer, card, key)).body).toEqual(first.body);
        expect((await redeem(payer, card)).body.error).toBe('card-used');
        await isOnce(payer, first);
      },
      async concurrent() {
        const card = await sold();
        const payers = await Promise.all(Array.from({ length: 8 }, owing));
        const answers = await Promise.all(payers.map(payer => redeem(payer, card)));
        const winners = answers.flatMap((answer, index) => (answer.status === 201 ? [index] : []));
        expect(winners).toHaveLength(1);
        await isOnce(payers[winners[0]!]!, answers[winners[0]!]!);
      },
      async forged() {
        // A number of the right form that was never printed, and a card that was stolen before it was sold.
        const payer = await owing();
        await refused(payer, { serial: '123456789012345', pin: '1234567890123456' }, 'card-refused');
        const [stolen] = await printed();
        await refused(payer, stolen!, 'card-not-active');
      },
      async 'wrong-party'() {
        const [payer, stranger, card] = [await owing(), await owing(), await sold()];
        // Nobody redeems for a household that is not bound to them, whoever holds the card.
        const answer = await redeem({ ...payer, resident: stranger.resident }, card);
        expect([403, 404]).toContain(answer.status);
        expect(await story.owed(payer.bill)).toBe(faceFen);
        await isOnce(payer, await redeem(payer, card));
      },
      async 'paid-elsewhere'() {
        const [payer, card] = [await owing(), await sold()];
        const { body: started } = await story.start(payer);
        const [answer] = await Promise.all([redeem(payer, card), story.pay(started.paymentNo)]);
        await story.reaches(payer, started.paymentNo, 'credited');
        expect(await story.collected(answer.body.paymentNo)).toEqual(once);
        expect([await story.owed(payer.bill), await story.balance(payer.household)]).toEqual([0, faceFen]);
      },
      async midnight() {
        const cards = [await sold(), await sold()];
        clock.untilBeijing('23:58');
        const early = await redeem(await owing(), cards[0]!);
        clock.pass(300);
        const late = await redeem(await owing(), cards[1]!);
        const [before, after] = [await clearingDay(early), await clearingDay(late)];
        expect(Date.parse(after) - Date.parse(before)).toBe(86_400_000);
      },
      async file() {
        // A day of its own: cards of the other cases have not been paid for.
        clock.pass(86_400);
        const cards = await printed(3);
        const sale = await sell(cards);
        // One is brought back; the buyer's transfer pays for the rest, to the fen.
        await staff('supervisor', 'card-voids', {
          fromSerial: cards[2]!.serial,
          toSerial: cards[2]!.serial,
          reason: '网点退卡',
        });
        const payer = await owing();
        await isOnce(payer, await redeem(payer, cards[0]!));
        const settled = await staff('finance', `card-sales/${sale.body.saleNo}/payment`, {
          bankReference: `TT-${sale.body.saleNo}`,
        });
        expect(settled.body.paidFen).toBe(2 * faceFen);
        // Every redemption is a card of the printer's list at its value; what is in circulation is what is owed.
        const { rows } = await hall.owner.query(
          `SELECT c.trade_no AS serial, c.amount_fen::int AS fen FROM collections c WHERE c.source = 'card' AND c.trade_no = ANY ($1)`,
          [cards.map(({ serial }) => serial)],
        );
        expect(rows).toEqual([{ serial: cards[0]!.serial, fen: faceFen }]);
        const { circulation } = (await staff('finance', 'card-sales')).body;
        expect(circulation.activeFen).toBe(circulation.owedFen);
        const day = businessDate(clock.now());
        const register = (await hall.app.reconciliation.sources(day)).find(each => each.source === 'card')!;
        expect(await hall.app.reconciliation.run(register, day)).toMatchObject({
          status: 'matched',
          rows: 1,
          matched: 1,
          open: 0,
        });
      },
      async killed() {
        const [payer, card] = [await owing(), await sold()];
        crash.at('card-redeemed');
        expect((await redeem(payer, card)).status).toBe(500);
        expect(await story.owed(payer.bill)).toBe(faceFen);
        await isOnce(payer, await redeem(payer, card));
      },
      async guessing() {
        const [thief, card, other] = [await owing(), await sold(), await sold()];
        for (let guess = 0; guess < 5; guess++) await refused(thief, wrongPin(card), 'card-refused');
        await refused(thief, other, 'card-tries-used-up');
        await refused(await owing(), card, 'card-locked');
      },
      async expired() {
        const [payer, card] = [await owing(), await sold()];
        await hall.owner.query(`UPDATE cards SET expires_on = current_date - 2 WHERE serial = $1`, [
          card.serial,
        ]);
        await refused(payer, card, 'card-expired');
        const { status, body } = await hall.call('POST', '/card-exchanges', {
          token: payer.resident.token,
          body: card,
          key: freshKey(),
        });
        expect(status).toBe(201);
        await refused(payer, card, 'card-exchanged');
        await isOnce(payer, await redeem(payer, { serial: body.serial, pin: body.pin }));
      },
    },
  };
};
