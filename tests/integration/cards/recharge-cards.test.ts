import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Answer, type RunningHall, startHall } from '../../support/hall.ts';
import { testCipher } from '../../support/world.ts';
import { freshKey, type Payer, paymentStory } from '../payments/story.ts';
import { type Card, printerKey, readPrinterFile } from './printer.ts';

describe('recharge cards', () => {
  let hall: RunningHall;
  let story: ReturnType<typeof paymentStory>;
  let clerk: string;
  let finance: string;
  let supervisor: string;
  let cutAt = '';

  beforeAll(async () => {
    const crashPoints = {
      reach(name: string) {
        if (name !== cutAt) return;
        cutAt = '';
        throw new Error(`cut off at ${name}`);
      },
    };
    hall = await startHall({ crashPoints });
    story = paymentStory(hall);
    [clerk, finance, supervisor] = (await Promise.all(
      ['clerk', 'finance', 'supervisor'].map(role => story.staff(role)),
    )) as [string, string, string];
  }, 60_000);
  afterAll(() => hall?.close());

  const staff = (cookie: string, path: string, body?: unknown) =>
    hall.call(body === undefined ? 'GET' : 'POST', `/staff/${path}`, { cookie, body, key: freshKey() });

  async function printed(count: number, faceFen = 10_000): Promise<Card[]> {
    const wish = { faceFen, count, expiresOn: '2099-12-31', printerKey };
    const asked = await staff(finance, 'card-batches', wish);
    expect(asked.status).toBe(201);
    const { batchNo } = asked.body;
    const approved = await staff(supervisor, `card-batches/${batchNo}/decision`, { approve: true });
    expect(approved.body).toMatchObject({ status: 'generated', cards: { printed: count } });
    const file = await staff(finance, `card-batches/${batchNo}/export`, {});
    return readPrinterFile(file.body.version ? Buffer.from(JSON.stringify(file.body)) : file.body);
  }

  async function sold(count: number, faceFen = 10_000): Promise<Card[]> {
    const cards = await printed(count, faceFen);
    const sale = await staff(clerk, 'card-sales', {
      fromSerial: cards[0]!.serial,
      toSerial: cards.at(-1)!.serial,
      buyer: '文登路便利店',
    });
    expect(sale.body).toMatchObject({ cards: count, amountFen: count * faceFen });
    return cards;
  }

  const redeem = (
    payer: Payer,
    card: Card,
    more: Record<string, unknown> = {},
    key = freshKey(),
  ): Promise<Answer> =>
    hall.call('POST', `/households/${payer.household.accountNo}/card-redemptions`, {
      token: payer.resident.token,
      body: { ...card, ...more },
      key,
    });

  const booked = async (account: string) =>
    (
      await hall.owner.query(
        `SELECT coalesce(sum(amount_fen), 0)::int AS sum FROM ledger_postings WHERE account_code = $1`,
        [account],
      )
    ).rows[0].sum;

  test('a batch needs two persons; its PINs leave once, encrypted for the printer, and are kept as hashes', async () => {
    const wish = { faceFen: 5_000, count: 3, expiresOn: '2099-12-31', printerKey };
    const { body: asked } = await staff(finance, 'card-batches', wish);
    const own = await staff(finance, `card-batches/${asked.batchNo}/decision`, { approve: true });
    expect([own.status, own.body.error]).toEqual([403, 'card-four-eyes']);
    expect((await staff(supervisor, `card-batches/${asked.batchNo}/export`, {})).body.error).toBe(
      'card-export-gone',
    );
    const both = await Promise.all(
      [supervisor, await story.staff('finance')].map(cookie =>
        staff(cookie, `card-batches/${asked.batchNo}/decision`, { approve: true }),
      ),
    );
    expect(both.map(reply => reply.status).sort()).toEqual([200, 409]);
    const file = await staff(finance, `card-batches/${asked.batchNo}/export`, {});
    const cards = readPrinterFile(
      Buffer.isBuffer(file.body) ? file.body : Buffer.from(JSON.stringify(file.body)),
    );
    expect(cards).toHaveLength(3);
    expect((await staff(finance, `card-batches/${asked.batchNo}/export`, {})).body.error).toBe(
      'card-export-gone',
    );
    const { rows } = await hall.owner.query(
      `SELECT cards::text FROM cards UNION ALL SELECT b::text FROM card_batches b`,
    );
    expect(rows.map(row => row.cards).join()).not.toContain(cards[0]!.pin);
    const short = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({
      type: 'spki',
      format: 'pem',
    });
    expect((await staff(finance, 'card-batches', { ...wish, printerKey: short })).body.error).toBe(
      'printer-key-unfit',
    );
  });

  test('a card for a bill that another has just paid may be had back by whoever redeemed it; one put on the balance may not', async () => {
    const [meant, knowing] = await sold(2);
    const payer = await story.payer(10_000);
    const back = (paymentNo: string) =>
      hall.call('POST', `/payments/${paymentNo}/surplus-return`, {
        token: payer.resident.token,
        key: freshKey(),
      });
    const onBalance = await redeem(payer, knowing!, { to: 'balance' });
    await story.paid(payer);
    expect((await back(onBalance.body.paymentNo)).body.error).toBe('no-surplus');
    const late = await redeem(payer, meant!);
    expect(late.body).toMatchObject({ toBillsFen: 0, toBalanceFen: 10_000 });
    const shown = await hall.call('GET', `/payments/${late.body.paymentNo}`, { token: payer.resident.token });
    expect(shown.body.surplusFen).toBe(10_000);
    expect(await back(late.body.paymentNo)).toMatchObject({ status: 201, body: { amountFen: 10_000 } });
    expect((await back(late.body.paymentNo)).body.error).toBe('no-surplus');
    expect(await story.differences()).toEqual([]);
  });

  test('sold, its value is owed; redeemed, it pays the bill and the rest is the holder’s; no income arises', async () => {
    const [owedBefore, incomeBefore] = [await booked('recharge-cards'), await booked('energy-income')];
    const [card] = await sold(1, 20_000);
    expect(await booked('recharge-cards')).toBe(owedBefore - 20_000);
    const payer = await story.payer(12_345);
    const income = (await booked('energy-income')) - incomeBefore;
    const key = freshKey();
    const reply = await redeem(payer, card!, {}, key);
    expect(reply.body).toMatchObject({ faceFen: 20_000, toBillsFen: 12_345, toBalanceFen: 7_655 });
    expect(await story.owed(payer.bill)).toBe(0);
    // The process died before the answer was kept: the same request again gets the same, another one does not.
    await hall.owner.query('DELETE FROM idempotency_keys WHERE key = $1', [key]);
    expect((await redeem(payer, card!, {}, key)).body).toEqual(reply.body);
    expect((await redeem(payer, card!)).body.error).toBe('card-used');
    expect(await booked('recharge-cards')).toBe(owedBefore);
    expect((await booked('energy-income')) - incomeBefore).toBe(income);
    const { rows } = await hall.owner.query(
      `SELECT c.source, c.trade_no, p.channel FROM collections c JOIN payments p ON p.id = c.payment_id WHERE p.payment_no = $1`,
      [reply.body.paymentNo],
    );
    expect(rows).toEqual([{ source: 'card', trade_no: card!.serial, channel: 'recharge-card' }]);
    const history = await hall.call('GET', '/payments', { token: payer.resident.token });
    expect(history.body.payments[0].paymentNo).toBe(reply.body.paymentNo);
    expect(await story.differences()).toEqual([]);
  });

  test('twenty people redeem one card in the same instant: one has it', async () => {
    const [card] = await sold(1);
    const payers = await Promise.all(Array.from({ length: 20 }, () => story.payer(10_000)));
    const replies = await Promise.all(payers.map(payer => redeem(payer, card!)));
    expect(replies.filter(reply => reply.status === 201)).toHaveLength(1);
    expect(new Set(replies.filter(reply => reply.status !== 201).map(reply => reply.body.error))).toEqual(
      new Set(['card-used']),
    );
    const owed = await Promise.all(payers.map(payer => story.owed(payer.bill)));
    expect(owed.filter(amount => amount === 0)).toHaveLength(1);
    expect(await story.differences()).toEqual([]);
  });

  test('one answer for a wrong number and a wrong PIN; five lock the person, and five the card, whoever tries', async () => {
    const [card, other] = await sold(2);
    const thief = await story.payer();
    const wrongPin = { serial: card!.serial, pin: '0000000000000000' };
    const noCard = { serial: '123456789012345', pin: '0000000000000000' };
    const answers = [];
    for (const typed of [noCard, wrongPin, noCard, wrongPin, noCard])
      answers.push((await redeem(thief, typed)).body);
    expect(new Set(answers.map(({ error, message }) => `${error} ${message}`)).size).toBe(1);
    const locked = await redeem(thief, other!);
    expect([locked.status, locked.body.error]).toEqual([429, 'card-tries-used-up']);
    for (const _ of [1, 2, 3])
      expect((await redeem(await story.payer(), wrongPin)).body.error).toBe('card-refused');
    const owner = await story.payer();
    const lockedCard = await redeem(owner, card!);
    expect([lockedCard.status, lockedCard.body.error]).toEqual([423, 'card-locked']);
    const detail = await staff(clerk, `cards/${card!.serial}`);
    expect(detail.body).toMatchObject({ wrongTries: 5, status: 'active' });
    await staff(supervisor, `cards/${card!.serial}/unlock`, { reason: '持卡人到柜台核实' });
    expect((await redeem(owner, card!)).status).toBe(201);
    // Tries in the same instant are counted too: the lock cannot be outrun.
    const runner = await story.payer();
    const raced = await Promise.all(Array.from({ length: 12 }, () => redeem(runner, noCard)));
    expect(raced.filter(reply => reply.body.error === 'card-refused')).toHaveLength(5);
  });

  test('a card that was stolen before it was sold is worth nothing, one past its date is exchanged and keeps its value', async () => {
    const [stolen] = await printed(1);
    const payer = await story.payer(10_000);
    expect((await redeem(payer, stolen!)).body.error).toBe('card-not-active');
    const [old] = await sold(1);
    await hall.owner.query(`UPDATE cards SET expires_on = current_date - 2 WHERE serial = $1`, [old!.serial]);
    expect((await redeem(payer, old!)).body.error).toBe('card-expired');
    const owed = await booked('recharge-cards');
    const exchange = () =>
      hall.call('POST', '/card-exchanges', { token: payer.resident.token, body: old, key: freshKey() });
    const replies = await Promise.all([exchange(), exchange(), exchange()]);
    const fresh = replies.filter(reply => reply.status === 201);
    expect(fresh).toHaveLength(1);
    expect(await booked('recharge-cards')).toBe(owed);
    expect((await redeem(payer, old!)).body.error).toBe('card-exchanged');
    const { serial, pin } = fresh[0]!.body;
    expect((await redeem(payer, { serial, pin })).body).toMatchObject({ toBillsFen: 10_000 });
    expect(await story.differences()).toEqual([]);
  });

  test('an exchange whose answer was lost is answered the same, to nobody else, and its PIN is written down nowhere', async () => {
    const [old] = await sold(1);
    const payer = await story.payer(10_000);
    await hall.owner.query(`UPDATE cards SET expires_on = current_date - 2 WHERE serial = $1`, [old!.serial]);
    const key = freshKey();
    const exchange = (who: Payer, with_: string) =>
      hall.call('POST', '/card-exchanges', { token: who.resident.token, body: old, key: with_ });
    cutAt = 'card-exchanged';
    expect((await exchange(payer, key)).status).toBe(500);
    const again = await exchange(payer, key);
    expect(again).toMatchObject({ status: 201, body: { faceFen: 10_000 } });
    expect((await exchange(payer, key)).body).toEqual(again.body);
    for (const [who, with_] of [
      [payer, freshKey()],
      [await story.payer(), key],
    ] as const)
      expect((await exchange(who, with_)).body.error).toBe('card-exchanged');
    // That it was answered is kept, and not with what.
    const { rows } = await hall.owner.query('SELECT response FROM idempotency_keys WHERE key = $1', [key]);
    expect(rows.map(({ response }) => testCipher.decrypt(Buffer.from(response, 'base64')))).toEqual(['null']);
    const { serial, pin } = again.body;
    expect((await redeem(payer, { serial, pin })).body).toMatchObject({ toBillsFen: 10_000 });
    expect((await exchange(payer, key)).body).toEqual(again.body);
    expect(await story.differences()).toEqual([]);
  });

  test('sold cards brought back are voided by another person than the seller; redeemed ones stay redeemed', async () => {
    const cards = await sold(3);
    const range = { fromSerial: cards[0]!.serial, toSerial: cards[1]!.serial, reason: '网点退卡' };
    const seller = await story.staff('clerk', 'supervisor', 'finance');
    const own = await printed(1);
    await staff(seller, 'card-sales', {
      fromSerial: own[0]!.serial,
      toSerial: own[0]!.serial,
      buyer: '某便利店',
    });
    const refused = await staff(seller, 'card-voids', {
      fromSerial: own[0]!.serial,
      toSerial: own[0]!.serial,
      reason: '退卡',
    });
    expect([refused.status, refused.body.error]).toEqual([403, 'cards-four-eyes']);
    const ownSale = (await staff(seller, 'card-sales')).body.sales[0];
    const bankReference = 'TT20261122000';
    const unpaid = await staff(seller, `card-sales/${ownSale.saleNo}/payment`, { bankReference });
    expect([unpaid.status, unpaid.body.error]).toEqual([403, 'cards-four-eyes']);
    expect((await staff(supervisor, 'card-voids', range)).body).toMatchObject({
      voided: 2,
      amountFen: 20_000,
    });
    const payer = await story.payer();
    expect((await redeem(payer, cards[0]!)).body.error).toBe('card-void');
    expect((await redeem(payer, cards[2]!)).status).toBe(201);
    const late = await staff(supervisor, 'card-voids', {
      ...range,
      fromSerial: cards[2]!.serial,
      toSerial: cards[2]!.serial,
    });
    expect(late.body.error).toBe('cards-used');
    const { body } = await staff(finance, 'card-sales');
    const sale = body.sales.find((each: { firstSerial: string }) => each.firstSerial === cards[0]!.serial);
    const paid = await staff(finance, `card-sales/${sale.saleNo}/payment`, {
      bankReference: 'TT20261122001',
    });
    expect(paid.body.paidFen).toBe(10_000);
    expect(
      (await staff(finance, `card-sales/${sale.saleNo}/payment`, { bankReference: 'TT2' })).body.error,
    ).toBe('card-sale-settled');
    expect(body.circulation.activeFen).toBe(body.circulation.owedFen);
    expect(await story.differences()).toEqual([]);
  });

  test('cards that were paid for and come back: their buyer is paid back, once, by a third person and a transfer of its own', async () => {
    const cards = await sold(3);
    const saleOf = async () =>
      (await staff(finance, 'card-sales')).body.sales.find(
        (each: { firstSerial: string }) => each.firstSerial === cards[0]!.serial,
      );
    const { saleNo } = await saleOf();
    const repay = (cookie: string, bankReference: string) =>
      staff(cookie, `card-sales/${saleNo}/repayment`, { bankReference });
    const cashier = await story.staff('finance');
    await staff(cashier, `card-sales/${saleNo}/payment`, { bankReference: 'TT-REPAY-IN' });
    expect((await repay(finance, 'TT-REPAY-0')).body.error).toBe('card-sale-owed-nothing');
    const taker = await story.staff('supervisor', 'finance');
    const back = (from: Card, to: Card) =>
      staff(taker, 'card-voids', { fromSerial: from.serial, toSerial: to.serial, reason: '网点退卡' });
    expect((await back(cards[0]!, cards[1]!)).status).toBe(201);
    expect(await saleOf()).toMatchObject({ paidFen: 30_000, creditFen: 20_000, repaidFen: 0 });
    const own = await repay(taker, 'TT-REPAY-1');
    expect([own.status, own.body.error]).toEqual([403, 'cards-four-eyes']);
    // Nor by whoever said that the money came.
    expect((await repay(cashier, 'TT-REPAY-1')).body.error).toBe('cards-four-eyes');
    const bank = await booked('bank');
    const both = await Promise.all([repay(finance, 'TT-REPAY-1'), repay(finance, 'TT-REPAY-2')]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 200)!.body).toEqual({ saleNo, repaidFen: 20_000 });
    expect((await booked('bank')) - bank).toBe(-20_000);
    expect(await saleOf()).toMatchObject({ creditFen: 0, repaidFen: 20_000 });
    await back(cards[2]!, cards[2]!);
    const used = both[0]!.status === 200 ? 'TT-REPAY-1' : 'TT-REPAY-2';
    expect((await repay(finance, used)).body.error).toBe('card-payment-used');
    expect((await repay(finance, 'TT-REPAY-3')).body).toEqual({ saleNo, repaidFen: 10_000 });
    const { body } = await staff(finance, 'card-sales');
    expect(body.circulation.creditFen).toBe(0);
    expect(await story.differences()).toEqual([]);
  });

  test('one credit of the bank pays for as many sales as it covers', async () => {
    const sales: string[] = [];
    for (const cards of [await sold(1), await sold(1), await sold(1)]) {
      const { body } = await staff(finance, 'card-sales');
      sales.push(
        body.sales.find((each: { firstSerial: string }) => each.firstSerial === cards[0]!.serial).saleNo,
      );
    }
    const pay = (place: number, bankReference: string, creditedFen?: number) =>
      staff(finance, `card-sales/${sales[place]}/payment`, { bankReference, creditedFen });
    expect((await pay(0, 'TT-ONE-CREDIT', 20_000)).body.paidFen).toBe(10_000);
    // However it is typed, it is the same credit.
    expect((await pay(1, ' tt-one- credit')).body.paidFen).toBe(10_000);
    const third = await pay(2, 'TT-ONE-CREDIT', 30_000);
    expect([third.status, third.body.error]).toEqual([409, 'card-payment-used']);
    expect(await story.differences()).toEqual([]);
  });

  test('a card and WeChat pay the same bill in the same instant: one settles it, the other becomes balance', async () => {
    const [card] = await sold(1, 10_000);
    const payer = await story.payer(10_000);
    const started = await story.start(payer);
    const [redeemed] = await Promise.all([redeem(payer, card!), story.pay(started.body.paymentNo)]);
    await story.reaches(payer, started.body.paymentNo, 'credited');
    expect(redeemed!.status).toBe(201);
    expect([await story.owed(payer.bill), await story.balance(payer.household)]).toEqual([0, 10_000]);
    expect(await story.differences()).toEqual([]);
  });

  test('cut off in the middle of a redemption, nothing has happened: the card is good and the bill open', async () => {
    const [card] = await sold(1, 10_000);
    const payer = await story.payer(10_000);
    cutAt = 'card-redeemed';
    expect((await redeem(payer, card!)).status).toBe(500);
    expect(await story.owed(payer.bill)).toBe(10_000);
    expect((await redeem(payer, card!)).status).toBe(201);
    expect(await story.owed(payer.bill)).toBe(0);
    expect(await story.differences()).toEqual([]);
  });

  test('a locked bill is left out: the value becomes the holder’s prepayment', async () => {
    const [card] = await sold(1, 10_000);
    const payer = await story.payer(10_000);
    await hall.owner.query(
      `UPDATE payables SET locked_until = now() + interval '1 day', locked_for = 'debit-batch:X-1' WHERE id = $1`,
      [payer.bill.payableId],
    );
    expect((await redeem(payer, card!)).body).toMatchObject({ toBillsFen: 0, toBalanceFen: 10_000 });
    expect(await story.owed(payer.bill)).toBe(10_000);
  });
});
