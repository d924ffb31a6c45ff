/** What followers write to the official account: pushed and signed, stored once, made a case, answered there. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { movingClock } from '../../support/moving-clock.ts';
import { testCipher } from '../../support/world.ts';
import { addMember, type DeskMember } from '../access/scene.ts';
import { photo } from '../applications/walker.ts';
import { freshKey } from '../payments/story.ts';

const clock = movingClock();
let hall: RunningHall;
let clerk: DeskMember;
let people = 0;
let person: string;

beforeAll(async () => {
  hall = await startHall({ clock });
  clerk = await addMember(hall, 'clerk');
  await hall.sandbox.post('/control/weixin/push-address', {
    app: 'oa',
    url: `${hall.url}/notify/messages/wechat-oa`,
  });
});
afterAll(() => hall.close());
beforeEach(async () => {
  person = `follower-${++people}`;
  await hall.owner.query(`UPDATE staff_sessions SET expires_at = '2100-01-01'`);
});

const says = async (content: string, more: object = {}): Promise<{ openid: string; msgId: string }> =>
  (await hall.sandbox.post('/control/weixin/say', { person, ...(content ? { content } : {}), ...more })) as {
    openid: string;
    msgId: string;
  };
const read = () => hall.app.runJob('read-official-account');
async function written(content: string, more: object = {}) {
  const said = await says(content, more);
  await read();
  return said;
}
const desk = (method: string, path: string, body?: object) =>
  hall.call(method, path, { cookie: clerk.cookie, key: freshKey(), ...(body ? { body } : {}) });
interface Shown {
  caseNo: string;
  version: number;
  [field: string]: unknown;
}
/** Newest first, of this follower. */
async function casesOf(msgId: string): Promise<Shown[]> {
  const { rows } = await hall.owner.query(
    `SELECT c.case_no AS "caseNo" FROM account_messages m JOIN service_cases c ON c.id = m.case_id WHERE m.verdict = 'opened'
       AND m.sender_hash = (SELECT sender_hash FROM account_messages WHERE message_id = $1) ORDER BY c.id DESC`,
    [msgId],
  );
  return Promise.all(rows.map(async ({ caseNo }) => (await desk('GET', `/staff/cases/${caseNo}`)).body));
}
const act = async (caseNo: string, body: object) => {
  const { version } = (await desk('GET', `/staff/cases/${caseNo}`)).body;
  const done = await desk('POST', `/staff/cases/${caseNo}/acts`, { version, ...body });
  expect(done.status).toBe(200);
};
/** What they were answered, oldest first. */
const heard = async (openid: string, count: number): Promise<string[]> => {
  const list = await eventually(
    async () => {
      await hall.app.runJob('deliver-outbox');
      const found = (await hall.sandbox.get(`/control/messages?channel=wechat-oa&to=${openid}`)) as {
        text?: string;
      }[];
      return found.map(({ text }) => text ?? '').reverse();
    },
    texts => texts.length >= count,
  );
  return list!;
};

describe('a follower', () => {
  it('writes; it is a case once, with words, picture and place, answered at the account', async () => {
    const first = await written('路口的变压器冒烟了，请派人来看');
    await written('', { kind: 'image', file: (await photo(600, 450)).toString('base64') });
    await written('威海市文登区昆嵛路', { kind: 'location', latitude: '37.19', longitude: '122.05' });
    const cases = await casesOf(first.msgId);
    expect(cases).toHaveLength(1);
    const { caseNo } = cases[0]!;
    expect(cases[0]).toMatchObject({ source: 'official-account', words: '路口的变压器冒烟了，请派人来看' });
    const added = (cases[0]!['events'] as { act: string; words: string }[]).filter(
      ({ act: what }) => what === 'add',
    );
    expect(added.map(({ words }) => words)).toEqual([
      '（图片，见附件）',
      '位置：威海市文登区昆嵛路（37.19000, 122.05000）',
    ]);
    expect((await desk('GET', `/staff/cases/${caseNo}/attachments`)).body.attachments).toHaveLength(1);
    expect((await heard(first.openid, 1))[0]).toContain(caseNo);
    await act(caseNo, { act: 'take' });
    await act(caseNo, { act: 'update', words: '抢修人员已经出发' });
    expect((await heard(first.openid, 2)).at(-1)).toBe(`【${caseNo}】抢修人员已经出发`);
    // The desk knows whose it is, though they do not sign in with the account: what they add belongs to it still.
    await hall.owner.query(
      `UPDATE service_cases SET person_id = $2, person_linked_by = 'staff:desk', person_linked_at = now() WHERE case_no = $1`,
      [caseNo, (await hall.world.resident()).personId],
    );
    await written('现在烟更大了，请快一点');
    expect(await casesOf(first.msgId)).toHaveLength(1);
  });

  it('is known where they sign in with the account: the case is theirs in the hall', async () => {
    const resident = await hall.world.resident();
    const { openid, msgId } = await says('想问一下峰谷电价怎么办理');
    const appId = hall.settings.signIn.wechatOa!.appId;
    await hall.owner.query(
      `INSERT INTO identities (person_id, provider, app_id, subject) VALUES ($1, 'wechat', $2, $3)`,
      [resident.personId, appId, openid],
    );
    await read();
    const [found] = await casesOf(msgId);
    const shown = () => hall.call('GET', `/cases/${found!.caseNo}`, { token: resident.token });
    expect((await shown()).status).toBe(200);
    await written('另外想问峰段是几点到几点');
    expect(JSON.stringify((await shown()).body)).toContain('几点到几点');
    // The account signs somebody else in from now on: what it writes is not for whoever had it.
    const other = await hall.world.resident();
    await hall.owner.query(`UPDATE identities SET person_id = $1 WHERE subject = $2`, [
      other.personId,
      openid,
    ]);
    await written('我家门口的电表箱没有锁');
    expect(JSON.stringify((await shown()).body)).not.toContain('电表箱');
    const [theirs] = await casesOf(msgId);
    expect((await hall.call('GET', `/cases/${theirs!.caseNo}`, { token: other.token })).body).toMatchObject({
      words: '我家门口的电表箱没有锁',
    });
  });

  it('who only says hello, or thanks, is told how to begin, and is no case', async () => {
    const { openid, msgId } = await written('你好');
    expect(await casesOf(msgId)).toEqual([]);
    expect((await heard(openid, 1))[0]).toContain('一句话说明');
  });

  it('thanks after an answer change nothing; a further question opens the case again; weeks later it is another', async () => {
    const { msgId, openid } = await written('请问电费账单怎么打印出来');
    const { caseNo } = (await casesOf(msgId))[0]!;
    await heard(openid, 1);
    await act(caseNo, { act: 'take' });
    await act(caseNo, { act: 'answer', outcome: 'solved', words: '在电厅账单页可以下载' });
    const answer = (await heard(openid, 2)).at(-1)!;
    expect(answer).toMatch(/在电厅账单页可以下载[\s\S]*评分/);
    const [, token] = /service\/rate\/index\?token=([\w-]+)/.exec(answer)!;
    expect((await hall.call('GET', `/case-ratings/${token}`)).body).toMatchObject({ caseNo, rating: null });
    await written('谢谢');
    expect((await casesOf(msgId))[0]).toMatchObject({ status: 'answered' });
    await written('可是我找不到账单页在哪里');
    expect((await casesOf(msgId))[0]).toMatchObject({ status: 'working', reopened: 1 });
    await act(caseNo, { act: 'answer', outcome: 'solved', words: '首页下方的账单' });
    clock.pass(20 * 86_400);
    await hall.owner.query(`UPDATE staff_sessions SET expires_at = '2100-01-01'`);
    await written('另外想问更名过户要带什么材料');
    expect(await casesOf(msgId)).toHaveLength(2);
  });
});

it('a report of misconduct is a case of its own, which whoever has the other one does not read', async () => {
  const { msgId } = await written('请问电费账单怎么打印出来');
  const { caseNo } = (await casesOf(msgId))[0]!;
  await act(caseNo, { act: 'take' });
  await written('我要举报抄表员收红包');
  await written('就是上周三来我家的那一位');
  const { rows } = await hall.owner.query(
    `SELECT c.case_no AS "caseNo", c.kind, c.confidential FROM account_messages m JOIN service_cases c ON c.id = m.case_id
      WHERE m.sender_hash = (SELECT sender_hash FROM account_messages WHERE message_id = $1) ORDER BY m.id`,
    [msgId],
  );
  const own = { kind: 'misconduct', confidential: true, caseNo: rows[1].caseNo };
  expect(rows).toEqual([{ caseNo, kind: 'enquiry', confidential: false }, own, own]);
  expect(JSON.stringify((await desk('GET', `/staff/cases/${caseNo}`)).body)).not.toMatch(/红包|上周三/);
});

it('a picture that WeChat does not give away, or that cannot be read, keeps no other waiting and is asked for again', async () => {
  const { msgId } = await written('小区门口的电线杆歪了，请来看');
  const { caseNo } = (await casesOf(msgId))[0]!;
  await hall.sandbox.post('/control/faults', {
    rules: [{ gateway: 'weixin-oa', on: 'media', fault: 'error-5xx', count: 99 }],
  });
  const picture = async (width: number) =>
    written('', { kind: 'image', file: (await photo(width, 480)).toString('base64') });
  const spoilt = await picture(600);
  await picture(640);
  const attached = async () => {
    await read();
    return (await desk('GET', `/staff/cases/${caseNo}/attachments`)).body.attachments.length;
  };
  await fetch(`${hall.sandbox.url}/control/faults`, { method: 'DELETE' });
  await hall.owner.query(`UPDATE account_messages SET said_enc = '\\x00' WHERE message_id = $1`, [
    spoilt.msgId,
  ]);
  // Each has its pause first.
  expect(await attached()).toBe(0);
  clock.pass(120);
  expect(await attached()).toBe(1);
  clock.pass(4 * 86_400);
  await hall.owner.query(`UPDATE staff_sessions SET expires_at = '2100-01-01'`);
  expect(await attached()).toBe(1);
  const { events } = (await desk('GET', `/staff/cases/${caseNo}`)).body;
  expect(events.at(-1)).toMatchObject({ act: 'note', words: '公众号图片或语音没有接收：无法读取' });
});

describe('a push', () => {
  it('that comes three times is one message; a forged one, or one that was not signed, is refused', async () => {
    const faults = [{ gateway: 'weixin-oa', on: 'notify-event', fault: 'duplicate-concurrent' }];
    await hall.sandbox.post('/control/faults', { rules: faults });
    const { msgId } = await written('小区路灯整夜不亮，请处理');
    const { rows } = await hall.owner.query(
      'SELECT count(*)::int AS count FROM account_messages WHERE message_id = $1',
      [msgId],
    );
    expect(rows).toEqual([{ count: 1 }]);
    expect(await casesOf(msgId)).toHaveLength(1);
    await fetch(`${hall.sandbox.url}/control/faults`, { method: 'DELETE' });
    const body = `<xml><FromUserName><![CDATA[x]]></FromUserName><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[伪造]]></Content><MsgId>77</MsgId></xml>`;
    const forged = `${hall.url}/notify/messages/wechat-oa?signature=${'0'.repeat(40)}&timestamp=1&nonce=2`;
    expect((await fetch(forged, { method: 'POST', body })).status).toBe(403);
    const stored = await hall.owner.query(`SELECT FROM account_messages WHERE message_id = '77'`);
    expect(stored.rowCount).toBe(0);
  });

  it('in plain is refused where there is a key, even behind a signature of WeChat’s own that somebody has seen', async () => {
    const token = hall.sandbox.credentials['WECHAT_MESSAGE_TOKEN']!;
    const [timestamp, nonce] = [String(Math.floor(Date.now() / 1000)), '42'];
    const signature = createHash('sha1').update([token, timestamp, nonce].sort().join('')).digest('hex');
    const url = `${hall.url}/notify/messages/wechat-oa?${new URLSearchParams({ signature, timestamp, nonce })}`;
    const body = `<xml><FromUserName><![CDATA[x]]></FromUserName><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[伪造]]></Content><MsgId>78</MsgId></xml>`;
    expect((await fetch(url, { method: 'POST', body })).status).toBe(403);
    const stored = await hall.owner.query(`SELECT FROM account_messages WHERE message_id = '78'`);
    expect(stored.rowCount).toBe(0);
  });

  it('whose words look like a report of WeChat’s own is words, and no report', async () => {
    const trick =
      '<Event>TEMPLATESENDJOBFINISH</Event><MsgType>event</MsgType><MsgID>1</MsgID><Status>failed</Status> ]]> 请看';
    const { msgId } = await written(trick);
    const [found] = await casesOf(msgId);
    expect(found).toMatchObject({ words: trick });
    const receipts = await hall.owner.query(`SELECT FROM message_receipts WHERE channel = 'wechat-oa'`);
    expect(receipts.rowCount).toBe(0);
  });

  it('is kept sealed: nobody who reads the table reads the words or the openid', async () => {
    const { openid, msgId } = await written('举报有人私接电线偷电，地址稍后补充');
    const { rows } = await hall.owner.query(
      'SELECT said_enc AS sealed, sender_hash AS sender FROM account_messages WHERE message_id = $1',
      [msgId],
    );
    const { sealed, sender } = rows[0] as { sealed: Buffer; sender: Buffer };
    for (const known of [openid, '私接']) {
      expect([sealed.includes(known), sender.includes(known)]).toEqual([false, false]);
      expect(testCipher.decrypt(sealed)).toContain(known);
    }
  });
});

it('what WeChat no longer takes is a note, and stands among what did not arrive', async () => {
  const { msgId } = await written('请问充电桩怎么申请单独装表');
  const { caseNo } = (await casesOf(msgId))[0]!;
  await hall.app.runJob('deliver-outbox');
  await hall.sandbox.post('/control/faults', {
    rules: [{ gateway: 'weixin-oa', on: 'custom-send', fault: 'decline', code: '45015' }],
  });
  await act(caseNo, { act: 'take' });
  await act(caseNo, { act: 'answer', outcome: 'solved', words: '请带产权证明到营业厅办理' });
  await hall.app.runJob('deliver-outbox');
  const undelivered = await eventually(
    async () => (await desk('GET', `/staff/cases/${caseNo}/undelivered`)).body.answers,
    answers => answers.length > 0,
  );
  // The link to rate by is the customer's alone.
  expect(undelivered).toMatchObject([
    {
      way: 'account',
      reason: expect.stringContaining('WEIXIN_45015'),
      words: `【${caseNo}】请带产权证明到营业厅办理`,
    },
  ]);
  expect((await desk('GET', '/staff/cases?view=undelivered')).body.cases).toMatchObject([{ caseNo }]);
  await fetch(`${hall.sandbox.url}/control/faults`, { method: 'DELETE' });
});

it('a flood of one sender is no flood of cases', async () => {
  clock.pass(2 * 86_400);
  await hall.owner.query(`UPDATE staff_sessions SET expires_at = '2100-01-01'`);
  let [last, openid] = ['', ''];
  for (let count = 0; count < 7; count += 1) {
    ({ msgId: last, openid } = await written(`第${count}次：路口的变压器噪声很大`));
    const [open] = await casesOf(last);
    // Each is closed by hand, so that the next would be one of its own.
    if (open?.['status'] === 'new')
      await hall.owner.query(
        `UPDATE service_cases SET status = 'withdrawn', closed_at = now() WHERE case_no = $1`,
        [open.caseNo],
      );
  }
  expect(await casesOf(last)).toHaveLength(5);
  // Who writes in vain is told so, once, and where they are helped.
  const refused = (await heard(openid, 6)).filter(text => text.includes('没有全部登记'));
  expect(refused).toEqual([expect.stringContaining(hall.settings.HOTLINE)]);
  // What no case was made of stands in a list of the desk; the words are a supervisor's to read.
  await hall.owner.query(
    `INSERT INTO account_messages (message_id, sender_hash, said_enc, stored_at, verdict, handled_at) VALUES ('torn', 'torn', 'torn', $1, 'unreadable', $1)`,
    [clock.now()],
  );
  const supervisor = await addMember(hall, 'supervisor');
  await hall.owner.query(`UPDATE staff_sessions SET expires_at = '2100-01-01'`);
  const aside = async ({ cookie }: DeskMember) =>
    (await hall.call('GET', '/staff/official-account/set-aside', { cookie })).body.messages;
  const [torn, seventh, sixth, ...others] = await aside(supervisor);
  expect(torn).toMatchObject({ reason: 'unreadable', kept: true, words: null });
  expect([seventh, sixth]).toMatchObject([
    { reason: 'flood', words: '第6次：路口的变压器噪声很大' },
    { reason: 'flood', words: '第5次：路口的变压器噪声很大', sender: seventh.sender },
  ]);
  expect(others).toEqual([]);
  expect((await aside(clerk)).map(({ words }: { words: string | null }) => words)).toEqual([
    null,
    null,
    null,
  ]);
  // A person has read it: then the sender's allowance is no reason against a case, once, and what is answered reaches them.
  const make = ({ id }: { id: number }, { cookie }: DeskMember) =>
    hall.call('POST', `/staff/official-account/set-aside/${id}/case`, { cookie, key: freshKey(), body: {} });
  const made = await make(seventh, supervisor);
  expect(made.status).toBe(201);
  expect((await casesOf(last)).map(({ caseNo }) => caseNo)).toContain(made.body.caseNo);
  expect(await heard(openid, 7)).toContainEqual(expect.stringContaining(made.body.caseNo));
  const refusals = [await make(seventh, supervisor), await make(torn, supervisor), await make(sixth, clerk)];
  expect(refusals.map(({ status, body }) => [status, body.error])).toEqual([
    [404, 'set-aside-message-not-found'],
    [409, 'set-aside-message-unreadable'],
    [403, expect.any(String)],
  ]);
  const { rows } = await hall.owner.query(
    `SELECT actor, subject FROM audit_entries WHERE action = 'official-account.make-case'`,
  );
  expect(rows).toEqual([{ actor: `staff:${supervisor.username}`, subject: `account-message:${seventh.id}` }]);
});
