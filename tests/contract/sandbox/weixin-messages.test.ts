import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Harness, startHarness } from './support/harness.ts';
import { startListener, until } from './support/listener.ts';
import { field, isFromWeixin, opened, weixinApp } from './support/weixin-app.ts';

const LOW_BALANCE = 'lowBalanceTemplateOfTheMiniProgram000000000';
let harness: Harness;
let app: ReturnType<typeof weixinApp>;
let listener: Awaited<ReturnType<typeof startListener>>;
let zhang: Record<string, string>;
let answer = 'success';
beforeAll(async () => {
  harness = await startHarness();
  app = weixinApp(harness);
});
afterAll(() => harness.sandbox.close());
beforeEach(async () => {
  answer = 'success';
  listener = await startListener(({ path }) => {
    const echo = new URL(path, 'http://hall').searchParams.get('echostr');
    return { status: 200, body: echo ?? answer };
  });
  await harness.control('POST', '/reset');
  await harness.control('POST', '/settings', {
    retryScale: 0.001,
    receiptDelayMs: 5,
    weixinPushMode: 'plain',
    weixinPushFormat: 'xml',
  });
  zhang = await harness.control('GET', '/people/zhang-wei');
});
afterEach(() => listener.stop());

const message = (more: object = {}) => ({
  touser: zhang['wechatOpenid'],
  template_id: LOW_BALANCE,
  page: 'packages/account/home/index?id=1',
  data: {
    amount1: { value: '12.30元' },
    thing2: { value: '约 3 天后用完' },
    date3: { value: '2026年11月29日' },
  },
  ...more,
});
const agree = (more: object = {}) =>
  harness.control('POST', '/weixin/subscribe', { person: 'zhang-wei', templates: [LOW_BALANCE], ...more });
const inbox = (to = zhang['wechatOpenid']) =>
  harness.control<Record<string, unknown>[]>('GET', `/messages?to=${to}`);
const pushes = (event: string) => listener.received.filter(({ raw }) => field(raw, 'Event') === event);
const listen = (path = '/push') =>
  harness.control('POST', '/weixin/push-address', { app: 'weapp', url: listener.url + path });

describe('the access token', () => {
  test('is the same until forced; forced again at once it stays', async () => {
    const first = await app.token('weapp');
    expect(first).toMatchObject({ expires_in: 7200 });
    expect((await app.token('weapp'))['access_token']).toBe(first['access_token']);
    const forced = await app.token('weapp', { force_refresh: true });
    expect(forced['access_token']).not.toBe(first['access_token']);
    expect((await app.token('weapp', { force_refresh: true }))['access_token']).toBe(forced['access_token']);
    const old = await app.post(
      `/cgi-bin/message/subscribe/send?access_token=${first['access_token']}`,
      message(),
    );
    expect(old.json['errcode']).toBe(40001);
  });

  test('of the official account opens nothing of the mini-program, and a wrong secret gives none', async () => {
    const foreign = await app.accessToken('oa');
    const sent = await app.post(`/cgi-bin/message/subscribe/send?access_token=${foreign}`, message());
    expect(sent.json['errcode']).toBe(40001);
    expect((await app.token('weapp', { secret: 'x' }))['errcode']).toBe(40125);
    expect((await app.token('weapp', { appid: 'wx0' }))['errcode']).toBe(40013);
  });

  test('ends', async () => {
    await harness.control('POST', '/settings', { weixinTokenSeconds: 0 });
    await agree();
    expect((await app.subscribe(message())).json['errcode']).toBe(42001);
  });
});

describe('a subscription message', () => {
  test('takes one consent; the next is refused until the person agrees again', async () => {
    expect((await app.subscribe(message())).json['errcode']).toBe(43101);
    await agree();
    const sent = await app.subscribe(message());
    expect(sent.json).toMatchObject({ errcode: 0, errmsg: 'ok' });
    // 19 digits as a bare number: whoever parses it as a number loses the last ones.
    const id = /"msgid":(\d{19})\}/.exec(sent.raw)![1];
    expect((await app.subscribe(message())).json['errcode']).toBe(43101);
    expect(await inbox()).toMatchObject([
      {
        id,
        channel: 'wechat-subscribe',
        fields: { thing2: '约 3 天后用完' },
        page: 'packages/account/home/index?id=1',
      },
    ]);
  });

  test('a refusal voids what was agreed to before', async () => {
    await agree();
    await agree();
    await agree({ answer: 'reject' });
    expect((await app.subscribe(message())).json['errcode']).toBe(43101);
  });

  test.each([
    ['to somebody of another app', { touser: 'o-nobody' }, 40003],
    ['without a template', { template_id: '' }, 40037],
    ['to a web address', { page: 'https://hall.example/' }, 41030],
    ['with a text too long', { data: { thing1: { value: '一'.repeat(21) } } }, 47003],
    ['with an amount of words', { data: { amount1: { value: '很多' } } }, 47003],
    ['with an empty value', { data: { thing1: { value: '' } } }, 47003],
  ])('%s is refused, and costs no consent', async (_, more, errcode) => {
    await agree();
    expect((await app.subscribe(message(more))).json['errcode']).toBe(errcode);
    expect(await harness.control('GET', '/consents')).toMatchObject([{ left: 1 }]);
  });

  test('47003 names the field', async () => {
    await agree();
    const { json } = await app.subscribe(message({ data: { thing1: { value: '一'.repeat(21) } } }));
    expect(json['errmsg']).toMatch(/^argument invalid! data\.thing1\.value invalid rid: /);
  });

  test('by a template that the console does not know, or with a field missing, is refused', async () => {
    await harness.control('POST', '/message-templates', {
      app: 'weixin',
      template: LOW_BALANCE,
      title: '电费余额不足提醒',
      fields: ['amount1', 'thing2', 'date3'],
    });
    await agree();
    expect((await app.subscribe(message({ template_id: 'x'.repeat(43) }))).json['errcode']).toBe(40037);
    expect((await app.subscribe(message({ data: { amount1: { value: '1元' } } }))).json['errcode']).toBe(
      47003,
    );
    expect((await app.subscribe(message())).json['errcode']).toBe(0);
    expect(await inbox()).toMatchObject([{ title: '电费余额不足提醒' }]);
  });

  test('past the pace of the platform is answered 45009 and not sent', async () => {
    await harness.control('POST', '/settings', { weixinPerSecond: 1, everybodyConsents: true });
    const codes = await Promise.all(
      [1, 2, 3, 4].map(async () => (await app.subscribe(message())).json['errcode']),
    );
    expect(codes).toContain(45009);
    expect((await inbox()).length).toBe(codes.filter(code => code === 0).length);
  });

  test('can be sent although the answer is lost', async () => {
    await agree();
    await app.accessToken('weapp');
    await harness.control('POST', '/faults', {
      gateway: 'weixin',
      on: 'send',
      to: zhang['wechatOpenid'],
      fault: 'reset-after',
      count: 1,
    });
    await expect(app.subscribe(message())).rejects.toThrow();
    expect(await inbox()).toHaveLength(1);
  });

  test('can be refused as if nobody had agreed', async () => {
    await agree();
    await app.accessToken('weapp');
    const rule = { gateway: 'weixin', on: 'send', fault: 'decline', code: '43101', count: 1 };
    await harness.control('POST', '/faults', rule);
    expect((await app.subscribe(message())).json['errcode']).toBe(43101);
    expect((await app.subscribe(message())).json['errcode']).toBe(0);
  });
});

describe('a push', () => {
  test('goes only to an address that answered the signed question', async () => {
    await harness.control('POST', '/weixin/push-address', { app: 'weapp', url: `${listener.url}/push` });
    expect(isFromWeixin(harness.credentials['WECHAT_MESSAGE_TOKEN']!, listener.received[0]!)).toBe(true);
    const deaf = await startListener(() => ({ status: 200, body: 'hello' }));
    const refused = harness.control('POST', '/weixin/push-address', { app: 'weapp', url: deaf.url });
    await expect(refused).rejects.toThrow('409');
    await deaf.stop();
  });

  test('tells what the person agreed to, and what became of the message', async () => {
    await listen();
    await agree();
    const sent = await app.subscribe(message());
    await until(() => pushes('subscribe_msg_sent_event').length === 1);
    const [popup] = pushes('subscribe_msg_popup_event');
    expect([field(popup!.raw, 'TemplateId'), field(popup!.raw, 'SubscribeStatusString')]).toEqual([
      LOW_BALANCE,
      'accept',
    ]);
    const [told] = pushes('subscribe_msg_sent_event');
    expect(isFromWeixin(harness.credentials['WECHAT_MESSAGE_TOKEN']!, told!)).toBe(true);
    expect(isFromWeixin('another token', told!)).toBe(false);
    expect(field(told!.raw, 'FromUserName')).toBe(zhang['wechatOpenid']);
    expect(sent.raw).toContain(`"msgid":${field(told!.raw, 'MsgID')}}`);
    expect([field(told!.raw, 'ErrorCode'), field(told!.raw, 'ErrorStatus')]).toEqual(['0', 'success']);
  });

  test('is repeated until it is answered with success, byte for byte but its signature', async () => {
    await listen();
    answer = 'later';
    await agree();
    await app.subscribe(message());
    await until(() => pushes('subscribe_msg_sent_event').length === 3);
    expect(new Set(pushes('subscribe_msg_sent_event').map(({ raw }) => raw)).size).toBe(1);
  });

  test.each([
    ['twice', 'duplicate', 2],
    ['never', 'drop', 0],
  ])('can come %s', async (_, fault, times) => {
    await listen();
    await harness.control('POST', '/faults', { gateway: 'weixin', on: 'notify-receipt', fault, count: 1 });
    await agree();
    await app.subscribe(message());
    await until(async () => (await inbox())[0]!['outcome'] === 'received');
    await harness.control('POST', '/notifications/flush');
    expect(pushes('subscribe_msg_sent_event')).toHaveLength(times);
  });

  test('can overtake an older one', async () => {
    await listen();
    const rule = { gateway: 'weixin', on: 'notify-receipt', fault: 'reorder', count: 1, delayMs: 3000 };
    await harness.control('POST', '/faults', rule);
    await agree();
    await agree();
    const ids = [await app.subscribe(message()), await app.subscribe(message())].map(
      ({ raw }) => /(\d{19})/.exec(raw)![1],
    );
    await until(() => pushes('subscribe_msg_sent_event').length === 2);
    expect(pushes('subscribe_msg_sent_event').map(({ raw }) => field(raw, 'MsgID'))).toEqual(ids.reverse());
  });

  test('can tell of a failure, and can be forged', async () => {
    await listen();
    await harness.control('POST', '/faults', {
      rules: [
        { gateway: 'weixin', on: 'notify-receipt', fault: 'failed-receipt', count: 1 },
        { gateway: 'weixin', on: 'notify-receipt', fault: 'forged-signature', count: 1 },
      ],
    });
    await agree();
    answer = 'no';
    await app.subscribe(message());
    await until(() => pushes('subscribe_msg_sent_event').length >= 2);
    const [forged, honest] = pushes('subscribe_msg_sent_event');
    const genuine = [forged!, honest!].map(push =>
      isFromWeixin(harness.credentials['WECHAT_MESSAGE_TOKEN']!, push),
    );
    expect(genuine).toEqual([false, true]);
    expect(field(honest!.raw, 'ErrorCode')).not.toBe('0');
    expect(await inbox()).toMatchObject([{ outcome: 'failed' }]);
  });

  test('is encrypted in the safe mode', async () => {
    await harness.control('POST', '/settings', { weixinPushMode: 'safe' });
    await listen();
    await agree();
    await until(() => listener.received.some(({ raw }) => raw.includes('Encrypt')));
    const push = listener.received.find(({ raw }) => raw.includes('Encrypt'))!;
    expect(push.raw).not.toContain(LOW_BALANCE);
    const { token, aesKey } = await harness.control<Record<string, string>>('GET', '/weixin/push-keys');
    const { text, appid } = opened(token!, aesKey!, push);
    expect(field(text, 'TemplateId')).toBe(LOW_BALANCE);
    expect(appid).toBe(app.apps.weapp.appid);
  });

  test('of the mini-program may be JSON: the list at the top, every value a text', async () => {
    await harness.control('POST', '/settings', { weixinPushFormat: 'json' });
    await listen();
    await agree();
    await app.subscribe(message());
    await until(() => listener.received.some(({ raw }) => raw.includes('subscribe_msg_sent_event')));
    const push = listener.received.find(({ raw }) => raw.includes('subscribe_msg_sent_event'))!;
    expect(JSON.parse(push.raw)).toMatchObject({
      MsgType: 'event',
      List: { ErrorCode: '0', MsgID: expect.any(String) },
    });
  });
});

describe('a template message of the official account', () => {
  const BILL = 'billTemplateOfTheOfficialAccount00000000000';
  const bill = (more: object = {}) => ({
    touser: zhang['wechatOaOpenid'],
    template_id: BILL,
    miniprogram: { appid: app.apps.weapp.appid, pagepath: 'packages/billing/bill/index' },
    data: { thing1: { value: '2026年10月电费' }, amount2: { value: '128.40元' } },
    ...more,
  });

  test('needs no consent, but a follower', async () => {
    expect((await app.template(bill())).json['errcode']).toBe(0);
    await harness.control('POST', '/weixin/follow', { person: 'zhang-wei', follows: false });
    expect((await app.template(bill())).json['errcode']).toBe(43004);
  });

  test('with the same client_msg_id is one message', async () => {
    const sent = [
      await app.template(bill({ client_msg_id: 'n1' })),
      await app.template(bill({ client_msg_id: 'n1' })),
    ];
    expect(sent[0]!.raw).toBe(sent[1]!.raw);
    expect(await inbox(zhang['wechatOaOpenid'])).toHaveLength(1);
    await app.template(bill());
    await app.template(bill());
    expect(await inbox(zhang['wechatOaOpenid'])).toHaveLength(3);
  });

  test('leads into our own mini-program only, and to people of the account only', async () => {
    const foreign = bill({ miniprogram: { appid: 'wx0000000000000000' } });
    expect((await app.template(foreign)).json['errcode']).toBe(40165);
    expect((await app.template(bill({ touser: zhang['wechatOpenid'] }))).json['errcode']).toBe(40003);
  });

  test('its end is told by TEMPLATESENDJOBFINISH in XML, signed with the token of the console', async () => {
    await harness.control('POST', '/settings', { weixinPushFormat: 'json' });
    await harness.control('POST', '/weixin/push-address', { app: 'oa', url: `${listener.url}/oa` });
    const rule = { gateway: 'weixin-oa', on: 'notify-receipt', fault: 'failed-receipt', count: 1 };
    await harness.control('POST', '/faults', rule);
    await app.template(bill());
    await app.template(bill());
    await until(() => pushes('TEMPLATESENDJOBFINISH').length === 2);
    const told = pushes('TEMPLATESENDJOBFINISH');
    expect(told.map(({ raw }) => field(raw, 'Status'))).toEqual(['failed:user block', 'success']);
    expect(told.every(push => isFromWeixin(harness.credentials['WECHAT_MESSAGE_TOKEN']!, push))).toBe(true);
  });
});
