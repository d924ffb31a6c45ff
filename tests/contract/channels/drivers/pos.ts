/** The card terminal's cases, over the acquirer's own messages; what it must never say is said by somebody in between. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from '@jest/globals';
import { aesCmac } from '../../../../server/src/infra/aes-cmac.ts';
import {
  type Customer,
  type DeskStory,
  freshKey,
  openDeskStory,
} from '../../../integration/desk/desk-story.ts';
import { sharedClock } from '../../../support/shared-clock.ts';
import type { OpenDriver } from '../driver.ts';
import { amountFen, booked, clearingDays, once } from './counter.ts';

/** Passes everything on to the acquirer; `alter` changes one reply, sealed anew under the terminal's key. */
async function between() {
  const line = {
    target: '',
    alter: undefined as ((text: string) => string) | undefined,
    key: Buffer.alloc(16),
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter(
        ([name]) => !['host', 'connection', 'content-length'].includes(name),
      ),
    );
    const init = { method: request.method, headers: headers as Record<string, string> };
    const reply = await fetch(
      line.target + request.url,
      request.method === 'POST' ? { ...init, body: Buffer.concat(chunks) } : init,
    ).catch(() => undefined);
    if (!reply) return request.socket.destroy();
    let text = await reply.text();
    if (line.alter && text.includes('type=sale-reply')) {
      const signed = line.alter(text.slice(0, text.indexOf('mac=')));
      line.alter = undefined;
      text = `${signed}mac=${aesCmac(line.key, Buffer.from(signed)).toString('hex').toUpperCase()}\n`;
    }
    response.writeHead(reply.status, { 'content-type': reply.headers.get('content-type') ?? 'text/plain' });
    response.end(text);
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { line, url, close: () => server.close() };
}

export const openPos: OpenDriver = async () => {
  const clock = sharedClock();
  const proxy = await between();
  const story: DeskStory = await openDeskStory({
    clock,
    environment: { ACQUIRER_URL: proxy.url, ACQUIRER_SALE_SECONDS: '3' },
  });
  proxy.line.target = story.hall.sandbox.url;
  const supervisor = await story.member('supervisor');
  const clerk = await story.clerk();
  const terminal = await story.terminal();
  const [known] = (
    await story.hall.sandbox.get<{ terminal: string; keys: Record<string, string> }[]>(
      '/control/acquirer/terminals',
    )
  ).filter(each => each.terminal === terminal);
  proxy.line.key = Buffer.from(known!.keys['01']!, 'hex');
  const sell = (customer: Customer, key?: string, at = terminal) =>
    story.post(clerk, '/staff/desk/card-sales', { ...story.pays(customer), terminal: at }, key);
  /** Fen at the end of the sum tell the stand-in what the card does. */
  const owing = (ending = 0) => story.customer(amountFen + ending);
  const undo = (paymentNo: string) =>
    story.post(supervisor, `/staff/desk/takings/${paymentNo}/void`, { reason: '户号有误' });
  const follow = async () => {
    clock.pass(130);
    await story.hall.app.runJob('follow-card-sales');
  };
  /** The acquirer's file of a day, matched. */
  const dayOf = async (day: string) => {
    const { reconciliation } = story.hall.app;
    const source = (await reconciliation.sources()).find(each => each.source.startsWith('acquirer:'))!;
    return reconciliation.run(source, day as never);
  };
  const isOnce = async (customer: Customer) => {
    expect(await story.owed(customer)).toBe(0);
    expect(await booked(story, customer)).toEqual(once);
  };
  const nothing = async (customer: Customer) => {
    expect(await story.owed(customer)).toBe(customer.bill.amountFen);
    expect(await booked(story, customer)).toEqual({ times: 0, fen: 0 });
  };

  return {
    differences: story.differences,
    async close() {
      await story.close();
      proxy.close();
      clock.close();
    },
    play: {
      async success() {
        const customer = await owing();
        const { body } = await sell(customer);
        expect(body.status).toBe('approved');
        await isOnce(customer);
        const slip = await story.get(clerk, `/staff/desk/takings/${body.paymentNo}`);
        expect(slip.body.receiptNo).toMatch(/^SJ/);
      },
      async decline() {
        const customer = await owing(1);
        expect((await sell(customer)).body).toMatchObject({ status: 'refused', code: '51' });
        await nothing(customer);
        // Another card of the same person would be refused by the sum as well: the stand-in goes by its last fen.
        await story.post(clerk, '/staff/desk/takings', { ...story.pays(customer), tender: 'cash' });
        expect(await story.owed(customer)).toBe(0);
      },
      async unknown() {
        const customer = await owing(3);
        expect((await sell(customer)).body.status).toBe('reversed');
        await nothing(customer);
      },
      async repeat() {
        const [customer, key] = [await owing(), freshKey()];
        const answers = [await sell(customer, key), await sell(customer, key)];
        expect(answers[1]!.body.saleId).toBe(answers[0]!.body.saleId);
        await isOnce(customer);
      },
      async concurrent() {
        const [customer, key] = [await owing(), freshKey()];
        await Promise.all(Array.from({ length: 4 }, () => sell(customer, key)));
        await isOnce(customer);
      },
      async forged() {
        const customer = await owing(5);
        expect((await sell(customer)).body.status).toBe('reversed');
        await nothing(customer);
      },
      async 'wrong-amount'() {
        const customer = await owing();
        proxy.line.alter = text => text.replace(/^amount=.*$/m, 'amount=1');
        expect((await sell(customer)).body.status).toBe('reversed');
        await nothing(customer);
      },
      async 'wrong-party'() {
        const customer = await owing();
        proxy.line.alter = text => text.replace(/^merchant=.*$/m, 'merchant=000000000000000');
        expect((await sell(customer)).body.status).toBe('reversed');
        expect((await sell(customer, undefined, 'ABCDEFGH')).body.error).toBe('terminal-not-found');
        await nothing(customer);
      },
      async 'paid-elsewhere'() {
        const [customer, other] = [await owing(), await story.clerk()];
        await story.hall.sandbox.post('/control/faults', {
          gateway: 'acquirer',
          on: 'sale',
          fault: 'delay',
          delayMs: 700,
          times: 1,
        });
        const selling = sell(customer);
        await new Promise(done => setTimeout(done, 200));
        await story.post(other, '/staff/desk/takings', { ...story.pays(customer), tender: 'cash' });
        expect((await selling).body.status).toBe('approved');
        await story.hall.sandbox.post('/control/faults', { rules: [] });
        expect(await story.owed(customer)).toBe(0);
        expect(await story.balance(customer)).toBe(amountFen);
      },
      async 'give-back'() {
        const customer = await owing();
        const { body } = await sell(customer);
        expect((await undo(body.paymentNo)).body.status).toBe('voided');
        expect(await story.owed(customer)).toBe(amountFen);
      },
      async 'give-back-once'() {
        const customer = await owing();
        const { body } = await sell(customer);
        await Promise.all([undo(body.paymentNo), undo(body.paymentNo), undo(body.paymentNo)]);
        await follow();
        expect(await booked(story, customer)).toEqual({ times: 1, fen: 0 });
      },
      async 'give-back-unknown'() {
        const customer = await owing();
        const { body } = await sell(customer);
        const fault = { gateway: 'acquirer', on: 'void', fault: 'reset-after', times: 1 };
        await story.hall.sandbox.post('/control/faults', fault);
        await undo(body.paymentNo);
        await story.hall.sandbox.post('/control/faults', { rules: [] });
        for (let tries = 0; tries < 3; tries += 1) await follow();
        expect(await story.owed(customer)).toBe(amountFen);
        expect(await booked(story, customer)).toEqual({ times: 1, fen: 0 });
      },
      async midnight() {
        // The acquirer's day ends at 23:00. A day of its own: what the cases before have left stands on earlier ones.
        clock.pass(86_400);
        clock.untilBeijing('22:58');
        const [early, late] = [await owing(), await owing()];
        const { body: sold } = await sell(early);
        clock.pass(300);
        await sell(late);
        const [[before], [after]] = [await clearingDays(story, early), await clearingDays(story, late)];
        expect(Date.parse(after!) - Date.parse(before!)).toBe(86_400_000);
        // A void of the earlier one stands in the later day's file, and so on the books.
        expect((await undo(sold.paymentNo)).body.status).toBe('voided');
        const { rows } = await story.hall.owner.query(
          `SELECT t.business_date::text AS on FROM ledger_transactions t JOIN refunds f ON f.refund_no = t.reference JOIN payments p ON p.id = f.payment_id
            WHERE t.kind = 'refund-succeeded' AND p.payment_no = $1`,
          [sold.paymentNo],
        );
        expect(rows).toEqual([{ on: after }]);
        clock.untilBeijing('09:00');
        clock.pass(86_400);
        for (const day of [before, after])
          expect(await dayOf(day!)).toMatchObject({ status: 'matched', open: 0 });
      },
      async killed() {
        const customer = await owing();
        story.dieAt('acquirer-answered');
        expect((await sell(customer)).status).toBe(500);
        await follow();
        await nothing(customer);
        await sell(customer);
        await isOnce(customer);
      },
      async file() {
        const customer = await owing();
        await sell(customer);
        const [day] = await clearingDays(story, customer);
        clock.untilBeijing('09:00');
        if (new Date(clock.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10) <= day!)
          clock.pass(86_400);
        expect(await dayOf(day!)).toMatchObject({ status: 'matched' });
      },
    },
  };
};
