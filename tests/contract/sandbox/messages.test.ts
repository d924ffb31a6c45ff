import { createHash, createHmac, randomUUID } from 'node:crypto';
import { createConnection } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import nodemailer from 'nodemailer';
import { type Harness, startHarness } from './support/harness.ts';
import { startListener, until } from './support/listener.ts';

let harness: Harness;
let listener: Awaited<ReturnType<typeof startListener>>;
let answer: string;
const acknowledged = '{"code":0,"msg":"OK"}';
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.sandbox.close());
beforeEach(async () => {
  answer = acknowledged;
  listener = await startListener(() => ({ status: 200, body: answer }));
  await harness.control('POST', '/reset');
  await harness.control('POST', '/settings', { retryScale: 0.001, receiptDelayMs: 5 });
});
afterEach(() => listener.stop());

type Message = Record<string, unknown>;
const inbox = (to: string) => harness.control<Message[]>('GET', `/messages?to=${encodeURIComponent(to)}`);
const fault = (rule: object) => harness.control('POST', '/faults', { count: 1, ...rule });

/** What `SMTP_URL` says. */
function smtp() {
  const { hostname: host, port, username, password } = new URL(harness.credentials['SMTP_URL']!);
  return { host, port: Number(port), auth: { user: decodeURIComponent(username), pass: password } };
}

describe('Alipay', () => {
  const TEMPLATE = '0b1fcca882aa435382ae98641e14d37';
  let people: Record<string, string>;
  beforeEach(async () => {
    people = await harness.control('GET', '/people/li-na');
  });
  const send = async (more: object = {}) => {
    const reply = await harness.alipay.call('alipay.open.app.mini.templatemessage.send', {
      to_user_id: people['alipayUserId'],
      user_template_id: TEMPLATE,
      page: 'packages/billing/bill/index',
      data: JSON.stringify({ keyword1: { value: '128.40元' } }),
      ...more,
    });
    return reply.node as Record<string, string>;
  };
  const agree = (more: object = {}) =>
    harness.control('POST', '/alipay/subscribe', { person: 'li-na', templates: [TEMPLATE], ...more });

  test('sends to somebody who agreed, once for each time', async () => {
    expect(await send()).toMatchObject({ code: '40004', sub_code: 'USER_NOT_SUBSCRIBE' });
    await agree();
    expect(await send()).toEqual({ code: '10000', msg: 'Success' });
    expect(await send()).toMatchObject({ code: '40004' });
    expect(await inbox(people['alipayUserId']!)).toMatchObject([
      { channel: 'alipay', fields: { keyword1: '128.40元' }, outcome: 'received' },
    ]);
  });

  test('a long-term template may be used for good, until the person refuses', async () => {
    const known = {
      app: 'alipay',
      template: TEMPLATE,
      title: '电费提醒',
      fields: ['keyword1'],
      longTerm: true,
    };
    await harness.control('POST', '/message-templates', known);
    await agree();
    expect([(await send())['code'], (await send())['code']]).toEqual(['10000', '10000']);
    expect((await send({ data: '{"keyword2":{"value":"x"}}' }))['sub_code']).toBe('TEMPLATE_PARAM_INVALID');
    await agree({ answer: 'reject' });
    expect((await send())['code']).toBe('40004');
  });

  test.each([
    ['nobody', { to_user_id: '2088000000000000' }, '40004'],
    ['a page too long', { page: 'p'.repeat(129) }, '40002'],
    ['data that is no JSON', { data: 'x' }, '40002'],
    ['no template', { user_template_id: undefined }, '40001'],
  ])('%s is refused', async (_, more, code) => {
    await agree();
    expect((await send(more))['code']).toBe(code);
  });

  test('a call that is signed wrongly sends nothing; one past the pace is told so', async () => {
    await agree();
    await harness.control('POST', '/settings', { alipayMessagesPerSecond: 1, everybodyConsents: true });
    const codes = await Promise.all([1, 2, 3, 4].map(async () => (await send())['sub_code']));
    expect(codes).toContain('isv.app-call-limited');
  });
});

describe('receipts of text messages', () => {
  const hmac = (body: string) => {
    const [timestamp, nonce] = [Math.floor(Date.now() / 1000), randomUUID()];
    const digest = createHash('sha256').update(body).digest('hex');
    return { timestamp, nonce, text: `${timestamp}\n${nonce}\n${digest}` };
  };
  const signed = (text: string) =>
    createHmac('sha256', harness.credentials['SMS_SECRET']!).update(text).digest('hex');
  async function send(phone: string) {
    const body = JSON.stringify({
      phone,
      sign: '电厅',
      template: 'low-balance.zh',
      params: { balance: '12.30' },
      requestId: randomUUID(),
    });
    const { timestamp, nonce, text } = hmac(body);
    const reply = await fetch(`${harness.credentials['SMS_BASE_URL']}/send`, {
      method: 'POST',
      body,
      headers: {
        Authorization: `HMAC-SHA256 AccessKey=${harness.credentials['SMS_ACCESS_KEY']}, Timestamp=${timestamp}, Nonce=${nonce}, Signature=${signed(text)}`,
      },
    });
    return { status: reply.status, json: (await reply.json()) as Record<string, string> };
  }
  const told = () => listener.received.flatMap(({ raw }) => JSON.parse(raw) as Message[]);
  beforeEach(() => harness.control('POST', '/settings', { smsReceiptUrl: `${listener.url}/receipts` }));

  test('are signed with the key of the calls, and say what became of the message', async () => {
    const { json } = await send('13800000001');
    await until(() => listener.received.length === 1);
    expect(told()).toMatchObject([
      { biz_id: json['messageId'], success: true, err_code: 'DELIVERED', phone_number: '13800000001' },
    ]);
    const { headers, raw } = listener.received[0]!;
    const [, timestamp, nonce, signature] = /Timestamp=(\d+), Nonce=(\w+), Signature=(\w+)/.exec(
      String(headers['authorization']),
    )!;
    const digest = createHash('sha256').update(raw).digest('hex');
    expect(signature).toBe(signed(`${timestamp}\n${nonce}\n${digest}`));
  });

  test('tell of failures; come again until they are acknowledged; may never come', async () => {
    answer = 'busy';
    await fault({ gateway: 'sms', on: 'notify-receipt', fault: 'failed-receipt', to: '13800000002' });
    await send('13800000002');
    await until(() => listener.received.length === 4);
    expect(told().every(one => one['success'] === false)).toBe(true);
    expect(await inbox('13800000002')).toMatchObject([{ outcome: 'failed' }]);
    answer = acknowledged;
    await fault({ gateway: 'sms', on: 'notify-receipt', fault: 'drop' });
    await send('13800000003');
    await until(async () => (await inbox('13800000003'))[0]!['outcome'] === 'received');
    expect(listener.received).toHaveLength(4);
  });

  test('a number that has had enough is refused, and so is too fast a pace', async () => {
    await fault({ gateway: 'sms', on: 'send', fault: 'decline', to: '13800000004' });
    expect((await send('13800000004')).json['code']).toBe('isv.BUSINESS_LIMIT_CONTROL');
    await harness.control('POST', '/settings', { smsPerSecond: 1 });
    const all = await Promise.all([1, 2, 3].map(() => send('13800000005')));
    expect(all.map(({ status }) => status)).toContain(429);
  });
});

describe('mail', () => {
  const transport = (more: object = {}) =>
    nodemailer.createTransport({
      ...smtp(),
      ...more,
    });
  const mail = (to: string | string[], more: object = {}) => ({
    from: '电厅 <hall@hall.example>',
    to,
    subject: '余额不足提醒：预计三天后用完',
    text: '您好，\n\n余额 12.30 元，预计三天后用完。',
    html: '<p>余额 <b>12.30</b> 元</p>',
    ...more,
  });

  test('lands in the inbox as a person reads it', async () => {
    const sent = await transport().sendMail(mail('finance@factory.example'));
    expect(sent.response).toMatch(/^250 /);
    expect(await inbox('finance@factory.example')).toMatchObject([
      {
        channel: 'email',
        title: '余额不足提醒：预计三天后用完',
        text: '您好，\n\n余额 12.30 元，预计三天后用完。',
        requestId: sent.messageId,
        outcome: 'received',
      },
    ]);
  });

  test('is a mail for each recipient', async () => {
    await transport().sendMail(mail(['a@factory.example', 'b@factory.example']));
    expect([...(await inbox('a@factory.example')), ...(await inbox('b@factory.example'))]).toHaveLength(2);
  });

  test('with a wrong password is not taken', async () => {
    const stranger = transport({ auth: { ...smtp().auth, pass: 'x' } });
    await expect(stranger.sendMail(mail('a@factory.example'))).rejects.toMatchObject({ responseCode: 535 });
    expect(await inbox('a@factory.example')).toHaveLength(0);
  });

  test.each([
    ['unknown recipient', { fault: 'decline' }, 550],
    ['busy', { fault: 'error-5xx', status: 451 }, 451],
  ])('%s is told at once', async (_, rule, responseCode) => {
    await fault({ gateway: 'mail', on: 'send', to: 'c@factory.example', ...rule });
    await expect(transport().sendMail(mail('c@factory.example'))).rejects.toMatchObject({ responseCode });
    expect(await inbox('c@factory.example')).toHaveLength(0);
  });

  test('can be taken in although the connection breaks before the answer', async () => {
    await fault({ gateway: 'mail', on: 'send', fault: 'reset-after' });
    await expect(transport().sendMail(mail('d@factory.example'))).rejects.toThrow();
    expect(await inbox('d@factory.example')).toHaveLength(1);
  });

  test('that bounces later comes back to its sender', async () => {
    await fault({ gateway: 'mail', on: 'send', fault: 'bounce' });
    const { messageId } = await transport().sendMail(mail('e@factory.example'));
    expect(await inbox('e@factory.example')).toMatchObject([
      { outcome: 'failed', reason: '5.2.2 mailbox full' },
    ]);
    const [returned] = await inbox('hall@hall.example');
    expect(returned!['text']).toContain(`Original-Message-ID: ${messageId}`);
  });

  test('past the pace is put off', async () => {
    await harness.control('POST', '/settings', { mailsPerSecond: 1 });
    const all = await Promise.allSettled(
      [1, 2, 3].map(() => transport().sendMail(mail('f@factory.example'))),
    );
    const codes = all.map(one => (one.status === 'rejected' ? one.reason.responseCode : 250));
    expect(codes).toContain(421);
  });

  test('is not spoken with anybody who has not said who he is', async () => {
    const lines = await new Promise<string>(resolve => {
      const socket = createConnection(smtp().port, smtp().host);
      let seen = '';
      socket.on('data', chunk => {
        seen += chunk;
        if (seen.startsWith('220') && !seen.includes('\r\n530'))
          socket.write('EHLO me\r\nMAIL FROM:<a@b.example>\r\n');
        else socket.end();
      });
      socket.on('close', () => resolve(seen));
    });
    expect(lines).toContain('\r\n530 ');
  });
});

describe('the page of messages', () => {
  test('shows every channel in both languages, of one recipient when asked', async () => {
    await nodemailer
      .createTransport({
        ...smtp(),
      })
      .sendMail({ from: 'hall@hall.example', to: 'g@factory.example', subject: '<b>标题</b>', text: '正文' });
    const page = async (query: string) => (await fetch(`${harness.sandbox.url}/messages${query}`)).text();
    const chinese = await page('');
    expect(chinese).toContain('消息收件箱');
    expect(chinese).toContain('&lt;b&gt;标题&lt;/b&gt;');
    expect(await page('?lang=en')).toContain('E-mail');
    expect(await page('?channel=sms')).toContain('还没有消息');
    expect(await page('?to=nobody@factory.example&lang=en')).toContain('No messages yet');
  });
});
