/** The hall and the stand-ins of the providers, which know nothing of each other: every way out, and what comes back. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Database, openDatabase } from '../../../server/src/infra/database.ts';
import { queueNotice } from '../../../server/src/modules/messages/index.ts';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { testCipher } from '../../support/world.ts';

let hall: RunningHall;
let db: Database;
let number = 0;
let person: { personId: string; phone: string; name: string };
let ids: Record<string, string>;

const planned = {
  outageNo: 'TD20261129001',
  fromAt: '2026-12-06T00:00:00Z',
  untilAt: '2026-12-06T04:00:00Z',
  area: '昆嵛路12号楼',
  reason: '线路检修',
};
const templates = 'outage-planned=tpl-outage:thing1.thing2.thing3.thing4';

beforeAll(async () => {
  hall = await startHall({
    environment: {
      WECHAT_SUBSCRIBE_TEMPLATES: templates,
      WECHAT_OA_TEMPLATES: templates,
      ALIPAY_TEMPLATES: templates,
    },
  });
  db = openDatabase({ url: hall.settings.DATABASE_URL });
  const notify = `${hall.url}/notify/messages`;
  await hall.sandbox.post('/control/settings', {
    receiptDelayMs: 5,
    retryScale: 0.001,
    voiceRingMs: 5,
    voiceTimeScale: 0.0001,
    smsReceiptUrl: `${notify}/sms`,
  });
  // The console saves an address only if it answers the signed question.
  await hall.sandbox.post('/control/weixin/push-address', {
    app: 'weapp',
    url: `${notify}/wechat-subscribe`,
  });
  await hall.sandbox.post('/control/weixin/push-address', { app: 'oa', url: `${notify}/wechat-oa` });
});
afterAll(async () => {
  await db?.close();
  await hall?.close();
});
beforeEach(async () => {
  await fetch(`${hall.sandbox.url}/control/faults`, { method: 'DELETE' });
  number += 1;
  const name = `resident-${number}`;
  const { personId, phone } = await hall.world.resident();
  person = { personId, phone, name };
  ids = await hall.sandbox.get(`/control/people/${name}`);
});

const identity = (provider: string, appId: string, subject: string) =>
  hall.owner.query(`INSERT INTO identities (person_id, provider, app_id, subject) VALUES ($1, $2, $3, $4)`, [
    person.personId,
    provider,
    appId,
    subject,
  ]);
const prefer = (...channels: string[]) =>
  hall.owner.query(`INSERT INTO message_preferences (person_id, channels, email_enc) VALUES ($1, $2, $3)`, [
    person.personId,
    channels,
    testCipher.encrypt(`${person.name}@factory.example`),
  ]);
const consent = (channel: string) =>
  hall.owner.query(
    `INSERT INTO message_consents (person_id, channel, event, given) VALUES ($1, $2, 'outage-planned', 1)`,
    [person.personId, channel],
  );
const inMini = () => identity('wechat', hall.sandbox.credentials['WECHAT_PAY_APP_ID']!, ids['wechatOpenid']!);
const fault = (rule: object) => hall.sandbox.post('/control/faults', { count: 1, ...rule });

async function tell(event: 'outage-planned' | 'outage-fault' = 'outage-planned'): Promise<string> {
  const dedupeKey = `ways:${number}`;
  await db.inSqlTransaction(tx =>
    queueNotice(tx, { event, personId: person.personId, params: planned, dedupeKey }),
  );
  await run();
  return dedupeKey;
}
async function run(): Promise<void> {
  await hall.app.runJob('deliver-outbox');
  await hall.app.runJob('deliver-notices');
  await hall.app.idle();
}
const inbox = (to: string) =>
  hall.sandbox.get<Record<string, unknown>[]>(`/control/messages?to=${encodeURIComponent(to)}`);

async function ways(dedupeKey: string): Promise<Record<string, string>> {
  const { rows } = await hall.owner.query<{ channel: string; state: string }>(
    `SELECT d.channel, d.state FROM message_deliveries d JOIN notices n ON n.id = d.notice_id WHERE n.dedupe_key = $1`,
    [dedupeKey],
  );
  return Object.fromEntries(rows.map(({ channel, state }) => [channel, state]));
}
const becomes = (dedupeKey: string, expected: Record<string, string>) =>
  eventually(
    async () => {
      await run();
      return ways(dedupeKey);
    },
    found => Object.entries(expected).every(([channel, state]) => found[channel] === state),
  );

describe('what the hall sends is what the provider takes, and its receipt comes home', () => {
  it('by a subscription message of the mini-program, whose number has more digits than a JavaScript number', async () => {
    await inMini();
    await prefer('wechat-subscribe');
    await consent('wechat-subscribe');
    const agreed = { openid: ids['wechatOpenid'], templates: ['tpl-outage'] };
    await hall.sandbox.post('/control/weixin/subscribe', agreed);
    const key = await tell();
    expect(await inbox(ids['wechatOpenid']!)).toMatchObject([
      { channel: 'wechat-subscribe', fields: { thing1: '昆嵛路12号楼', thing4: '线路检修' } },
    ]);
    await becomes(key, { 'wechat-subscribe': 'delivered' });
  });

  it('by a template message of the official account', async () => {
    await identity('wechat', hall.sandbox.credentials['WECHAT_OA_APP_ID']!, ids['wechatOaOpenid']!);
    await prefer('wechat-oa');
    const key = await tell();
    expect(await inbox(ids['wechatOaOpenid']!)).toMatchObject([{ channel: 'wechat-oa' }]);
    await becomes(key, { 'wechat-oa': 'delivered' });
  });

  it('by Alipay, which tells nothing later', async () => {
    await identity('alipay', hall.sandbox.credentials['ALIPAY_APP_ID']!, ids['alipayUserId']!);
    await prefer('alipay');
    await consent('alipay');
    await hall.sandbox.post('/control/alipay/subscribe', { person: person.name, templates: ['tpl-outage'] });
    const key = await tell();
    expect(await inbox(ids['alipayUserId']!)).toMatchObject([{ channel: 'alipay', outcome: 'received' }]);
    expect(['handed', 'delivered']).toContain((await ways(key))['alipay']);
  });

  it('by text message', async () => {
    await prefer('sms');
    const key = await tell();
    expect(await inbox(person.phone)).toMatchObject([{ channel: 'sms', template: 'outage-planned.zh' }]);
    await becomes(key, { sms: 'delivered' });
  });

  it('by mail', async () => {
    await prefer('email');
    await tell();
    const [mail] = await inbox(`${person.name}@factory.example`);
    expect(mail).toMatchObject({ channel: 'email', text: expect.stringContaining('昆嵛路12号楼') });
  });

  it('by a call that is answered at the second try', async () => {
    await hall.sandbox.post('/control/voice/phones', { phone: person.phone, outcomes: ['BUSY', 'ANSWERED'] });
    await prefer('voice');
    // At any hour: a planned outage would wait for the morning.
    const key = await tell('outage-fault');
    await becomes(key, { voice: 'delivered' });
    expect(await hall.sandbox.get(`/control/voice/calls?phone=${person.phone}`)).toMatchObject([
      { state: 'done', attempt: 2 },
    ]);
  });
});

describe('when a way fails, the next one is taken', () => {
  it('the person has withdrawn at WeChat what the hall still counts on', async () => {
    await inMini();
    await prefer('wechat-subscribe', 'sms');
    await consent('wechat-subscribe');
    const key = await tell();
    expect(await ways(key)).toMatchObject({ 'wechat-subscribe': 'failed' });
    await becomes(key, { 'wechat-subscribe': 'failed', sms: 'delivered' });
    expect(await inbox(person.phone)).toHaveLength(1);
  });

  it('the mail server does not know the recipient', async () => {
    await prefer('email', 'sms');
    await fault({ gateway: 'mail', on: 'send', fault: 'decline' });
    const key = await tell();
    await becomes(key, { email: 'failed', sms: 'delivered' });
  });
});

describe('receipts', () => {
  it.each([
    ['weapp', 'json'],
    ['weapp', 'xml'],
    ['oa', 'xml'],
  ])('that WeChat encrypts are read like plain ones: %s, %s', async (app, format) => {
    const settings = { weixinPushMode: 'safe', weixinPushFormat: format };
    await hall.sandbox.post('/control/settings', settings);
    try {
      const way = app === 'weapp' ? 'wechat-subscribe' : 'wechat-oa';
      await prefer(way);
      if (app === 'weapp') {
        await inMini();
        await consent(way);
        const agreed = { openid: ids['wechatOpenid'], templates: ['tpl-outage'] };
        await hall.sandbox.post('/control/weixin/subscribe', agreed);
      } else await identity('wechat', hall.sandbox.credentials['WECHAT_OA_APP_ID']!, ids['wechatOaOpenid']!);
      const key = await tell();
      await becomes(key, { [way]: 'delivered' });
    } finally {
      await hall.sandbox.post('/control/settings', { weixinPushMode: 'safe', weixinPushFormat: 'json' });
    }
  });

  it('twice are one', async () => {
    await prefer('sms');
    await fault({ gateway: 'sms', on: 'notify-receipt', fault: 'duplicate-concurrent', copies: 4 });
    const key = await tell();
    await becomes(key, { sms: 'delivered' });
    expect(await inbox(person.phone)).toHaveLength(1);
  });

  it('forged by a stranger count for nothing; the honest one that follows does', async () => {
    await prefer('sms');
    await fault({ gateway: 'sms', on: 'notify-receipt', fault: 'forged-signature' });
    const key = await tell();
    await becomes(key, { sms: 'delivered' });
    // The provider notes our answer after we have written what it told.
    const statuses = await eventually(
      async () => {
        const told = await hall.sandbox.get<{ outTradeNo: string; attempts: { status: number }[] }[]>(
          '/control/notifications?gateway=sms',
        );
        return told.find(one => one.outTradeNo === person.phone)!.attempts.map(one => one.status);
      },
      found => found.length >= 2,
    );
    expect(statuses).toEqual([expect.any(Number), 200]);
    expect(statuses[0]).toBeGreaterThanOrEqual(400);
  });

  it('an answer that was lost is no second text message', async () => {
    await prefer('sms');
    await fault({ gateway: 'sms', on: 'send', fault: 'reset-after', to: person.phone });
    const key = await tell();
    await becomes(key, { sms: 'delivered' });
    expect(await inbox(person.phone)).toHaveLength(1);
  });
});
