/** A wallet's one-time code becomes a session: for every wallet the same story, against the platform itself. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type RunningHall, startHall } from '../../support/hall.ts';

let hall: RunningHall;

beforeAll(async () => {
  hall = await startHall();
});
afterAll(() => hall.close());

const people = async () => (await hall.owner.query('SELECT count(*)::int AS n FROM people')).rows[0].n;

const doors = [
  ['wechat-mini', 'weapp', 'weixin', 'WECHAT_PAY_APP_ID', 'wechatOpenid', 'wechat'],
  ['wechat-oa', 'oa', 'weixin', 'WECHAT_OA_APP_ID', 'wechatOaOpenid', 'wechat'],
  ['alipay', 'alipay', 'alipay', 'ALIPAY_APP_ID', 'alipayUserId', 'alipay'],
] as const;

describe.each(doors)('signing in by %s', (kind, app, gateway, appIdName, subjectName, provider) => {
  const freshCode = async (name: string) =>
    (await hall.sandbox.post<{ code: string }>('/control/codes', { app, name })).code;
  const enter = (code: string, language = 'zh-CN') =>
    hall.call('POST', '/sessions', { body: { kind, code }, headers: { 'accept-language': language } });

  test('a fresh code opens a session of the person whom the wallet names, and another one finds them again', async () => {
    const name = `${kind}-li-na`;
    const answer = await enter(await freshCode(name));
    expect(answer).toMatchObject({
      status: 200,
      body: { me: { householdCount: 0, phone: null, identities: [{ provider }] } },
    });
    const { personId } = answer.body.me;
    const me = await hall.call('GET', '/me', { token: answer.body.token });
    expect(me).toMatchObject({ status: 200, body: { personId } });
    const known = await hall.sandbox.get<Record<string, string>>(`/control/people/${name}`);
    const { rows } = await hall.owner.query(
      'SELECT provider, app_id, subject FROM identities WHERE person_id = $1',
      [personId],
    );
    expect(rows).toEqual([
      { provider, app_id: hall.sandbox.credentials[appIdName], subject: known[subjectName] },
    ]);
    const again = await enter(await freshCode(name));
    expect(again.body.me.personId).toBe(personId);
    expect(again.body.token).not.toBe(answer.body.token);
  });

  test('a code opens one session and no second', async () => {
    const code = await freshCode(`${kind}-once`);
    expect((await enter(code)).status).toBe(200);
    const before = await people();
    expect(await enter(code)).toMatchObject({ status: 401, body: { error: 'sign-in-refused' } });
    expect(await people()).toBe(before);
  });

  test('a made-up code, and one of another app, are refused with what to do, and make nobody', async () => {
    const before = await people();
    const ofAnotherApp = (
      await hall.sandbox.post<{ code: string }>('/control/codes', {
        app: app === 'alipay' ? 'weapp' : 'alipay',
        name: 'elsewhere',
      })
    ).code;
    for (const code of ['made-up & more=1', ofAnotherApp]) {
      const answer = await enter(code);
      expect(answer).toMatchObject({ status: 401, body: { error: 'sign-in-refused' } });
      expect(answer.body.message).toContain('重新登录');
      expect(answer.body.token).toBeUndefined();
    }
    expect(await people()).toBe(before);
  });

  test.each([
    ['is silent', 'timeout-after'],
    ['is out of order', 'error-5xx'],
    ['answers unreadably', 'malformed'],
  ])(
    'a wallet that %s is not a wrong code: the answer says what to do, nobody is made, and the next code works',
    async (_, fault) => {
      const name = `${kind}-${fault}`;
      const before = await people();
      await hall.sandbox.post('/control/faults', { gateway, on: 'login', fault, count: 1 });
      const answer = await enter(await freshCode(name));
      expect(answer).toMatchObject({ status: 503, body: { error: 'sign-in-unavailable' } });
      expect(answer.body.message).toBe('登录服务暂时不可用，请稍后再试或改用短信登录');
      expect(await people()).toBe(before);
      await hall.sandbox.post('/control/faults', { gateway, on: 'login', fault: 'error-5xx', count: 1 });
      expect((await enter(await freshCode(name), 'en')).body.message).toMatch(
        /try later or sign in by text message/,
      );
      expect((await enter(await freshCode(name))).status).toBe(200);
    },
    60_000,
  );
});

test('a wallet that this hall has no app for is not offered, and the way in that there is is named', async () => {
  const bare = await startHall({ environment: { ENABLED_CHANNELS: 'counter', WECHAT_APP_SECRET: '' } });
  try {
    for (const kind of ['alipay', 'wechat-mini']) {
      const answer = await bare.call('POST', '/sessions', { body: { kind, code: 'demo-li-na' } });
      expect(answer).toMatchObject({ status: 404, body: { error: 'sign-in-not-offered' } });
      expect(answer.body.message).toContain('短信登录');
    }
  } finally {
    await bare.close();
  }
});
