/** A card at the terminal on the clerk's desk: approved, refused, or no answer — then reversed until that is acknowledged. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { figuresOf, grownSince } from '../../support/figures.ts';
import { type Customer, type DeskStory, freshKey, type Member, openDeskStory } from './desk-story.ts';

let story: DeskStory;
let supervisor: Member;
let clerk: Member;
let terminal: string;
beforeAll(async () => {
  story = await openDeskStory({ environment: { ACQUIRER_SALE_SECONDS: '2' } });
  supervisor = await story.member('supervisor');
  clerk = await story.clerk();
  terminal = await story.terminal();
});
afterAll(() => story.close());

/** The last two digits of the sum tell the stand-in what the card does. */
const owing = (ending: number) => story.customer(12_300 + ending);
const sell = (customer: Customer, key?: string, at = terminal) =>
  story.post(clerk, '/staff/desk/card-sales', { ...story.pays(customer), terminal: at }, key);
const saleOf = async (saleId: number) => (await story.get(clerk, `/staff/desk/card-sales/${saleId}`)).body;
const follow = async () => {
  story.clock.pass(120);
  await story.hall.app.runJob('follow-card-sales');
};
interface Trade {
  key: string;
  type: string;
  state: string;
  amount: number;
}
const trades = (at = terminal) => story.hall.sandbox.get<Trade[]>(`/control/acquirer/trades?terminal=${at}`);
const fault = (rule: Record<string, unknown>) =>
  story.hall.sandbox.post('/control/faults', { gateway: 'acquirer', ...rule });
const noFaults = () => story.hall.sandbox.post('/control/faults', { rules: [] });

describe('a sale', () => {
  it("that is approved pays the bill in the clerk's shift, with its numbers kept", async () => {
    const customer = await owing(0);
    const { status, body } = await sell(customer);
    expect([status, body.status]).toEqual([201, 'approved']);
    expect(body).toMatchObject({ cardMasked: '622202******1234', code: '00' });
    expect(body.reference).toMatch(/^\d{12}$/);
    expect(await story.owed(customer)).toBe(0);
    const slip = await story.get(clerk, `/staff/desk/takings/${body.paymentNo}`);
    expect(slip.body).toMatchObject({ tender: 'card', stage: 'paid', clerk: clerk.username });
    const { rows } = await story.hall.owner.query(
      `SELECT c.source, c.trade_no, p.channel FROM collections c JOIN payments p ON p.id = c.payment_id WHERE p.payment_no = $1`,
      [body.paymentNo],
    );
    expect(rows[0]).toEqual({
      source: `acquirer:${story.hall.sandbox.credentials['ACQUIRER_MERCHANT']}`,
      trade_no: `${terminal}-${String(body.batch).padStart(6, '0')}-${String(body.trace).padStart(6, '0')}`,
      channel: 'pos',
    });
    expect(await story.differences()).toEqual([]);
  });

  it.each([
    [1, '51', 'want of funds'],
    [2, '17', 'the customer cancelling'],
  ])('ending in %i is refused with %s for %s, and nothing is booked', async (ending, code) => {
    const customer = await owing(ending);
    const { body } = await sell(customer);
    expect([body.status, body.code, body.paymentNo]).toEqual(['refused', code, null]);
    expect(await story.owed(customer)).toBe(customer.bill.amountFen);
  });

  it.each([
    [3, 'whose answer is lost'],
    [4, 'that the issuer did not finish'],
    [5, 'whose answer has a wrong MAC'],
  ])('ending in %i, %s, is reversed at the acquirer, and nothing is booked', async ending => {
    const customer = await owing(ending);
    const { body } = await sell(customer);
    expect(body).toMatchObject({ status: 'reversed', paymentNo: null });
    const sold = (await trades()).filter(trade => trade.amount === customer.bill.amountFen);
    expect(sold.map(({ state }) => state)).toEqual(['reversed']);
    expect(await story.owed(customer)).toBe(customer.bill.amountFen);
  });

  it('that outlasts our patience is reversed, though the card is approved a second later', async () => {
    const customer = await owing(6);
    const { body } = await sell(customer);
    expect(body.status).toBe('reversed');
    await new Promise(done => setTimeout(done, 1500));
    const sold = (await trades()).filter(trade => trade.amount === customer.bill.amountFen);
    expect(sold.map(({ state }) => state)).toEqual(['reversed']);
    expect(await story.balance(customer)).toBe(0);
  });

  it('whose reply nobody believes is reversed, and an operator sees it counted', async () => {
    const before = await figuresOf(story.hall.url, 'hall_untrusted_total');
    const customer = await owing(5);
    expect((await sell(customer)).body.status).toBe('reversed');
    expect(await story.owed(customer)).toBe(12_305);
    expect(grownSince(before, await figuresOf(story.hall.url, 'hall_untrusted_total'))).toEqual({
      [`acquirer:${story.hall.sandbox.credentials['ACQUIRER_MERCHANT']} mac`]: 1,
    });
  });

  it('is reversed until the acquirer has acknowledged it, however often that fails', async () => {
    const customer = await owing(3);
    await fault({ on: 'reversal', fault: 'error-5xx', times: 3 });
    const { body } = await sell(customer);
    expect(body.status).toBe('reversing');
    for (let tries = 0; tries < 4; tries++) await follow();
    await noFaults();
    await follow();
    expect((await saleOf(body.saleId)).status).toBe('reversed');
  });

  it('asked for twice by one key is one sale; while it goes on the terminal takes no other', async () => {
    const customer = await owing(0);
    const key = freshKey();
    await fault({ on: 'sale', fault: 'delay', delayMs: 600, times: 1 });
    const first = sell(customer, key);
    await new Promise(done => setTimeout(done, 200));
    const [again, other] = await Promise.all([sell(customer, key), sell(await owing(0))]);
    const sold = await first;
    await noFaults();
    expect([sold.status, again.status, other.body.error]).toEqual([201, 409, 'terminal-busy']);
    expect((await sell(customer, key)).body.saleId).toBe(sold.body.saleId);
    expect(await story.balance(customer)).toBe(0);
  });

  it('of a bill that was paid elsewhere meanwhile becomes balance: the card was charged', async () => {
    const customer = await owing(0);
    await fault({ on: 'sale', fault: 'delay', delayMs: 800, times: 1 });
    const other = await story.clerk();
    const selling = sell(customer);
    await new Promise(done => setTimeout(done, 200));
    const cash = await story.post(other, '/staff/desk/takings', { ...story.pays(customer), tender: 'cash' });
    expect(cash.status).toBe(201);
    expect((await selling).body.status).toBe('approved');
    await noFaults();
    expect(await story.owed(customer)).toBe(0);
    expect(await story.balance(customer)).toBe(12_300);
    expect(await story.differences()).toEqual([]);
  });
});

describe('a process that died', () => {
  it("between the acquirer's approval and our booking leaves a sale that is reversed by the next", async () => {
    const customer = await owing(0);
    story.dieAt('acquirer-answered');
    expect((await sell(customer)).status).toBe(500);
    const sold = () =>
      trades().then(all => all.filter(({ amount, state }) => amount === 12_300 && state === 'approved'));
    const standing = (await sold()).length;
    await follow();
    expect((await sold()).length).toBe(standing - 1);
    expect(await story.owed(customer)).toBe(12_300);
    const { body } = await story.get(clerk, '/staff/desk/card-sales');
    expect(body.sales.every(({ status }: { status: string }) => status !== 'asking')).toBe(true);
  });
});

describe('a void by a supervisor', () => {
  it('goes to the acquirer, then the bill is owed again', async () => {
    const customer = await owing(0);
    const { body } = await sell(customer);
    const path = `/staff/desk/takings/${body.paymentNo}/void`;
    expect((await story.post(supervisor, path, { reason: '户号有误' })).body.status).toBe('voided');
    expect((await saleOf(body.saleId)).status).toBe('voided');
    expect(await story.owed(customer)).toBe(12_300);
    expect(await story.differences()).toEqual([]);
  });

  it('without an answer is sent again under the same number until there is one', async () => {
    const customer = await owing(0);
    const { body } = await sell(customer);
    await fault({ on: 'void', fault: 'timeout-after', times: 1, delayMs: 100 });
    await fault({ on: 'void', fault: 'reset-after', times: 1, keep: true });
    const path = `/staff/desk/takings/${body.paymentNo}/void`;
    const wanted = await story.post(supervisor, path, { reason: '户号有误' });
    await noFaults();
    for (let tries = 0; tries < 3 && (await saleOf(body.saleId)).status !== 'voided'; tries++) await follow();
    expect(['voiding', 'voided']).toContain(wanted.body.status);
    expect((await saleOf(body.saleId)).status).toBe('voided');
    expect(await story.owed(customer)).toBe(12_300);
    const { rows } = await story.hall.owner.query(
      `SELECT count(*)::int AS times FROM refunds f JOIN payments p ON p.id = f.payment_id WHERE p.payment_no = $1`,
      [body.paymentNo],
    );
    expect(rows[0].times).toBe(1);
  });
});

describe('the end of a batch', () => {
  it('has equal totals on both sides, and the next sale stands in the next batch', async () => {
    const at = await story.terminal();
    const [kept, undone] = [
      await sell(await owing(0), undefined, at),
      await sell(await owing(50), undefined, at),
    ];
    await story.post(supervisor, `/staff/desk/takings/${undone.body.paymentNo}/void`, { reason: '重复' });
    await sell(await owing(3), undefined, at);
    const settled = await story.post(clerk, `/staff/desk/card-terminals/${at}/settlement`);
    expect(settled.body).toMatchObject({
      status: 'equal',
      sales: 2,
      salesFen: 24_650,
      voids: 1,
      voidsFen: 12_350,
      theirs: { sales: 2, salesFen: 24_650, voids: 1, voidsFen: 12_350 },
    });
    expect((await sell(await owing(0), undefined, at)).body).toMatchObject({
      batch: 2,
      trace: 1,
      status: 'approved',
    });
    const late = `/staff/desk/takings/${kept.body.paymentNo}/void`;
    expect((await story.post(supervisor, late, { reason: '过批次' })).body.error).toBe('taking-not-undoable');
  });

  it('with a sale that only the acquirer knows shows both totals', async () => {
    const at = await story.terminal();
    const sold = await sell(await owing(0), undefined, at);
    await story.hall.owner.query(`UPDATE pos_sales SET status = 'refused', payment_no = NULL WHERE id = $1`, [
      sold.body.saleId,
    ]);
    const settled = await story.post(clerk, `/staff/desk/card-terminals/${at}/settlement`);
    expect(settled.body).toMatchObject({
      status: 'different',
      sales: 0,
      theirs: { sales: 1, salesFen: 12_300 },
    });
  });

  it('whose answer is lost is asked again under the same number, and no sale comes in between', async () => {
    const at = await story.terminal();
    await sell(await owing(0), undefined, at);
    await fault({ on: 'settlement', fault: 'reset-after', times: 1 });
    const asked = await story.post(clerk, `/staff/desk/card-terminals/${at}/settlement`);
    expect(asked.body.status).toBe('asking');
    expect((await sell(await owing(0), undefined, at)).body.error).toBe('terminal-busy');
    await noFaults();
    story.clock.pass(120);
    await story.hall.app.runJob('follow-card-batches');
    const { body } = await story.get(clerk, '/staff/desk/card-terminals');
    expect(body.batches.find((batch: { terminal: string }) => batch.terminal === at).status).toBe('equal');
  });
});
