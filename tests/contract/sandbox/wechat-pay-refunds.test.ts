import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Harness, newNo, startHarness } from './support/harness.ts';
import { startListener, until } from './support/listener.ts';
import { type Sealed, unseal, verifies } from './support/wechat-merchant.ts';

let harness: Harness;
let listener: Awaited<ReturnType<typeof startListener>>;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.sandbox.close());
beforeEach(async () => {
  listener = await startListener(() => ({ status: 204 }));
});
afterEach(async () => {
  await harness.control('DELETE', '/faults');
  await harness.control('POST', '/settings', { wechatRefundOutcome: 'SUCCESS' });
  await listener.stop();
});

async function paidOrder(total = 1000, pay = true): Promise<string> {
  const outTradeNo = newNo();
  await harness.wechat.call('POST', '/v3/pay/transactions/native', {
    appid: harness.wechat.appid,
    mchid: harness.wechat.mchid,
    description: '电费',
    out_trade_no: outTradeNo,
    notify_url: `${listener.url}/payment`,
    amount: { total },
  });
  if (pay) await harness.control('POST', '/pay', { outTradeNo, notify: false });
  return outTradeNo;
}

const refund = (outTradeNo: string, outRefundNo: string, part: number, total = 1000) =>
  harness.wechat.call('POST', '/v3/refund/domestic/refunds', {
    out_trade_no: outTradeNo,
    out_refund_no: outRefundNo,
    notify_url: `${listener.url}/refund`,
    amount: { refund: part, total, currency: 'CNY' },
  });
const queryRefund = (outRefundNo: string) =>
  harness.wechat.call('GET', `/v3/refund/domestic/refunds/${outRefundNo}`);

describe('a refund', () => {
  test('is processed, then told, and the order says that one happened', async () => {
    const [no, refundNo] = [await paidOrder(), newNo()];
    const asked = await refund(no, refundNo, 300);
    expect(asked.json).toMatchObject({
      status: 'PROCESSING',
      out_refund_no: refundNo,
      amount: { refund: 300, total: 1000 },
    });
    await until(() => listener.received.length === 1);
    const [received] = listener.received;
    expect(received!.path).toBe('/refund');
    expect(
      verifies(harness.credentials, name => received!.headers[name] as string | undefined, received!.raw),
    ).toBe(true);
    const event = JSON.parse(received!.raw) as { event_type: string; resource: Sealed };
    expect(event.event_type).toBe('REFUND.SUCCESS');
    const content = JSON.parse(unseal(harness.credentials['WECHAT_PAY_API_V3_KEY']!, event.resource));
    expect(content).toMatchObject({
      refund_status: 'SUCCESS',
      out_refund_no: refundNo,
      amount: { refund: 300, total: 1000 },
    });
    expect((await queryRefund(refundNo)).json).toMatchObject({
      status: 'SUCCESS',
      refund_id: content.refund_id,
    });
    const target = `/v3/pay/transactions/out-trade-no/${no}?mchid=${harness.wechat.mchid}`;
    expect((await harness.wechat.call('GET', target)).json['trade_state']).toBe('REFUND');
  });

  test('asked for again under its number is the same refund', async () => {
    const [no, refundNo] = [await paidOrder(), newNo()];
    const ids = [await refund(no, refundNo, 300), await refund(no, refundNo, 300)].map(
      ({ json }) => json['refund_id'],
    );
    expect(ids[0]).toBe(ids[1]);
    expect((await refund(no, refundNo, 301)).json).toMatchObject({ code: 'INVALID_REQUEST' });
    await until(() => listener.received.length === 1);
  });

  test('never exceeds what was paid, even when two race', async () => {
    const no = await paidOrder();
    const replies = await Promise.all([refund(no, newNo(), 600), refund(no, newNo(), 600)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 400]);
    expect((await refund(no, newNo(), 400)).status).toBe(200);
    expect((await refund(no, newNo(), 1)).json).toMatchObject({ code: 'INVALID_REQUEST' });
  });

  test('comes in at most fifty parts', async () => {
    const no = await paidOrder();
    for (let part = 0; part < 50; part++) expect((await refund(no, newNo(), 1)).status).toBe(200);
    expect((await refund(no, newNo(), 1)).status).toBe(400);
  });

  test('needs a paid order of the same sum, not older than a year', async () => {
    expect((await refund(newNo(), newNo(), 1)).json).toMatchObject({ code: 'RESOURCE_NOT_EXISTS' });
    expect((await refund(await paidOrder(1000, false), newNo(), 1)).status).toBe(400);
    expect((await refund(await paidOrder(), newNo(), 1, 999)).status).toBe(400);
    const old = await paidOrder(1000, false);
    const paidAt = new Date(Date.now() - 366 * 86_400_000).toISOString();
    await harness.control('POST', '/pay', { outTradeNo: old, notify: false, paidAt });
    expect((await refund(old, newNo(), 1)).json).toMatchObject({ code: 'TRADE_OVERDUE' });
    expect((await queryRefund(newNo())).status).toBe(404);
  });

  test('can end abnormally, and well in the end', async () => {
    await harness.control('POST', '/settings', { wechatRefundOutcome: 'ABNORMAL' });
    const [no, refundNo] = [await paidOrder(), newNo()];
    await refund(no, refundNo, 1000);
    await until(() => listener.received.length === 1);
    expect(JSON.parse(listener.received[0]!.raw)).toMatchObject({ event_type: 'REFUND.ABNORMAL' });
    await harness.control('POST', '/refund', { outRefundNo: refundNo, status: 'SUCCESS' });
    expect(JSON.parse(listener.received[1]!.raw)).toMatchObject({ event_type: 'REFUND.SUCCESS' });
  });

  test('that timed out has happened: the retry under its number finds it', async () => {
    await harness.control('POST', '/faults', {
      gateway: 'wechat-pay',
      on: 'refund',
      fault: 'timeout-after',
      count: 1,
      delayMs: 30,
    });
    const [no, refundNo] = [await paidOrder(), newNo()];
    await expect(refund(no, refundNo, 300)).rejects.toThrow();
    await until(() => listener.received.length === 1);
    expect((await refund(no, refundNo, 300)).json['status']).toBe('SUCCESS');
    expect(await harness.control('GET', `/trades?outTradeNo=${no}`)).toMatchObject([
      { refunds: [{ amount: 300 }] },
    ]);
  });

  test('can be declined for lack of money', async () => {
    await harness.control('POST', '/faults', {
      gateway: 'wechat-pay',
      on: 'refund',
      fault: 'decline',
      count: 1,
    });
    const reply = await refund(await paidOrder(), newNo(), 300);
    expect(reply).toMatchObject({ status: 403, json: { code: 'NOT_ENOUGH' } });
    expect(verifies(harness.credentials, name => reply.headers.get(name) ?? undefined, reply.text)).toBe(
      true,
    );
  });
});
