import { createHash, createHmac, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type Harness, startHarness } from './support/harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterEach(() => harness.control('DELETE', '/faults'));
afterAll(() => harness.sandbox.close());

const get = async (path: string, query: Record<string, string>) => {
  const reply = await fetch(
    `${harness.credentials['WECHAT_API_BASE_URL']}${path}?${new URLSearchParams(query)}`,
  );
  return (await reply.json()) as Record<string, unknown>;
};
const session = (js_code: string, more: Record<string, string> = {}) =>
  get('/sns/jscode2session', {
    appid: harness.credentials['WECHAT_PAY_APP_ID']!,
    secret: harness.credentials['WECHAT_APP_SECRET']!,
    js_code,
    grant_type: 'authorization_code',
    ...more,
  });
const official = (code: string) =>
  get('/sns/oauth2/access_token', {
    appid: harness.credentials['WECHAT_OA_APP_ID']!,
    secret: harness.credentials['WECHAT_OA_SECRET']!,
    code,
    grant_type: 'authorization_code',
  });

describe('sign-in with WeChat', () => {
  test('the same name is the same person, known by another id in each app', async () => {
    const [once, twice] = [await session('demo-zhang-wei'), await session('demo-zhang-wei')];
    expect(once['openid']).toMatch(/^o[\w]{27}$/);
    expect(twice['openid']).toBe(once['openid']);
    expect(Buffer.from(String(once['session_key']), 'base64')).toHaveLength(16);
    const account = await official('demo-zhang-wei');
    expect(account['openid']).not.toBe(once['openid']);
    expect(account['unionid']).toBe(once['unionid']);
    expect((await session('demo-li-na'))['openid']).not.toBe(once['openid']);
  });

  test('an issued code works once, in its own app', async () => {
    const { code } = await harness.control<{ code: string }>('POST', '/codes', {
      app: 'weapp',
      name: 'li-na',
    });
    expect((await official(code))['errcode']).toBe(40029);
    expect((await session(code))['openid']).toBeDefined();
    expect((await session(code))['errcode']).toBe(40163);
  });

  test.each([
    ['an unknown code', 'x', {}, 40029],
    ['another app', 'demo-a', { appid: 'wx0' }, 40013],
    ['a wrong secret', 'demo-a', { secret: 'x' }, 40125],
  ])('%s is refused', async (_, code, more, errcode) => {
    expect((await session(code, more))['errcode']).toBe(errcode);
  });

  test("the official account's page comes back with a code and the state", async () => {
    const query = new URLSearchParams({
      appid: harness.credentials['WECHAT_OA_APP_ID']!,
      redirect_uri: 'http://127.0.0.1:9/signed-in?x=1',
      response_type: 'code',
      scope: 'snsapi_base',
      state: 's&1',
      as: 'chen-jie',
    });
    const address = `${harness.credentials['WECHAT_API_BASE_URL']}/connect/oauth2/authorize?${query}`;
    const back = new URL((await fetch(address, { redirect: 'manual' })).headers.get('location')!);
    expect([back.searchParams.get('x'), back.searchParams.get('state')]).toEqual(['1', 's&1']);
    const signedIn = await official(back.searchParams.get('code')!);
    expect(signedIn['openid']).toBe((await official('demo-chen-jie'))['openid']);
  });
});

interface Sent {
  phone?: string;
  requestId?: string;
  timestamp?: number;
  secret?: string;
  nonce?: string;
}

async function send(sent: Sent = {}) {
  const body = JSON.stringify({
    phone: sent.phone ?? '13800000001',
    sign: '电厅',
    template: 'sign-in-code',
    params: { code: '135790' },
    requestId: sent.requestId ?? randomUUID(),
  });
  const timestamp = sent.timestamp ?? Math.floor(Date.now() / 1000);
  const nonce = sent.nonce ?? randomUUID();
  const digest = createHash('sha256').update(body).digest('hex');
  const signature = createHmac('sha256', sent.secret ?? harness.credentials['SMS_SECRET']!)
    .update(`${timestamp}\n${nonce}\n${digest}`)
    .digest('hex');
  const accessKey = harness.credentials['SMS_ACCESS_KEY'];
  const authorization = `HMAC-SHA256 AccessKey=${accessKey}, Timestamp=${timestamp}, Nonce=${nonce}, Signature=${signature}`;
  const headers = { 'Content-Type': 'application/json', Authorization: authorization };
  const reply = await fetch(`${harness.credentials['SMS_BASE_URL']}/send`, { method: 'POST', headers, body });
  return { status: reply.status, json: (await reply.json()) as Record<string, string> };
}

describe('text messages', () => {
  test('land in the inbox, and the same request twice lands once', async () => {
    const requestId = randomUUID();
    const replies = [await send({ requestId }), await send({ requestId })];
    expect(replies[0]).toMatchObject({ status: 200, json: { code: 'OK' } });
    expect(replies[1]!.json['messageId']).toBe(replies[0]!.json['messageId']);
    expect(await harness.control('GET', '/sms?phone=13800000001')).toMatchObject([
      { params: { code: '135790' } },
    ]);
    const page = await (await fetch(`${harness.sandbox.url}/sms-inbox`)).text();
    expect(page).toContain('135790');
    expect(page).toContain('http-equiv="refresh"');
  });

  test('with a wrong secret, an old time stamp or a used nonce are refused', async () => {
    expect((await send({ secret: 'x' })).json['code']).toBe('SignatureDoesNotMatch');
    const old = Math.floor(Date.now() / 1000) - 400;
    expect((await send({ timestamp: old })).json['code']).toBe('InvalidTimeStamp.Expired');
    const nonce = randomUUID();
    await send({ nonce });
    expect((await send({ nonce })).json['code']).toBe('SignatureNonceUsed');
    expect((await send({ phone: '12345' })).json['code']).toBe('isv.MOBILE_NUMBER_ILLEGAL');
  });

  test('a time-out may hide that the message was sent', async () => {
    await harness.control('POST', '/faults', { gateway: 'sms', on: 'send', fault: 'reset-after', count: 1 });
    const requestId = randomUUID();
    await expect(send({ requestId, phone: '13900000002' })).rejects.toThrow();
    expect((await send({ requestId, phone: '13900000002' })).json['code']).toBe('OK');
    expect(await harness.control<unknown[]>('GET', '/sms?phone=13900000002')).toHaveLength(1);
  });
});
