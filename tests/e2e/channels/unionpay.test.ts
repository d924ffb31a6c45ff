/** UnionPay end to end: the bank's page, the phone's SDK, money back, and the file in which all of it is found. */
import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { unzipSync } from 'fflate';
import { unionpayMerchant } from '../../contract/sandbox/support/unionpay-merchant.ts';
import { freshKey, type Payer, paymentStory } from '../../integration/payments/story.ts';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';

let hall: RunningHall;
let story: ReturnType<typeof paymentStory>;
let finance: string;

beforeAll(async () => {
  hall = await startHall({ environment: { ENABLED_CHANNELS: 'wechat,alipay,web-hall,online-bank,app' } });
  story = paymentStory(hall);
  finance = await story.staff('finance');
});
afterAll(async () => {
  expect(await story.differences()).toEqual([]);
  await hall.close();
});
beforeEach(async () => {
  await hall.sandbox.post('/control/faults', { rules: [] });
  await hall.sandbox.post('/control/settings', {
    retryScale: 0.001,
    unionpayBackDelayMs: 20,
    enforceBillTime: false,
  });
});

interface Begun {
  payer: Payer;
  paymentNo: string;
  // biome-ignore lint/suspicious/noExplicitAny: a form, or what a native SDK takes
  action: any;
}
async function begin(change: object, amountFen = 12_345): Promise<Begun> {
  const payer = await story.payer(amountFen);
  const { status, body } = await story.start(payer, { method: 'unionpay', ...change });
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
  return { payer, paymentNo: body.paymentNo, action: body.action };
}
/** The payer's browser posts the form, and gets UnionPay's page. */
async function openPage({ action }: Begun): Promise<string> {
  expect(action.kind).toBe('form');
  const reply = await fetch(action.url, { method: 'POST', body: new URLSearchParams(action.fields) });
  expect(reply.status).toBe(200);
  return /name="token" value="([^"]+)"/.exec(await reply.text())![1]!;
}
const press = (token: string, action: string) =>
  fetch(`${hall.sandbox.url}/cashier/unionpay/confirm`, {
    method: 'POST',
    body: new URLSearchParams({ token, action }),
  }).then(reply => reply.text());
const credited = ({ payer, paymentNo }: Begun) => story.reaches(payer, paymentNo, 'credited');
async function paidOnPage(change: object, amountFen?: number): Promise<Begun> {
  const begun = await begin(change, amountFen);
  await press(await openPage(begun), 'pay');
  await credited(begun);
  return begun;
}

describe.each([
  ['online-bank', 'front', '07'],
  ['online-bank', 'wap', '08'],
  ['web-hall', 'front', '07'],
])('%s by the page of a %s browser', (channel, product, channelType) => {
  test('is paid on UnionPay’s page, and the browser carries a signed form back', async () => {
    const returnUrl = `${hall.url}/packages/pay/result/index?from=unionpay`;
    const begun = await begin({ channel, product, returnUrl });
    expect(begun.action.fields).toMatchObject({ channelType, txnAmt: '12345', bizType: '000201' });
    const html = await press(await openPage(begun), 'pay');
    const back = /<form method="post" id="back" action="([^"]+)"/.exec(html)![1]!;
    const fields = [...html.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [
      name!,
      value!,
    ]);
    const reply = await fetch(back.replaceAll('&amp;', '&'), {
      method: 'POST',
      body: new URLSearchParams(fields as [string, string][]),
      redirect: 'manual',
    });
    expect([reply.status, reply.headers.get('location')]).toEqual([303, returnUrl]);
    await credited(begun);
    expect(await story.collected(begun.paymentNo)).toEqual({ times: 1, sum: 12_345 });
    expect(await story.owed(begun.payer.bill)).toBe(0);
  });
});

test('a card without money fails, and another card then pays the same order', async () => {
  const begun = await begin({ channel: 'online-bank', product: 'front' });
  const token = await openPage(begun);
  expect(await press(token, 'decline')).toContain('余额不足');
  await hall.call('POST', `/payments/${begun.paymentNo}/check`, { token: begun.payer.resident.token });
  expect(await story.collected(begun.paymentNo)).toEqual({ times: 0, sum: 0 });
  await press(token, 'pay');
  await eventually(
    () => story.collected(begun.paymentNo),
    ({ times }) => times === 1,
  );
});

test('app: the tn goes to the phone’s SDK, whose word is only a hint', async () => {
  const begun = await begin({ channel: 'app', product: 'app' });
  expect(begun.action).toMatchObject({ kind: 'app', gateway: 'unionpay', mode: '01' });
  const start = (action?: string) =>
    hall.sandbox.post<{ pay_result: string }>('/control/unionpay/start-pay', { tn: begun.action.tn, action });
  expect(await start('cancel')).toEqual({ pay_result: 'cancel' });
  expect(await story.collected(begun.paymentNo)).toEqual({ times: 0, sum: 0 });
  expect(await start()).toEqual({ pay_result: 'success' });
  await credited(begun);
});

describe('money back', () => {
  const refund = async (paymentNo: string, amountFen: number): Promise<string> => {
    const asked = await hall.call('POST', `/staff/payments/${paymentNo}/refunds`, {
      cookie: finance,
      key: freshKey(),
      body: { amountFen, reason: '重复缴费' },
    });
    if (asked.status >= 300) throw new Error(JSON.stringify(asked.body));
    return asked.body.refundNo;
  };
  const succeeded = (refundNo: string) =>
    eventually(
      async () => {
        await hall.owner.query(
          `UPDATE refunds SET next_query_at = now() - interval '1 second' WHERE id IN (SELECT id FROM refunds WHERE next_query_at IS NOT NULL FOR UPDATE SKIP LOCKED)`,
        );
        await hall.app.runJob('send-refunds');
        const { rows } = await hall.owner.query('SELECT status FROM refunds WHERE refund_no = $1', [
          refundNo,
        ]);
        return rows[0].status as string;
      },
      status => status === 'succeeded',
      30_000,
    );
  type Trade = { refunds: { amount: number; status: string }[] };
  const atUnionpay = async (paymentNo: string) =>
    (await hall.sandbox.get<Trade[]>(`/control/trades?gateway=unionpay&outTradeNo=${paymentNo}`))[0]!.refunds;

  test('in part by a refund, the whole of the same clearing day by a void; each moves once', async () => {
    const part = await paidOnPage({ channel: 'online-bank', product: 'front' });
    await succeeded(await refund(part.paymentNo, 345));
    expect(await atUnionpay(part.paymentNo)).toMatchObject([{ amount: 345, status: 'success' }]);
    const whole = await paidOnPage({ channel: 'online-bank', product: 'front' }, 8800);
    await succeeded(await refund(whole.paymentNo, 8800));
    const moved = (await atUnionpay(whole.paymentNo)).filter(({ status }) => status === 'success');
    expect(moved.map(({ amount }) => amount)).toEqual([8800]);
  });

  test('whose answer was lost is asked about, not sent twice', async () => {
    const begun = await paidOnPage({ channel: 'online-bank', product: 'front' });
    await hall.sandbox.post('/control/faults', {
      gateway: 'unionpay',
      on: 'refund',
      fault: 'reset-after',
      count: 1,
    });
    await succeeded(await refund(begun.paymentNo, 500));
    expect((await atUnionpay(begun.paymentNo)).map(({ amount }) => amount)).toEqual([500]);
  });
});

test('the file of the clearing day holds every payment under its order number', async () => {
  const begun = await paidOnPage({ channel: 'online-bank', product: 'front' }, 7001);
  type Trade = { paidAt: string; tradeNo: string };
  const [trade] = await hall.sandbox.get<Trade[]>(
    `/control/trades?gateway=unionpay&outTradeNo=${begun.paymentNo}`,
  );
  const cleared = new Date(Date.parse(trade!.paidAt) + 9 * 3600_000).toISOString();
  const merchant = unionpayMerchant(hall.sandbox.credentials);
  const { fields } = await merchant.file(cleared.slice(5, 10).replace('-', ''));
  const files = unzipSync(inflateSync(Buffer.from(fields['fileContent']!, 'base64')));
  const detail = Object.entries(files).find(([name]) => name.includes('ZM_'))![1];
  const row = Buffer.from(detail)
    .toString('latin1')
    .split('\r\n')
    .find(line => line.slice(112, 144).trim() === begun.paymentNo)!;
  expect(row.slice(66, 78)).toBe('000000007001');
  expect(row.slice(87, 108)).toBe(trade!.tradeNo);
});
