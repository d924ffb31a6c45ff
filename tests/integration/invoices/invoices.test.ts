/** Electronic invoices against the sandbox's issuer: asked for, issued, and taken back by red ones when money goes back. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { freshKey, type Payer, paymentStory } from '../payments/story.ts';

let hall: RunningHall;
let story: ReturnType<typeof paymentStory>;

beforeAll(async () => {
  hall = await startHall();
  story = paymentStory(hall);
});
afterAll(() => hall.close());

const company = { kind: 'company', name: '威海昆嵛海洋食品有限公司', taxNo: '91371002MA3C0000X1' };

async function keepTitle({ resident: { token } }: Payer, body: object = company): Promise<number> {
  return (await hall.call('POST', '/invoice-titles', { token, body })).body.titleId;
}

const ask = ({ resident: { token } }: Payer, paymentNo: string, titleId: number, key = freshKey()) =>
  hall.call('POST', '/invoices', { token, body: { paymentNo, titleId }, key });

const invoicesOf = async ({ resident: { token } }: Payer) =>
  (await hall.call('GET', '/invoices', { token })).body.invoices;

/** The job runs until nothing is on its way: the issuer is at it for a moment. */
async function settle(payer: Payer) {
  return eventually(
    async () => {
      await hall.owner.query(`UPDATE invoices SET next_at = now() WHERE status = 'requested'`);
      await hall.app.runJob('send-invoices');
      return invoicesOf(payer);
    },
    list => list.every(({ status }: { status: string }) => status !== 'requested'),
  );
}

/** Somebody else of the staff each time. */
async function staffDo(path: string, body: object) {
  const answer = await hall.call('POST', path, {
    cookie: await story.staff('finance'),
    body,
    key: freshKey(),
  });
  if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

const requestRefund = (paymentNo: string, amountFen: number) =>
  staffDo(`/staff/payments/${paymentNo}/refunds`, { amountFen, reason: '客户申请退回部分' });

async function refund(paymentNo: string, amountFen: number): Promise<void> {
  await requestRefund(paymentNo, amountFen);
  await eventually(
    async () =>
      (await hall.owner.query(`SELECT status FROM refunds ORDER BY id DESC LIMIT 1`)).rows[0].status,
    state => state === 'succeeded',
  );
}

describe('a company that pays its bill', () => {
  let payer: Payer;
  let paymentNo: string;

  beforeAll(async () => {
    payer = await story.payer(12_345);
    paymentNo = await story.paid(payer);
  });

  it('keeps its title and tax number for the next time, once', async () => {
    const titleId = await keepTitle(payer);
    expect(await keepTitle(payer)).toBe(titleId);
    const { body } = await hall.call('GET', '/invoice-titles', { token: payer.resident.token });
    expect(body).toEqual({ offered: true, titles: [{ titleId, ...company }] });
    const { rows } = await hall.owner.query('SELECT name_enc, tax_no_enc FROM invoice_titles');
    expect(rows[0].name_enc.toString('utf8')).not.toContain('昆嵛');
    expect(rows[0].tax_no_enc.toString('latin1')).not.toContain('91371002');
  });

  it('asks for the invoice, and gets it when the issuer has issued it', async () => {
    const titleId = await keepTitle(payer);
    const key = freshKey();
    const asked = await ask(payer, paymentNo, titleId, key);
    expect(asked.body).toMatchObject({
      kind: 'blue',
      status: 'requested',
      amountFen: 12_345,
      fiscalNo: null,
    });
    expect((await ask(payer, paymentNo, titleId, key)).body.invoiceNo).toBe(asked.body.invoiceNo);
    const [issued] = await settle(payer);
    expect(issued).toMatchObject({
      invoiceNo: asked.body.invoiceNo,
      status: 'issued',
      title: company,
      fiscalNo: expect.stringMatching(/^\d{20}$/),
    });
    const pdf = await fetch(issued.pdfUrl);
    expect(Buffer.from(await pdf.arrayBuffer()).toString('latin1', 0, 5)).toBe('%PDF-');
  });

  it('is not given a second invoice for the same money', async () => {
    const again = await ask(payer, paymentNo, await keepTitle(payer));
    expect([again.status, again.body.error]).toEqual([409, 'invoiced-already']);
  });

  it('gets a red invoice for what is refunded each time, which names the one it takes back', async () => {
    await refund(paymentNo, 2_345);
    await settle(payer);
    await refund(paymentNo, 1_000);
    const list = await settle(payer);
    const blue = list.find(({ kind }: { kind: string }) => kind === 'blue');
    const reds = list.filter(({ kind }: { kind: string }) => kind === 'red');
    expect(reds.map(({ amountFen }: { amountFen: number }) => amountFen).sort()).toEqual([1_000, 2_345]);
    for (const red of reds)
      expect(red).toMatchObject({ status: 'issued', originalInvoiceNo: blue.invoiceNo, title: company });
    await hall.app.runJob('send-invoices');
    expect(await invoicesOf(payer)).toHaveLength(3);
    const { invoices } = await hall.sandbox.get<{ invoices: { kind: string; originalFiscalNo?: string }[] }>(
      '/control/invoices',
    );
    expect(invoices.filter(({ originalFiscalNo }) => originalFiscalNo === blue.fiscalNo)).toHaveLength(2);
  });
});

describe('money that leaves in an unusual way', () => {
  let payer: Payer;
  let paymentNo: string;
  const invoice = async () => {
    const asked = await ask(payer, paymentNo, await keepTitle(payer));
    expect(asked.body.amountFen).toBe(10_000);
    return settle(payer);
  };
  const reds = async () =>
    (await settle(payer))
      .filter(({ kind }: { kind: string }) => kind === 'red')
      .map(({ amountFen }: { amountFen: number }) => amountFen);
  const openOdd = async (kind: string): Promise<string> => {
    const text = `SELECT o.id FROM odd_payments o JOIN payments p ON p.id = o.payment_id
      WHERE p.payment_no = $1 AND o.kind = $2 AND o.status = 'open'`;
    return (await hall.owner.query(text, [paymentNo, kind])).rows[0].id;
  };

  beforeEach(async () => {
    payer = await story.payer(10_000);
    paymentNo = await story.paid(payer);
  });

  it('has one red invoice of what was given back, also when the transfer comes back and is made anew', async () => {
    await hall.owner.query(
      `UPDATE collections SET paid_at = paid_at - interval '400 days' WHERE payment_id = (SELECT id FROM payments WHERE payment_no = $1)`,
      [paymentNo],
    );
    await invoice();
    const transfer = async (refundNo: string) => {
      await staffDo(`/staff/refunds/${refundNo}/approval`, { approve: true });
      await staffDo(`/staff/refunds/${refundNo}/payout`, { bankReference: `ICBC-${refundNo}` });
    };
    const first = await requestRefund(paymentNo, 4_000);
    await transfer(first.refundNo);
    expect(await reds()).toEqual([4_000]);
    const { payoutReturn } = await staffDo(`/staff/refunds/${first.refundNo}/payout-return`, {
      reason: '收款账户已销户',
      bankReference: 'BACK-1',
    });
    await staffDo(`/staff/refunds/${first.refundNo}/payout-return-approval`, {
      returnId: payoutReturn.id,
      approve: true,
    });
    expect(await reds()).toEqual([4_000]);
    const odd = await openOdd('refund-failed');
    await staffDo(`/staff/odd-payments/${odd}/resolution`, { action: 'refund', note: '换账户再转' });
    const { rows } = await hall.owner.query(
      `SELECT refund_no FROM refunds WHERE status = 'awaiting-approval' AND amount_fen = 4000 ORDER BY id DESC LIMIT 1`,
    );
    await transfer(rows[0].refund_no);
    expect(await reds()).toEqual([4_000]);
    const more = await requestRefund(paymentNo, 1_500);
    await transfer(more.refundNo);
    expect((await reds()).sort()).toEqual([1_500, 4_000]);
  });

  it('has a red invoice when a refund that failed before the invoice is found to have left after all', async () => {
    await hall.sandbox.post('/control/faults', {
      gateway: 'wechat-pay',
      on: 'refund',
      fault: 'decline',
      code: 'NOT_ENOUGH',
      count: 1,
    });
    const { refundNo, status } = await requestRefund(paymentNo, 4_000);
    expect(status).toBe('failed');
    await invoice();
    expect(await reds()).toEqual([]);
    // What is done with the gateway's late word of success.
    await hall.owner.query(`SELECT finish_refund($1, 'G-late', now())`, [refundNo]);
    const odd = await openOdd('refund-conflict');
    await staffDo(`/staff/odd-payments/${odd}/resolution`, { action: 'link', paymentNo, note: '已核实' });
    expect(await reds()).toEqual([4_000]);
  });

  it('has one red invoice of the sum when two refunds leave before it is asked for', async () => {
    await invoice();
    await refund(paymentNo, 1_000);
    await refund(paymentNo, 2_000);
    expect(await reds()).toEqual([3_000]);
  });
});

describe('what can go wrong', () => {
  it('an invoice is for what was not given back before it was asked for', async () => {
    const payer = await story.payer(10_000);
    const paymentNo = await story.paid(payer);
    await refund(paymentNo, 4_000);
    const asked = await ask(payer, paymentNo, await keepTitle(payer, { kind: 'personal', name: '张晓明' }));
    expect(asked.body.amountFen).toBe(6_000);
    const list = await settle(payer);
    expect(list.map(({ kind, status }: Record<string, string>) => [kind, status])).toEqual([
      ['blue', 'issued'],
    ]);
  });

  it('while a refund waits for its second person no invoice is made; rejected, the whole sum is invoiced', async () => {
    const payer = await story.payer(90_000);
    const paymentNo = await story.paid(payer);
    const asking = { body: { amountFen: 80_000, reason: '客户申请退回部分' }, key: freshKey() };
    const refunds = `/staff/payments/${paymentNo}/refunds`;
    const { body } = await hall.call('POST', refunds, { cookie: await story.staff('finance'), ...asking });
    expect(body.status).toBe('awaiting-approval');
    const titleId = await keepTitle(payer);
    const early = await ask(payer, paymentNo, titleId);
    expect([early.status, early.body.error]).toEqual([409, 'refund-underway']);
    await hall.call('POST', `/staff/refunds/${body.refundNo}/approval`, {
      cookie: await story.staff('supervisor'),
      body: { approve: false, note: '客户撤回' },
      key: freshKey(),
    });
    expect((await ask(payer, paymentNo, titleId)).body.amountFen).toBe(90_000);
  });

  it('an invoice that is asked for as a refund begins waits for it, and is not made of the whole', async () => {
    const payer = await story.payer(10_000);
    const paymentNo = await story.paid(payer);
    const titleId = await keepTitle(payer);
    const refunding = await hall.owner.connect();
    await refunding.query('BEGIN');
    const { rows } = await refunding.query(
      `SELECT c.id FROM collections c JOIN payments p ON p.id = c.payment_id WHERE p.payment_no = $1 FOR NO KEY UPDATE OF c`,
      [paymentNo],
    );
    await refunding.query('UPDATE collections SET refunded_fen = 4000 WHERE id = $1', [rows[0].id]);
    const asking = ask(payer, paymentNo, titleId);
    await new Promise(resolve => setTimeout(resolve, 500));
    await refunding.query('COMMIT');
    refunding.release();
    expect((await asking).body.amountFen).toBe(6_000);
  });

  it('a payment that was not credited, or was given back in full, has nothing to invoice', async () => {
    const payer = await story.payer(5_000);
    const titleId = await keepTitle(payer);
    const started = await story.start(payer);
    const early = await ask(payer, started.body.paymentNo, titleId);
    expect([early.status, early.body.error]).toEqual([409, 'nothing-to-invoice']);
    await story.pay(started.body.paymentNo);
    await story.reaches(payer, started.body.paymentNo, 'credited');
    await refund(started.body.paymentNo, 5_000);
    const late = await ask(payer, started.body.paymentNo, titleId);
    expect([late.status, late.body.error]).toEqual([409, 'nothing-to-invoice']);
  });

  it('an answer that is lost is asked for again under the same number: one invoice, not two', async () => {
    const payer = await story.payer(7_000);
    const paymentNo = await story.paid(payer);
    await hall.sandbox.post('/control/faults', {
      gateway: 'invoicing',
      on: 'issue',
      fault: 'reset-after',
      count: 1,
    });
    const asked = await ask(payer, paymentNo, await keepTitle(payer));
    expect((await settle(payer))[0].status).toBe('issued');
    const { invoices } = await hall.sandbox.get<{ invoices: { requestNo: string }[] }>('/control/invoices');
    expect(invoices.filter(({ requestNo }) => requestNo === asked.body.invoiceNo)).toHaveLength(1);
  });

  it('a title the issuer refuses ends the request, and another can be asked for', async () => {
    const payer = await story.payer(8_000);
    const paymentNo = await story.paid(payer);
    await hall.sandbox.post('/control/faults', {
      gateway: 'invoicing',
      on: 'issue',
      fault: 'decline',
      count: 1,
    });
    await ask(payer, paymentNo, await keepTitle(payer));
    expect((await settle(payer))[0].status).toBe('failed');
    expect((await ask(payer, paymentNo, await keepTitle(payer))).status).toBe(200);
    expect((await settle(payer))[0].status).toBe('issued');
  });
});
