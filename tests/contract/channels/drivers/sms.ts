/** Text messages: written on a phone, carried by the operator's stand-in, paid behind the answer; its day file at the end. */
import { expect } from '@jest/globals';
import { addDays, businessDate } from '../../../../server/src/shared/dates.ts';
import { soldCards } from '../../../integration/cards/shop.ts';
import { type Payer, paymentStory } from '../../../integration/payments/story.ts';
import { eventually, startHall } from '../../../support/hall.ts';
import { sharedClock } from '../../../support/shared-clock.ts';
import { testCipher } from '../../../support/world.ts';
import type { OpenDriver } from '../driver.ts';
import { crashOnce } from './crash-once.ts';

const amountFen = 12_345;
const once = { times: 1, sum: amountFen };
const callbackToken = 'a-secret-of-the-callback-of-32-characters';

interface Message {
  template: string;
  params: Record<string, string>;
}
const codeIn = ({ params }: Message) => Object.values(params).find(value => /^\d{6}$/.test(value))!;

export const openSms: OpenDriver = async () => {
  const crash = crashOnce();
  const hall = await startHall({
    environment: { SMS_CALLBACK_TOKEN: callbackToken },
    crashPoints: crash.points,
  });
  const story = paymentStory(hall);
  const callbackUrl = `${hall.url}/notify/sms/tencent/${callbackToken}`;
  await hall.sandbox.post('/control/settings', {
    smsCallbackUrl: callbackUrl,
    retryScale: 0.001,
    enforceBillTime: false,
  });

  /** Answers to commands, the newest first; news of payments come to the same phone. */
  const answersTo = async (phone: string): Promise<Message[]> => {
    await hall.app.runJob('deliver-outbox');
    const reply = await hall.sandbox.get<Message[] | { messages: Message[] }>(`/control/sms?phone=${phone}`);
    const messages = Array.isArray(reply) ? reply : reply.messages;
    return messages.filter(({ template }) => template.startsWith('sms-'));
  };
  /** Writes, and waits for the answer. */
  async function write(phone: string, text: string): Promise<Message> {
    const before = (await answersTo(phone)).length;
    await hall.sandbox.post('/control/sms/inbound', { phone, text });
    const [answer] = await eventually(
      () => answersTo(phone),
      messages => messages.length > before,
    );
    return { ...answer!, template: answer!.template.replace('.zh', '') };
  }
  const quoted = async ({ resident: { phone } }: Payer) => {
    const answer = await write(phone, '缴费');
    expect(answer.template).toBe('sms-confirm');
    return codeIn(answer);
  };
  /** As the operator posts it. */
  let second = Math.floor(Date.now() / 1000) - 900;
  const posted = (phone: string, text: string, time: number, url = callbackUrl) =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ extend: '', mobile: phone, nationcode: '86', sign: '电厅', text, time }),
    });
  const linked = async (payer: Payer) => {
    const code = await quoted(payer);
    expect((await write(payer.resident.phone, `确认${code}`)).template).toBe('sms-pay-link');
  };
  /** Behind the link: one of the wallets, as at the hall. */
  const begin = async (payer: Payer): Promise<string> => {
    const { status, body } = await story.start(payer, { channel: 'sms' });
    expect(status).toBe(201);
    return body.paymentNo;
  };
  const isOnce = async (payer: Payer, paymentNo: string) => {
    await story.reaches(payer, paymentNo, 'credited');
    expect(await story.collected(paymentNo)).toEqual(once);
    expect(await story.owed(payer.bill)).toBe(0);
  };
  const misbehave = (on: string, fault: string, options: Record<string, unknown> = {}) =>
    hall.sandbox.post('/control/faults', {
      rules: [{ gateway: 'wechat-pay', on, fault, count: 1, ...options }],
      keep: true,
    });
  const ordersOf = async ({ resident: { phone } }: Payer) =>
    (
      await hall.owner.query('SELECT status FROM sms_orders WHERE phone_hash = $1 ORDER BY id', [
        testCipher.hash('phone', phone),
      ])
    ).rows.map(({ status }) => status as string);

  /** The message whose handling was cut off; asked for again while the first to handle it may still be about to die. */
  async function takeUpLeftovers(): Promise<void> {
    await hall.owner.query(
      `UPDATE sms_inbound SET received_at = received_at - interval '1 minute' WHERE handled_at IS NULL`,
    );
    await hall.app.runJob('handle-sms');
  }

  /** A card is redeemed in a transaction of its own; the message is handled again, and its writer told what happened. */
  async function redeemedAfterDeath(): Promise<void> {
    const payer = await story.payer(amountFen);
    const { serial, pin } = (await soldCards(hall, 1, amountFen)).cards[0]!;
    crash.at('sms-handled');
    await posted(payer.resident.phone, `CZ#${serial}#${pin}`, ++second);
    const answers = await eventually(
      async () => {
        await takeUpLeftovers();
        return answersTo(payer.resident.phone);
      },
      messages => messages.length > 0,
    );
    expect(answers.map(({ template }) => template)).toEqual(['sms-card-redeemed.zh']);
    expect([await story.owed(payer.bill), await story.balance(payer.household)]).toEqual([0, 0]);
  }

  return {
    async differences() {
      await hall.sandbox.post('/control/faults', { rules: [] });
      return story.differences();
    },
    close: () => hall.close(),
    play: {
      async success() {
        const payer = await story.payer(amountFen);
        await linked(payer);
        const paymentNo = await begin(payer);
        await story.pay(paymentNo);
        await isOnce(payer, paymentNo);
        const { body } = await hall.call('GET', `/payments/${paymentNo}`, { token: payer.resident.token });
        expect(body).toMatchObject({ channel: 'sms', receiptNo: expect.stringMatching(/^SJ/) });
      },
      async decline() {
        const payer = await story.payer(amountFen);
        await linked(payer);
        await misbehave('create', 'decline', { code: 'NO_AUTH' });
        expect((await story.start(payer, { channel: 'sms' })).body.status).toBe('failed');
        expect(await story.owed(payer.bill)).toBe(amountFen);
        const paymentNo = await begin(payer);
        await story.pay(paymentNo);
        await isOnce(payer, paymentNo);
      },
      async unknown() {
        const payer = await story.payer(amountFen);
        await linked(payer);
        const paymentNo = await begin(payer);
        await story.pay(paymentNo, { notify: false });
        expect(await story.collected(paymentNo)).toEqual({ times: 0, sum: 0 });
        await hall.owner.query(
          `UPDATE payments SET next_query_at = now() - interval '1 second', queried_at = NULL WHERE payment_no = $1`,
          [paymentNo],
        );
        await hall.app.runJob('query-back');
        await isOnce(payer, paymentNo);
      },
      async repeat() {
        const payer = await story.payer(amountFen);
        const [code, time] = [await quoted(payer), ++second];
        for (let round = 0; round < 3; round++)
          expect(await (await posted(payer.resident.phone, code, time)).json()).toMatchObject({ result: 0 });
        await hall.app.runJob('handle-sms');
        expect(await ordersOf(payer)).toEqual(['confirmed']);
        expect((await answersTo(payer.resident.phone)).map(({ template }) => template)).toEqual([
          'sms-pay-link.zh',
          'sms-confirm.zh',
        ]);
      },
      async concurrent() {
        const payer = await story.payer(amountFen);
        const code = await quoted(payer);
        // The operator's repeats, and a person who wrote it twice: one of them confirms.
        const times = [++second, second, second, ++second, second];
        await Promise.all(times.map(time => posted(payer.resident.phone, code, time)));
        await hall.app.runJob('handle-sms');
        const answers = await eventually(
          () => answersTo(payer.resident.phone),
          messages => messages.length === 3,
        );
        expect(answers.filter(({ template }) => template === 'sms-pay-link.zh')).toHaveLength(1);
        expect(await ordersOf(payer)).toEqual(['confirmed']);
      },
      async forged() {
        const payer = await story.payer(amountFen);
        const code = await quoted(payer);
        const elsewhere = callbackUrl.replace(callbackToken, 'x'.repeat(callbackToken.length));
        expect((await posted(payer.resident.phone, code, ++second, elsewhere)).status).toBe(404);
        await hall.app.runJob('handle-sms');
        expect(await ordersOf(payer)).toEqual(['waiting']);
      },
      async 'wrong-party'() {
        const [payer, other] = [await story.payer(amountFen), await story.payer(amountFen)];
        const code = await quoted(payer);
        expect((await write(other.resident.phone, code)).template).toBe('sms-wrong-code');
        expect(await ordersOf(payer)).toEqual(['waiting']);
        expect(await story.owed(payer.bill)).toBe(amountFen);
      },
      async 'paid-elsewhere'() {
        const payer = await story.payer(amountFen);
        const code = await quoted(payer);
        await story.paid(payer);
        expect((await write(payer.resident.phone, code)).template).toBe('sms-changed');
        expect(await story.balance(payer.household)).toBe(0);
      },
      async guessing() {
        const payer = await story.payer(amountFen);
        const code = await quoted(payer);
        for (let guess = 1; guess <= 5; guess++) {
          const wrong = String((Number(code) + guess) % 1_000_000).padStart(6, '0');
          expect((await write(payer.resident.phone, wrong)).template).toBe('sms-wrong-code');
        }
        expect((await write(payer.resident.phone, code)).template).toBe('sms-wrong-code');
        expect(await story.owed(payer.bill)).toBe(amountFen);
      },
      async stranger() {
        const payer = await story.payer(amountFen);
        const nobody = '13955550002';
        const answer = await write(nobody, `JF#${payer.household.accountNo}`);
        expect(answer.template).toBe('sms-not-bound');
        expect(JSON.stringify(answer.params)).not.toContain(payer.household.accountNo);
      },
      async killed() {
        const payer = await story.payer(amountFen);
        const code = await quoted(payer);
        crash.at('sms-handled');
        await posted(payer.resident.phone, code, ++second);
        const orders = await eventually(
          async () => {
            await takeUpLeftovers();
            return ordersOf(payer);
          },
          ([status]) => status !== 'waiting',
        );
        expect(orders).toEqual(['confirmed']);
        const links = (await answersTo(payer.resident.phone)).filter(
          ({ template }) => template === 'sms-pay-link.zh',
        );
        expect(links).toHaveLength(1);
        await redeemedAfterDeath();
      },
      async file() {
        const day = addDays(businessDate(new Date()), -1);
        const payer = await story.payer(amountFen);
        await linked(payer);
        const paymentNo = await begin(payer);
        await story.pay(paymentNo, { paidAt: `${day}T04:00:00Z` });
        await isOnce(payer, paymentNo);
        // The money stands in the wallet's bill, the commands in the operator's day file.
        const source = (await hall.app.reconciliation.sources()).find(each =>
          each.source.startsWith('wechat-pay:'),
        )!;
        expect(await hall.app.reconciliation.run(source, day)).toMatchObject({ status: 'matched', open: 0 });
        await commandFoundInDayFile();
      },
    },
  };
};

/** The operator lays its file down once its day is over: in a hall of its own, in which days pass. */
async function commandFoundInDayFile(): Promise<void> {
  const clock = sharedClock();
  const environment = { SMS_CALLBACK_TOKEN: callbackToken };
  const hall = await startHall({ environment, clock, timeFile: clock.timeFile });
  try {
    const smsCallbackUrl = `${hall.url}/notify/sms/tencent/${callbackToken}`;
    await hall.sandbox.post('/control/settings', { smsCallbackUrl });
    const day = businessDate(clock.now());
    await hall.sandbox.post('/control/sms/inbound', { phone: '13911112222', text: 'CX' });
    await eventually(
      async () => (await hall.owner.query('SELECT count(*)::int AS n FROM sms_inbound')).rows[0].n,
      n => n === 1,
    );
    clock.pass(2 * 86_400);
    await hall.sandbox.post('/control/sms/day-file', { date: day.replaceAll('-', '') });
    const source = (await hall.app.reconciliation.sources()).find(
      each => each.source === 'sms-operator:TENCENT',
    )!;
    const matched = { status: 'matched', matched: 1, open: 0 };
    expect(await hall.app.reconciliation.run(source, day)).toMatchObject(matched);
  } finally {
    await hall.close();
    clock.close();
  }
}
