/** What only UnionPay does: forms that the payer's browser posts, a chain of certificates, a void, a file in a reply. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import forge from 'node-forge';
import { unionpaySettings } from '../../../server/src/modules/payments/gateways/unionpay/settings.ts';
import { createUnionpayGateway } from '../../../server/src/modules/payments/gateways/unionpay/unionpay.ts';
import { addDays, businessDate } from '../../../server/src/shared/dates.ts';
import { startUnderTest, type UnderTest, until } from './gateways-under-test.ts';

let it: UnderTest;
beforeAll(async () => {
  it = await startUnderTest();
});
beforeEach(async () => {
  await it.reset();
  await it.sandbox.post('/control/settings', { retryScale: 0.001, unionpayBackDelayMs: 50 });
});
afterAll(() => it.close());

const credentials = () => it.sandbox.credentials;
const gatewayWith = (change: Record<string, string | undefined>) =>
  createUnionpayGateway(unionpaySettings.parse({ ...credentials(), ...change }), {
    http: it.http,
    clock: { now: () => new Date() },
  });

async function paidOrder() {
  const order = it.order('unionpay');
  await it.unionpay.initiate(order);
  await it.pay(order, { notify: false });
  return order;
}

describe("a payment on UnionPay's page", () => {
  const formOf = async (product: 'front' | 'wap') => {
    it.calls.length = 0;
    const order = it.order('unionpay', { product, returnUrl: 'https://hall.example/return/unionpay?to=%2F' });
    const outcome = await it.unionpay.initiate(order);
    if (outcome.status !== 'ready' || outcome.action.kind !== 'form') throw new Error(outcome.status);
    expect(it.calls).toEqual([]);
    return { order, url: outcome.action.url, fields: outcome.action.fields };
  };

  test.each(['front', 'wap'] as const)(
    '(%s) is a signed form that UnionPay takes, and nobody was called for it',
    async product => {
      const { order, url, fields } = await formOf(product);
      expect(fields).toMatchObject({
        txnType: '01',
        channelType: product === 'front' ? '07' : '08',
        txnAmt: '12345',
        orderId: order.paymentNo,
      });
      const page = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
      expect([page.status, (await page.text()).includes('123.45')]).toEqual([200, true]);
      await it.sandbox.post('/control/pay', { payForm: { action: url, fields } });
      expect(await it.unionpay.query(order.paymentNo)).toMatchObject({ status: 'paid', amountFen: 12_345 });
    },
  );

  test('whose sum was changed on the way is refused by UnionPay', async () => {
    const { url, fields } = await formOf('front');
    const page = await fetch(url, { method: 'POST', body: new URLSearchParams({ ...fields, txnAmt: '1' }) });
    expect((await page.text()).includes('0.01')).toBe(false);
  });
});

test('what the SDK of the phone gets leads to the same order', async () => {
  const order = it.order('unionpay');
  const outcome = await it.unionpay.initiate(order);
  if (outcome.status !== 'ready' || outcome.action.kind !== 'app') throw new Error(outcome.status);
  const { tn } = outcome.action as { tn: string };
  expect(await it.sandbox.post('/control/unionpay/start-pay', { tn })).toEqual({ pay_result: 'success' });
  expect(await it.unionpay.query(order.paymentNo)).toMatchObject({ status: 'paid' });
});

test('an order cannot be closed there: unseen it is not found, paid it is not closable', async () => {
  const unseen = it.order('unionpay');
  await it.unionpay.initiate(unseen);
  expect(await it.unionpay.close(unseen.paymentNo)).toEqual({ status: 'not-found' });
  expect(await it.unionpay.close((await paidOrder()).paymentNo)).toMatchObject({ status: 'not-closable' });
});

describe('money going back', () => {
  interface BackTrade {
    outTradeNo: string;
    refunds: { refundNo: string; amount: number }[];
  }
  const numbersOf = async (order: { paymentNo: string }) =>
    (await it.sandbox.get<BackTrade[]>(`/control/trades?outTradeNo=${order.paymentNo}`))[0]!.refunds.map(
      ({ refundNo }) => refundNo,
    );

  test('whole, on the day of payment, is a void; a part is a refund', async () => {
    const whole = await paidOrder();
    const all = it.refundOf(whole, 12_345);
    await it.unionpay.refund(all);
    await until(async () => (await it.unionpay.queryRefund(all)).status === 'succeeded');
    expect(await numbersOf(whole)).toEqual([`${all.refundNo}V`]);
    const other = await paidOrder();
    const part = it.refundOf(other, 45);
    await it.unionpay.refund(part);
    expect(await numbersOf(other)).toEqual([part.refundNo]);
  });

  test('that UnionPay will not void is refunded, once', async () => {
    const order = await paidOrder();
    const request = it.refundOf(order, 12_345);
    await it.misbehave({ gateway: 'unionpay', on: 'refund', fault: 'decline', code: '40' });
    await it.unionpay.refund(request);
    await until(async () => (await it.unionpay.queryRefund(request)).status === 'succeeded');
    expect(await numbersOf(order)).toEqual([request.refundNo]);
    await it.unionpay.refund(request);
    expect(await numbersOf(order)).toEqual([request.refundNo]);
  });

  test('is told by a message that names refund and payment', async () => {
    const order = await paidOrder();
    const request = it.refundOf(order, 12_345);
    await it.unionpay.refund(request);
    const [told] = await it.received(order);
    expect(told!.notification).toMatchObject({
      kind: 'refund',
      paymentNo: order.paymentNo,
      refundNo: request.refundNo,
      outcome: { status: 'succeeded', amountFen: 12_345 },
    });
  });
});

describe('a message is not believed', () => {
  test("when a stranger's certificate in UnionPay's name signed it: the chain is what counts", async () => {
    const order = await paidOrder();
    await it.misbehave({ gateway: 'unionpay', on: 'query', fault: 'unknown-serial' });
    expect(await it.unionpay.query(order.paymentNo)).toMatchObject({
      status: 'unknown',
      reason: 'UNKNOWN_CERTIFICATE',
    });
  });

  test('when our certificates are of another authority', async () => {
    const order = await paidOrder();
    const astray = gatewayWith({ UNIONPAY_MIDDLE_CERT: credentials()['UNIONPAY_ROOT_CERT'] });
    expect(await astray.query(order.paymentNo)).toMatchObject({ reason: 'UNKNOWN_CERTIFICATE' });
  });
});

test('the key store that a bank hands out serves as well as its parts', async () => {
  const key = forge.pki.privateKeyFromPem(credentials()['UNIONPAY_PRIVATE_KEY']!.replaceAll('\\n', '\n'));
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.setRsaPublicKey(key.n, key.e);
  certificate.serialNumber = BigInt(credentials()['UNIONPAY_CERT_ID']!).toString(16).padStart(20, '0');
  certificate.validity.notAfter = new Date(Date.now() + 86_400_000);
  certificate.sign(key, forge.md.sha256.create());
  const p12 = forge.pkcs12.toPkcs12Asn1(key, [certificate], 'secret', { algorithm: '3des' });
  const store = {
    UNIONPAY_SIGN_PFX: forge.util.encode64(forge.asn1.toDer(p12).getBytes()),
    UNIONPAY_PRIVATE_KEY: undefined,
    UNIONPAY_CERT_ID: undefined,
  };
  const gateway = gatewayWith({ ...store, UNIONPAY_SIGN_PASSWORD: 'secret' });
  expect((await gateway.initiate(it.order('unionpay'))).status).toBe('ready');
  expect(() => gatewayWith({ ...store, UNIONPAY_SIGN_PASSWORD: 'wrong' })).toThrow('UNIONPAY_SIGN_PFX');
});

describe('the file of a clearing day', () => {
  const day = addDays(businessDate(new Date()), -2);

  test('comes as the zip that UnionPay made', async () => {
    await it.sandbox.post('/control/settings', { enforceBillTime: false });
    const order = it.order('unionpay');
    await it.unionpay.initiate(order);
    await it.pay(order, { paidAt: `${day}T04:00:00Z`, notify: false });
    const file = Buffer.concat(await (await it.unionpay.statements.open(day, 'trade'))!.toArray());
    expect(file.subarray(0, 4).toString('latin1')).toBe('PK\x03\x04');
  });

  test('of a day without any is none, damaged it is refused, and of fund flows there is none ever', async () => {
    expect(await it.unionpay.statements.open(businessDate(new Date()), 'trade')).toBeUndefined();
    expect(await it.unionpay.statements.open(day, 'fund-flow')).toBeUndefined();
    await it.misbehave({ gateway: 'unionpay', on: 'bill', fault: 'malformed' });
    await expect(it.unionpay.statements.open(day, 'trade')).rejects.toMatchObject({
      problem: expect.stringMatching(/bad-/),
    });
  });
});
