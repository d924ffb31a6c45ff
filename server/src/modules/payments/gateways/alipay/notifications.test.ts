import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { fen } from '../../../../shared/money.ts';
import { ChannelError } from '../channel-error.ts';
import { mismatchesWith } from '../gateway.ts';
import { accepted, parseNotification, refused } from './notifications.ts';

const alipay = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
const settings = {
  gateway: 'https://openapi.alipay.com/gateway.do',
  appId: '2021000000000001',
  sellerId: '2088000000000001',
  privateKey: stranger.privateKey,
  publicKey: alipay.publicKey,
};

const paid: Record<string, string> = {
  app_id: '2021000000000001',
  charset: 'utf-8',
  gmt_create: '2026-11-22 15:59:40',
  gmt_payment: '2026-11-22 15:59:58',
  notify_id: '2026112200222155958012345678901234',
  notify_time: '2026-11-22 15:59:59',
  notify_type: 'trade_status_sync',
  out_trade_no: 'P2026112200000000000001',
  seller_id: '2088000000000001',
  sign_type: 'RSA2',
  subject: '电费 100% + 2026年10月',
  total_amount: '123.45',
  trade_no: '2026112222001400000000000001',
  trade_status: 'TRADE_SUCCESS',
  version: '1.0',
};
const refunded = {
  ...paid,
  trade_status: 'TRADE_CLOSED',
  refund_fee: '123.45',
  gmt_refund: '2026-11-22 16:10:00.320',
  out_biz_no: 'R2026112200000000000001',
};

interface Signing {
  keep?: string[];
  key?: KeyObject;
  algorithm?: string;
}

/** The form Alipay would post; `keep` leaves sign_type in the signed text. */
function delivered(
  params: Record<string, string>,
  { keep = [], key = alipay.privateKey, algorithm = 'RSA-SHA256' }: Signing = {},
) {
  const text = Object.keys(params)
    .filter(name => name !== 'sign_type' || keep.includes(name))
    .sort()
    .map(name => `${name}=${params[name]}`)
    .join('&');
  const signature = sign(algorithm, Buffer.from(text), key).toString('base64');
  return { headers: {}, body: Buffer.from(new URLSearchParams({ ...params, sign: signature }).toString()) };
}

const parse = (params: Record<string, string>) => parseNotification(settings, delivered(params));

function problemOf(raw: { headers: object; body: Buffer }): string {
  try {
    return parseNotification(settings, { headers: {}, body: raw.body }).kind;
  } catch (error) {
    return error instanceof ChannelError ? `${error.problem} ${error.code}` : String(error);
  }
}

test('a payment is told with its order, its trade number, whole fen and the instant', () => {
  expect(parse(paid)).toEqual({
    kind: 'payment',
    eventId: '2026112200222155958012345678901234',
    paymentNo: 'P2026112200000000000001',
    outcome: {
      status: 'paid',
      tradeNo: '2026112222001400000000000001',
      amountFen: 12_345,
      paidAt: new Date('2026-11-22T07:59:58Z'),
    },
    mismatches: [],
  });
});

test('a service notification that keeps sign_type in the signed text is verified too', () => {
  expect(
    problemOf(delivered({ ...paid, notify_type: 'open_app_auth_notify' }, { keep: ['sign_type'] })),
  ).toBe('other');
});

describe('of an agreement', () => {
  const signed = {
    notify_id: 'n-1',
    notify_type: 'dut_user_sign',
    sign_type: 'RSA2',
    app_id: settings.appId,
    external_agreement_no: 'A2026112246800000000001',
    agreement_no: '20265908000000000001',
    status: 'NORMAL',
    sign_time: '2026-11-22 13:00:01',
  };
  const read = (fields: Record<string, string>) =>
    parseNotification(settings, delivered(fields, { keep: ['sign_type'] }));

  test('signed, it stands from then on', () => {
    expect(read(signed)).toEqual({
      kind: 'agreement',
      eventId: 'n-1',
      agreementNo: signed.external_agreement_no,
      outcome: {
        status: 'active',
        gatewayAgreementNo: signed.agreement_no,
        at: new Date('2026-11-22T13:00:01+08:00'),
      },
      mismatches: [],
    });
  });

  test('ended in the wallet, and of another application', () => {
    const ended = {
      ...signed,
      notify_type: 'dut_user_unsign',
      status: 'UNSIGN',
      unsign_time: '2026-11-23 08:00:00',
    };
    expect(read(ended)).toMatchObject({ outcome: { status: 'ended' } });
    expect(read({ ...signed, app_id: '2021000000000099' })).toMatchObject({ mismatches: ['app'] });
  });
});

describe('is refused:', () => {
  test('a downgrade to SHA-1, even when truly signed so', () => {
    expect(problemOf(delivered({ ...paid, sign_type: 'RSA' }, { algorithm: 'RSA-SHA1' }))).toBe(
      'bad-signature OTHER_ALGORITHM',
    );
    expect(problemOf(delivered({ ...paid, sign_type: 'RSA2' }, { algorithm: 'RSA-SHA1' }))).toBe(
      'bad-signature WRONG_SIGNATURE',
    );
  });
  test("a stranger's signature, and none", () => {
    expect(problemOf(delivered(paid, { key: stranger.privateKey }))).toBe('bad-signature WRONG_SIGNATURE');
    expect(problemOf({ headers: {}, body: Buffer.from(new URLSearchParams(paid).toString()) })).toBe(
      'bad-signature NOT_SIGNED',
    );
    expect(problemOf({ headers: {}, body: Buffer.alloc(0) })).toBe('bad-signature NOT_SIGNED');
  });
  test('one changed character', () => {
    const body = delivered(paid).body.toString().replace('total_amount=123.45', 'total_amount=123.46');
    expect(problemOf({ headers: {}, body: Buffer.from(body) })).toBe('bad-signature WRONG_SIGNATURE');
  });
  test('a name given twice', () => {
    const body = Buffer.concat([delivered(paid).body, Buffer.from('&total_amount=1.00')]);
    expect(problemOf({ headers: {}, body })).toBe('bad-signature REPEATED_NAME');
  });
  test('half a message that ends in a lone percent sign, without an exception', () => {
    const half = delivered(paid).body.toString().slice(0, 300);
    expect(problemOf({ headers: {}, body: Buffer.from(`${half}%`) })).toBe('bad-signature NOT_SIGNED');
  });
});

describe('a validly signed lie is no error but a mismatch, to be stored and looked at:', () => {
  const mismatches = (change: Record<string, string>) => {
    const notification = parse({ ...paid, ...change });
    return notification.kind === 'payment'
      ? mismatchesWith({ amountFen: fen(12_345) }, notification)
      : undefined;
  };
  test('the right facts agree', () => expect(mismatches({})).toEqual([]));
  test('another app', () => expect(mismatches({ app_id: '2014072300007148' })).toEqual(['app']));
  test('another seller', () => expect(mismatches({ seller_id: '2088102119685838' })).toEqual(['merchant']));
  test('one fen more', () => expect(mismatches({ total_amount: '123.46' })).toEqual(['amount']));
});

describe('the states of a trade:', () => {
  const outcome = (change: Record<string, string>, without: string[] = []) => {
    const params = { ...paid, ...change };
    for (const name of without) delete params[name];
    const notification = parse(params);
    return notification.kind === 'payment' ? notification.outcome.status : notification.kind;
  };
  test('TRADE_FINISHED is paid', () => expect(outcome({ trade_status: 'TRADE_FINISHED' })).toBe('paid'));
  test('WAIT_BUYER_PAY is pending', () =>
    expect(outcome({ trade_status: 'WAIT_BUYER_PAY' }, ['gmt_payment'])).toBe('pending'));
  test('TRADE_CLOSED without money is closed', () =>
    expect(outcome({ trade_status: 'TRADE_CLOSED' }, ['gmt_payment'])).toBe('closed'));
  test('TRADE_CLOSED after money came in is never closed unpaid', () => {
    expect(outcome({ trade_status: 'TRADE_CLOSED' })).toBe('paid');
    expect(outcome(refunded)).toBe('refund');
  });
  test('a state nobody knows is unknown', () =>
    expect(outcome({ trade_status: 'TRADE_NEW' })).toBe('unknown'));
});

test('a refund is told at the address of the payment, and only a query says whether all of it arrived', () => {
  expect(parse(refunded)).toEqual({
    kind: 'refund',
    eventId: '2026112200222155958012345678901234',
    paymentNo: 'P2026112200000000000001',
    refundNo: 'R2026112200000000000001',
    outcome: { status: 'pending' },
    mismatches: [],
  });
});

test('what is signed but cannot be read is a bad response, never a payment', () => {
  expect(problemOf(delivered({ ...paid, total_amount: '123.456' }))).toBe('bad-response UNEXPECTED_SHAPE');
  expect(problemOf(delivered({ ...paid, total_amount: '1e2' }))).toBe('bad-response UNEXPECTED_SHAPE');
  expect(problemOf(delivered({ ...paid, gmt_payment: 'yesterday' }))).toBe('bad-response UNEXPECTED_SHAPE');
  const { trade_no: _, ...withoutTradeNo } = paid;
  expect(problemOf(delivered(withoutTradeNo))).toBe('bad-response UNEXPECTED_SHAPE');
});

test('acceptance is exactly "success", a refusal anything else', () => {
  expect(accepted).toEqual({ status: 200, headers: { 'content-type': 'text/plain' }, body: 'success' });
  expect(refused('bad-signature')).toMatchObject({ status: 401, body: 'fail' });
});
