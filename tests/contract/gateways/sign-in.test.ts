import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { signInSettings } from '../../../server/src/infra/sign-in/settings.ts';
import {
  createSignInProviders,
  type SignInProviders,
} from '../../../server/src/infra/sign-in/sign-in-providers.ts';
import { startUnderTest, type UnderTest } from './gateways-under-test.ts';

let it: UnderTest;
let providers: SignInProviders;
beforeAll(async () => {
  it = await startUnderTest();
  const { exchangeAuthCode } = it.alipay;
  const appId = it.sandbox.credentials['ALIPAY_APP_ID']!;
  providers = createSignInProviders(signInSettings.parse(it.sandbox.credentials), it.http, {
    appId,
    exchangeAuthCode,
  });
});
beforeEach(() => it.reset());
afterAll(() => it.close());

const doors = [
  ['wechatMini', 'weapp', 'WECHAT_PAY_APP_ID', 'wechatOpenid'],
  ['wechatOa', 'oa', 'WECHAT_OA_APP_ID', 'wechatOaOpenid'],
  ['alipay', 'alipay', 'ALIPAY_APP_ID', 'alipayUserId'],
] as const;

describe.each(doors)('sign-in by %s', (door, app, appIdName, idName) => {
  const newCode = async () =>
    (await it.sandbox.post<{ code: string }>('/control/codes', { app, name: 'li-na' })).code;

  test('a fresh code tells who it is and in which app; a second use is refused', async () => {
    const code = await newCode();
    const people = await it.sandbox.get<Record<string, string>>('/control/people/li-na');
    expect(await providers[door](code)).toEqual({
      subject: people[idName],
      appId: it.sandbox.credentials[appIdName],
    });
    await expect(providers[door](code)).rejects.toMatchObject({ problem: 'invalid-code' });
  });

  test('a made-up code is refused', async () => {
    await expect(providers[door]('made-up & more=1')).rejects.toMatchObject({ problem: 'invalid-code' });
  });

  test('a platform out of order is unavailable, which is not the same as a wrong code', async () => {
    await it.misbehave({ gateway: door === 'alipay' ? 'alipay' : 'weixin', on: 'login', fault: 'error-5xx' });
    await expect(providers[door](await newCode())).rejects.toMatchObject({ problem: 'unavailable' });
    await it.misbehave({ gateway: door === 'alipay' ? 'alipay' : 'weixin', on: 'login', fault: 'malformed' });
    await expect(providers[door](await newCode())).rejects.toMatchObject({ problem: 'unavailable' });
  });
});

test("the official account's address brings WeChat's browser back with a code that works", async () => {
  const address = providers.wechatOaAuthorizeUrl('https://hall.example/back?x=1', 'state-1')!;
  const reply = await fetch(address, { redirect: 'manual' });
  const back = new URL(reply.headers.get('location')!);
  expect([back.origin, back.searchParams.get('x'), back.searchParams.get('state')]).toEqual([
    'https://hall.example',
    '1',
    'state-1',
  ]);
  expect((await providers.wechatOa(back.searchParams.get('code')!)).appId).toBe(
    it.sandbox.credentials['WECHAT_OA_APP_ID'],
  );
});

test('what this installation has no app for is not offered', async () => {
  const bare = createSignInProviders(signInSettings.parse({}), it.http);
  for (const door of ['wechatMini', 'wechatOa', 'alipay'] as const)
    await expect(bare[door]('x')).rejects.toMatchObject({ problem: 'not-offered' });
  expect(bare.wechatOaAuthorizeUrl('https://hall.example', 's')).toBeUndefined();
});

test("an error of WeChat's never carries the app's secret", async () => {
  const settings = signInSettings.parse({
    ...it.sandbox.credentials,
    WECHAT_API_BASE_URL: 'http://127.0.0.1:1',
  });
  const failure = await createSignInProviders(settings, it.http)
    .wechatMini('x')
    .catch((error: Error) => error);
  expect(failure).toMatchObject({ problem: 'unavailable' });
  expect(JSON.stringify(failure, Object.getOwnPropertyNames(failure))).not.toContain(
    it.sandbox.credentials['WECHAT_APP_SECRET'],
  );
});
