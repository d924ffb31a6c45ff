/** Mails to the service desk: cases made once, threads kept, answers sent; machines, floods and forgers recognised. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { isForged, isVerified } from '../../../server/src/modules/mail/authentication.ts';
import { withoutQuotes } from '../../../server/src/modules/mail/read-letter.ts';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { movingClock } from '../../support/moving-clock.ts';
import { wav } from '../../support/sounds.ts';
import { addMember, type DeskMember } from '../access/scene.ts';
import { photo } from '../applications/walker.ts';
import { freshKey } from '../payments/story.ts';

const clock = movingClock();
let hall: RunningHall;
let clerk: DeskMember;
let supervisor: DeskMember;
let desk: string;
let send: (mail: SendMailOptions) => Promise<string>;

beforeAll(async () => {
  hall = await startHall({ clock });
  clerk = await addMember(hall, 'clerk');
  supervisor = await addMember(hall, 'supervisor');
  await hall.owner.query(`UPDATE staff_sessions SET expires_at = '2100-01-01'`);
  desk = hall.sandbox.credentials['CASE_MAIL_FROM']!;
  const transport = createTransport(hall.sandbox.credentials['SMTP_URL']);
  send = async mail => (await transport.sendMail({ to: desk, ...mail })).messageId;
});
afterAll(() => hall.close());

let writers = 0;
/** Somebody who writes for the first time; our mail server vouches for the domain trusted.example. */
const somebody = (domain = 'trusted.example') => `writer${++writers}@${domain}`;
const read = () => hall.app.runJob('read-mail');
const casesOf = async () =>
  (await hall.call('GET', '/staff/cases?view=all', { cookie: clerk.cookie })).body.cases as {
    caseNo: string;
    source: string;
    words: string;
    kind: string;
  }[];
const caseWith = async (words: string) => (await casesOf()).find(each => each.words.includes(words))!;
const file = async (caseNo: string) =>
  (await hall.call('GET', `/staff/cases/${caseNo}`, { cookie: clerk.cookie })).body;
const act = async (caseNo: string, body: object) => {
  const { version } = await file(caseNo);
  const answer = await hall.call('POST', `/staff/cases/${caseNo}/acts`, {
    cookie: clerk.cookie,
    body: { version, ...body },
  });
  expect(answer.status).toBe(200);
};
interface Sent {
  title: string;
  text: string;
  requestId: string;
}
const mailsTo = async (to: string) =>
  (await hall.sandbox.get<{ messages: Sent[] } | Sent[]>(
    `/control/messages?channel=email&to=${encodeURIComponent(to)}`,
  )) as Sent[];
const answersTo = async (to: string, count: number) => {
  const list = await eventually(
    async () => {
      const found = await mailsTo(to);
      return Array.isArray(found) ? found : (found as { messages: Sent[] }).messages;
    },
    found => found.length >= count,
  );
  return list!;
};
const reasons = async () =>
  (await hall.call('GET', '/staff/mail/set-aside', { cookie: clerk.cookie })).body.mails.map(
    (mail: { reason: string }) => mail.reason,
  );
const deliver = (lines: string[]) =>
  hall.sandbox.post('/control/mail/deliver', { raw: Buffer.from(lines.join('\r\n')).toString('base64') });

describe('a mail', () => {
  it('becomes a case once, is answered by mail, and its answer is added to the case', async () => {
    const from = somebody();
    await send({ from: `王写信 <${from}>`, subject: '咨询峰谷电价', text: '请问峰谷电价如何办理？第一封' });
    await read();
    await read();
    const found = (await casesOf()).filter(({ words }) => words.includes('第一封'));
    expect(found).toMatchObject([{ source: 'email', kind: 'enquiry' }]);
    const { caseNo } = found[0]!;
    expect(await file(caseNo)).toMatchObject({ contactName: '王写信', contactPhone: null });
    const { mail } = (await hall.call('GET', `/staff/cases/${caseNo}/mail`, { cookie: clerk.cookie })).body;
    expect(mail).toEqual({ address: from, name: '王写信', subject: '咨询峰谷电价', verified: true });

    await act(caseNo, { act: 'take' });
    await act(caseNo, { act: 'pause', words: '请告诉我们您的户号' });
    await hall.app.runJob('deliver-outbox');
    const [question] = await answersTo(from, 1);
    expect(question!.title).toBe(`回复：咨询峰谷电价 [${caseNo}]`);
    expect(question!.text).toContain('请告诉我们您的户号');

    await send({
      from,
      subject: 'Re: 咨询',
      inReplyTo: question!.requestId,
      text: `户号是 3700000000001\n\n在2026年11月30日，供电公司写道：\n> 请告诉我们您的户号`,
    });
    await read();
    const after = await file(caseNo);
    expect(after.status).toBe('working');
    expect(after.events.at(-1)).toMatchObject({
      act: 'add',
      by: 'person',
      words: '主题：Re: 咨询\n户号是 3700000000001',
    });

    await act(caseNo, { act: 'answer', outcome: 'solved', words: '您可以在电厅的用电业务里办理峰谷电价。' });
    await hall.app.runJob('deliver-outbox');
    const [answer] = await answersTo(from, 2);
    expect(answer!.text).toContain('用电业务');
    // The card goes along with the answer, and is good for one rating.
    const [, token] = /service\/rate\/index\?token=([\w-]+)/.exec(answer!.text)!;
    expect(question!.text).not.toContain('token=');
    const rate = () => hall.call('POST', `/case-ratings/${token}`, { body: { stars: 4, satisfied: true } });
    expect((await rate()).body).toMatchObject({ caseNo, rating: { stars: 4, satisfied: true } });
    expect((await rate()).status).toBe(409);
    expect((await file(caseNo)).status).toBe('closed');
    expect(answer!.requestId).not.toBe(question!.requestId);
  });

  it('after the answer opens the case again, but not with thanks; long after it is another case', async () => {
    const from = somebody();
    await send({ from, subject: '电表不准', text: '家里电表不准，请处理，第二封' });
    await read();
    const { caseNo } = await caseWith('家里电表不准');
    const answer = async () => {
      await act(caseNo, { act: 'answer', outcome: 'solved', words: '已经为您更换了表后开关。' });
      await hall.app.runJob('deliver-outbox');
    };
    const reply = async (text: string) => {
      await send({ from, subject: `Re: 电表不准 [${caseNo}]`, text });
      await read();
      return file(caseNo);
    };
    await act(caseNo, { act: 'take' });
    await answer();
    const thanked = await reply('谢谢！');
    expect(thanked).toMatchObject({ status: 'answered', reopened: 0 });
    expect(thanked.events.at(-1)).toMatchObject({ act: 'add', words: expect.stringContaining('谢谢') });
    const again = await reply('今天早上又不准了');
    expect(again).toMatchObject({ status: 'working', reopened: 1, answeredAt: null });
    expect(again.events.at(-1)).toMatchObject({ act: 'reopen', by: 'person', public: true });
    await answer();
    await hall.owner.query(
      `UPDATE service_cases SET answered_at = answered_at - interval '40 days' WHERE case_no = $1`,
      [caseNo],
    );
    expect((await reply('一个多月后的另一件事')).reopened).toBe(1);
    expect((await caseWith('一个多月后的另一件事')).words).toContain(`来信提到 ${caseNo}`);
  });

  it('after the answer to a fault sends no crew: it stands before the desk until a colleague has read it', async () => {
    const from = somebody();
    await send({ from, subject: '报修', text: '楼道没电了，请派人来看' });
    await read();
    const { caseNo } = await caseWith('楼道没电了');
    await act(caseNo, { act: 'take' });
    await act(caseNo, { act: 'answer', outcome: 'solved', words: '已更换楼道的保险丝。' });
    const visits = async () => {
      const text = `SELECT count(*)::int AS count FROM repair_reports r JOIN service_cases c ON c.id = r.case_id WHERE c.case_no = $1`;
      return (await hall.owner.query(text, [caseNo])).rows[0].count;
    };
    const waiting = async () =>
      (await hall.call('GET', '/staff/cases?view=unassigned', { cookie: clerk.cookie })).body as {
        cases: { caseNo: string }[];
        counts: { unassigned: number };
      };
    const before = [await visits(), (await waiting()).counts.unassigned] as const;
    const reply = async (text: string) => {
      await send({ from, subject: `Re: 报修 [${caseNo}]`, text });
      await read();
      return file(caseNo);
    };
    const thanks = await reply('谢谢师傅，来电了');
    expect([thanks.status, (await waiting()).counts.unassigned]).toEqual(['answered', before[1]]);
    const again = await reply('昨晚灯又灭了一次');
    expect(again).toMatchObject({ status: 'answered', reopened: 0 });
    expect(again.events.at(-1)).toMatchObject({ act: 'add', public: true });
    expect([await visits(), (await waiting()).counts.unassigned]).toEqual([before[0], before[1] + 1]);
    expect((await waiting()).cases.map(each => each.caseNo)).toContain(caseNo);
    // Nobody has looked: it is not closed by silence.
    await hall.owner.query(
      `UPDATE service_cases SET answered_at = answered_at - interval '20 days' WHERE case_no = $1`,
      [caseNo],
    );
    await hall.app.runJob('watch-cases');
    expect((await file(caseNo)).status).toBe('answered');
    await act(caseNo, { act: 'reopen', words: '楼道照明仍有故障' });
    expect([await visits(), (await waiting()).counts.unassigned]).toEqual([before[0] + 1, before[1]]);
  });

  it('is the same one when the mailbox is numbered anew', async () => {
    await send({ from: somebody(), subject: '只算一次', text: '这封信只算一次' });
    await read();
    const before = (await casesOf()).length;
    await hall.sandbox.post('/control/mail/renumber');
    await read();
    expect((await casesOf()).length).toBe(before);
  });

  it('is taken up again by whoever comes after a process that was killed between storing and handling', async () => {
    await send({ from: somebody(), subject: '停电', text: '存下来以后进程被杀' });
    await Promise.all([read(), read(), read()]);
    expect((await casesOf()).filter(({ words }) => words.includes('进程被杀'))).toHaveLength(1);
  });

  it('brings its pictures and recordings along, and says what was not taken', async () => {
    await send({
      from: somebody(),
      subject: '投诉电压不稳',
      text: '见附件里的照片',
      attachments: [
        { filename: '照片.jpg', content: await photo() },
        { filename: 'note.wav', content: wav() },
        { filename: 'invoice.exe', content: Buffer.from('MZ\x90\x00 a program') },
      ],
    });
    await read();
    await read();
    const { caseNo, kind } = await caseWith('见附件里的照片');
    expect(kind).toBe('complaint');
    expect((await file(caseNo)).complaintClass).toBe('quality');
    const { attachments } = (
      await hall.call('GET', `/staff/cases/${caseNo}/attachments`, { cookie: clerk.cookie })
    ).body;
    expect(attachments.map(({ mediaType }: { mediaType: string }) => mediaType)).toEqual([
      'image/jpeg',
      'audio/wav',
    ]);
    const notes = (await file(caseNo)).events.filter((event: { act: string }) => event.act === 'note');
    expect(notes).toMatchObject([
      { public: false, by: 'system', words: expect.stringContaining('invoice.exe') },
    ]);
  });

  it('is kept to its last word, however long', async () => {
    const from = somebody();
    const text = `长信开头。${'经过很长，说来话长。'.repeat(500)}长信结尾`;
    await send({ from, subject: '长信', text });
    await read();
    const { caseNo } = await caseWith('长信开头');
    const { words, events } = await file(caseNo);
    expect(words).toContain('续见办理经过');
    expect(events.at(-1)).toMatchObject({
      act: 'add',
      by: 'person',
      words: expect.stringMatching(/长信结尾$/),
    });
    const joined = `${words.split('…（来信较长')[0]}${events.at(-1).words.slice(1)}`;
    expect(joined).toBe(`主题：长信\n${text}`);
    const found = await hall.call('GET', `/staff/cases?view=all&q=${encodeURIComponent('结尾')}`, {
      cookie: clerk.cookie,
    });
    expect(found.body.cases.map((each: { caseNo: string }) => each.caseNo)).toContain(caseNo);
  });

  it('whose attachment cannot be kept holds up no other, and says so once in the end', async () => {
    const withPhoto = async (text: string, more: SendMailOptions['attachments'] = []) => {
      await send({
        from: somebody(),
        subject: '照片',
        text,
        attachments: [{ filename: 'meter.jpg', content: await photo() }, ...more],
      });
    };
    const { rows } = await hall.owner.query('SELECT last_value::int + 1 AS next FROM case_mails_id_seq');
    await hall.owner.query(`CREATE FUNCTION lose_part() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN IF NEW.mail_id = ${rows[0].next} AND NEW.part = 0 THEN RAISE EXCEPTION 'the store is away'; END IF; RETURN NEW; END $$`);
    await hall.owner.query(
      'CREATE TRIGGER lose_part BEFORE INSERT ON case_mail_parts FOR EACH ROW EXECUTE FUNCTION lose_part()',
    );
    await withPhoto('这一封的照片存不下', [{ filename: 'program.exe', content: Buffer.from('MZ program') }]);
    await withPhoto('这一封的照片照常');
    await read();
    const kept = async (text: string) => {
      const { caseNo } = await caseWith(text);
      const path = `/staff/cases/${caseNo}/attachments`;
      return (await hall.call('GET', path, { cookie: clerk.cookie })).body.attachments.length;
    };
    expect([await kept('照片存不下'), await kept('照片照常')]).toEqual([0, 1]);
    for (let hour = 0; hour < 8; hour += 1) {
      clock.pass(3_600);
      await read();
    }
    const { caseNo } = await caseWith('照片存不下');
    const notes = (await file(caseNo)).events.filter((event: { act: string }) => event.act === 'note');
    // The one that is refused for good is named once as well, though the other was tried time and again.
    expect(notes).toMatchObject([
      { words: expect.stringContaining('program.exe') },
      { words: expect.stringContaining('meter.jpg') },
    ]);
    await hall.owner.query('DROP TRIGGER lose_part ON case_mail_parts');
    await hall.owner.query('DROP FUNCTION lose_part');
  });

  it('in HTML becomes plain words: no program, no picture that tells who looks, no tag', async () => {
    await send({
      from: somebody(),
      subject: '网页信件',
      html: '<style>p{}</style><p>网页里的<b>诉求</b></p><script>alert(1)</script><img src="https://spy.example/p.gif"><a href="javascript:alert(1)">点我</a>',
    });
    await read();
    const { caseNo } = await caseWith('网页里的');
    const { words } = await file(caseNo);
    expect(words).toContain('网页里的诉求');
    expect(words).not.toMatch(/<|alert|spy\.example|javascript/);
  });

  it('to the desk of misconduct is confidential', async () => {
    await send({ from: somebody(), subject: '举报', text: '举报抄表员收钱，来自邮件' });
    await read();
    expect(await caseWith('来自邮件')).toBeUndefined();
    const { rows } = await hall.owner.query(
      `SELECT confidential FROM service_cases WHERE kind = 'misconduct' AND source = 'email'`,
    );
    expect(rows).toEqual([{ confidential: true }]);
  });
});

describe('who writes', () => {
  it('is shown as not verified when only the sender says so', async () => {
    const from = somebody('forged.example');
    await deliver([
      `Authentication-Results: mx.attacker.example; dmarc=pass header.from=forged.example`,
      `From: ${from}`,
      `To: ${desk}`,
      'Subject: forged one',
      'Message-ID: <forged-1@forged.example>',
      'Content-Type: text/plain; charset=utf-8',
      '',
      '冒名顶替的来信',
    ]);
    await read();
    const { caseNo } = await caseWith('冒名顶替');
    expect(
      (await hall.call('GET', `/staff/cases/${caseNo}/mail`, { cookie: clerk.cookie })).body.mail.verified,
    ).toBe(false);
  });

  it.each([
    ['our server, topmost', [`mx.hall.example; dmarc=pass header.from=a.example`], true],
    [
      'another server’s line above ours',
      [
        'mx.evil.example; dmarc=pass header.from=a.example',
        'mx.hall.example; dmarc=pass header.from=a.example',
      ],
      false,
    ],
    [
      'a forged line below ours',
      [
        'mx.hall.example; dmarc=fail header.from=a.example',
        'mx.hall.example; dmarc=pass header.from=a.example',
      ],
      false,
    ],
    ['for another domain', ['mx.hall.example; dmarc=pass header.from=b.example'], false],
    ['a name that begins like ours', ['mx.hall.example.evil; dmarc=pass header.from=a.example'], false],
    ['none', [], false],
  ])('is judged by %s', (_, values, verified) => {
    const lines = values.map(value => ({
      key: 'authentication-results',
      line: `Authentication-Results: ${value}`,
    }));
    expect(isVerified(lines, 'mx.hall.example', 'a.example')).toBe(verified);
    expect(isVerified(lines, undefined, 'a.example')).toBe(false);
  });

  it('who wrote with a certain address and now does not is read by a colleague first: nothing goes on by itself', async () => {
    const from = somebody();
    await send({ from, subject: '电表的事', text: '电表走得太快，请来看' });
    await read();
    const { caseNo } = await caseWith('电表走得太快');
    const forge = async (text: string) => {
      await deliver([
        `From: ${from}`,
        `To: ${desk}`,
        `Subject: Re: [${caseNo}]`,
        `Message-ID: <forged-${text.length}@elsewhere.example>`,
        'Content-Type: text/plain; charset=utf-8',
        '',
        text,
      ]);
      await read();
      return file(caseNo);
    };
    const waiting = async () =>
      (await hall.call('GET', '/staff/cases?view=unassigned', { cookie: clerk.cookie })).body.cases.map(
        (each: { caseNo: string }) => each.caseNo,
      );
    await act(caseNo, { act: 'take' });
    await act(caseNo, { act: 'pause', words: '请告诉我们户号' });
    const paused = await forge('请把钱退到这个账户');
    expect(paused).toMatchObject({ status: 'paused', reopened: 0 });
    expect(paused.events.at(-1)).toMatchObject({ act: 'add', unverified: true, public: false });
    expect(await waiting()).toContain(caseNo);
    await act(caseNo, { act: 'resume' });
    await act(caseNo, { act: 'answer', outcome: 'solved', words: '已经为您换了电表' });
    expect(await waiting()).not.toContain(caseNo);
    expect(await forge('还没有解决，请重新办理')).toMatchObject({ status: 'answered', reopened: 0 });
    expect(await waiting()).toContain(caseNo);
    await send({ from, subject: `Re: [${caseNo}]`, text: '电表还是走得快' });
    await read();
    const again = await file(caseNo);
    expect(again).toMatchObject({ status: 'working', reopened: 1 });
    expect(again.events.at(-1)).toMatchObject({ act: 'reopen', unverified: false });
  });

  it('who answers in a chain of several cases is heard in the one that takes it', async () => {
    const from = somebody();
    await send({ from, subject: '第一件事', text: '第一件事：电费单没有收到' });
    await read();
    const old = (await caseWith('第一件事')).caseNo;
    await act(old, { act: 'take' });
    await act(old, { act: 'answer', outcome: 'solved', words: '电费单已经重新寄出' });
    await hall.app.runJob('deliver-outbox');
    const [first] = await answersTo(from, 1);
    await hall.owner.query(
      `UPDATE service_cases SET answered_at = answered_at - interval '60 days' WHERE case_no = $1`,
      [old],
    );
    const second = await send({
      from,
      subject: '第二件事',
      inReplyTo: first!.requestId,
      text: '第二件事：想换电表',
    });
    await read();
    const { caseNo } = await caseWith('第二件事');
    expect(caseNo).not.toBe(old);
    await act(caseNo, { act: 'take' });
    await act(caseNo, { act: 'pause', words: '请告诉我们户号' });
    await send({
      from,
      subject: 'Re: 第一件事',
      references: [second, first!.requestId],
      text: '户号写在这里：3700000000002',
    });
    await read();
    expect((await file(caseNo)).status).toBe('working');
    expect((await casesOf()).some(({ words }) => words.includes('3700000000002'))).toBe(false);
  });

  it('adds nothing to somebody else’s case by naming its number, and is never answered in its name', async () => {
    const owner = somebody();
    await send({ from: owner, subject: '我的案子', text: '原来那位客户的来信' });
    await read();
    const { caseNo } = await caseWith('原来那位客户');
    const stranger = somebody();
    await send({ from: stranger, subject: `回复 [${caseNo}]`, text: '别人写来的，想混进去' });
    await read();
    expect((await file(caseNo)).events).toHaveLength(1);
    const other = await caseWith('想混进去');
    expect(other.words).toContain(`来信提到 ${caseNo}`);
    await act(caseNo, { act: 'take' });
    await act(caseNo, { act: 'update', words: '正在处理您的诉求' });
    await hall.app.runJob('deliver-outbox');
    await answersTo(owner, 1);
    const toStranger = await mailsTo(stranger);
    expect(Array.isArray(toStranger) ? toStranger : (toStranger as { messages: Sent[] }).messages).toEqual(
      [],
    );
  });
});

/** What a mail server says of one of ours. */
const report = ({ from, action, number }: { from: string; action: string; number: string }) => [
  'Return-Path: <>',
  `From: ${from}`,
  `To: ${desk}`,
  'Subject: Delivery status',
  'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
  '',
  '--b',
  'Content-Type: message/delivery-status',
  '',
  'Final-Recipient: rfc822; somebody@other.example',
  `Action: ${action}`,
  '--b',
  'Content-Type: text/rfc822-headers',
  '',
  `Message-ID: ${number}`,
  '--b--',
];

describe('what is set aside', () => {
  it.each([
    ['an absence note', { headers: { 'Auto-Submitted': 'auto-replied' } }, 'auto-reply'],
    ['a newsletter', { headers: { 'List-Unsubscribe': '<mailto:stop@list.example>' } }, 'list'],
    ['a bulk mail', { headers: { Precedence: 'bulk' } }, 'list'],
    ['a report of delivery', { from: 'MAILER-DAEMON@other.example' }, 'bounce'],
  ])('%s makes no case and gets no answer', async (_, more, reason) => {
    const before = (await casesOf()).length;
    await send({ from: somebody(), subject: '自动', text: '我不在办公室', ...more });
    await read();
    expect((await casesOf()).length).toBe(before);
    expect((await reasons())[0]).toBe(reason);
  });

  it('an answer that a broken mail server never took is told to whoever has the case', async () => {
    const from = somebody();
    await send({ from, subject: '邮件服务器停了', text: '请回复我' });
    await read();
    const { caseNo } = await caseWith('邮件服务器停了');
    await act(caseNo, { act: 'take' });
    const rules = [{ gateway: 'mail', on: 'send', fault: 'error-5xx', outTradeNo: from, count: 9 }];
    await hall.sandbox.post('/control/faults', { rules });
    await act(caseNo, { act: 'answer', outcome: 'solved', words: '请查收我们的答复' });
    await hall.app.idle();
    await hall.owner.query(
      `UPDATE outbox_messages SET attempts = 11, next_at = now() WHERE kind = 'case-mail' AND payload->>'caseNo' = $1 AND status = 'waiting'`,
      [caseNo],
    );
    await hall.app.runJob('deliver-outbox');
    await hall.sandbox.post('/control/faults', { rules: [] });
    expect((await file(caseNo)).events.at(-1)).toMatchObject({
      act: 'note',
      words: expect.stringContaining('答复邮件没有送出'),
    });
    const path = `/staff/cases/${caseNo}/undelivered`;
    const { answers } = (await hall.call('GET', path, { cookie: clerk.cookie })).body;
    const reason = expect.stringContaining('SMTP');
    // The link to rate by is the customer's alone: no colleague reads it among the words.
    expect(answers).toMatchObject([{ way: 'mail', words: '请查收我们的答复', reason }]);
    const again = () => hall.call('POST', `${path}/${answers[0].id}/resend`, { cookie: clerk.cookie });
    expect((await again()).body).toEqual({ answers: [] });
    expect((await again()).body.error).toBe('answer-not-undelivered');
    await hall.app.runJob('deliver-outbox');
    expect((await answersTo(from, 1))[0]!.text).toMatch(/请查收我们的答复[\s\S]*token=/);
    // The mail is at its reader before the sender has written down that it went.
    await hall.app.idle();
    const kept = `SELECT payload FROM outbox_messages WHERE kind = 'case-mail' AND payload->>'caseNo' = $1`;
    expect((await hall.owner.query(kept, [caseNo])).rows).toEqual([
      { payload: { caseNo, version: expect.any(Number) } },
    ]);
    const { rows } = await hall.owner.query(
      `SELECT actor FROM audit_entries WHERE action = 'case.resend' AND subject = $1`,
      [`case:${caseNo}`],
    );
    expect(rows).toEqual([{ actor: `staff:${clerk.username}` }]);
  });

  it('a bounce of our own answer is told to whoever has the case', async () => {
    const from = somebody();
    await send({ from, subject: '会退信', text: '这个地址会退信' });
    await read();
    const { caseNo } = await caseWith('会退信');
    await act(caseNo, { act: 'take' });
    await hall.sandbox.post('/control/faults', {
      gateway: 'mail',
      on: 'send',
      fault: 'bounce',
      outTradeNo: from,
      count: 1,
    });
    await act(caseNo, { act: 'answer', outcome: 'solved', words: '请查收我们的答复' });
    await hall.app.runJob('deliver-outbox');
    const [answer] = await answersTo(from, 1);
    const waits = { from: 'mailer-daemon@other.example', action: 'delayed', number: answer!.requestId };
    await deliver(report(waits));
    await read();
    const notes = async () =>
      (await file(caseNo)).events.filter(({ act: done }: { act: string }) => done === 'note');
    expect(await notes()).toMatchObject([{ words: '答复邮件被退回，客户没有收到' }]);
    // Who has no answer objects to none: it is not closed by silence, and stands among what did not arrive.
    const view = await hall.call('GET', '/staff/cases?view=undelivered', { cookie: clerk.cookie });
    expect(view.body.cases.map((each: { caseNo: string }) => each.caseNo)).toContain(caseNo);
    const path = `/staff/cases/${caseNo}/undelivered`;
    const { answers } = (await hall.call('GET', path, { cookie: clerk.cookie })).body;
    expect(answers).toMatchObject([
      { way: 'mail', words: null, reason: expect.stringMatching(/^BOUNCED_5/) },
    ]);
    const again = await hall.call('POST', `${path}/${answers[0].id}/resend`, { cookie: clerk.cookie });
    expect(again.body.error).toBe('answer-not-undelivered');
    await hall.owner.query(
      `UPDATE service_cases SET answered_at = answered_at - interval '20 days' WHERE case_no = $1`,
      [caseNo],
    );
    await hall.app.runJob('watch-cases');
    expect((await file(caseNo)).status).toBe('answered');
    // Nobody makes one up for an answer that was not sent to them.
    await deliver(
      report({
        ...waits,
        action: 'failed',
        number: answer!.requestId.replace(/\.[0-9a-f]+@/, '.0123456789abcdef@'),
      }),
    );
    await read();
    expect(await notes()).toHaveLength(1);
  });

  it('a flood from one sender: five cases a day, the rest waits for a person', async () => {
    const from = somebody();
    const before = (await casesOf()).length;
    for (let count = 0; count < 8; count += 1)
      await send({ from, subject: `刷屏 ${count}`, text: `第${count}次，内容各不相同` });
    await read();
    expect((await casesOf()).length).toBe(before + 5);
    expect((await reasons()).slice(0, 3)).toEqual(['flood', 'flood', 'flood']);
  });
});

describe('a supervisor looks through what was set aside', () => {
  const aside = (who: DeskMember, show: string) =>
    hall.call('GET', `/staff/mail/set-aside?show=${show}`, { cookie: who.cookie });
  const decide = (id: number, path: string, body: object = {}) =>
    hall.call('POST', `/staff/mail/set-aside/${id}/${path}`, {
      cookie: supervisor.cookie,
      key: freshKey(),
      body,
    });
  const flooded = async (text: string, count: number) => {
    const from = somebody();
    for (let place = 0; place < 5 + count; place += 1)
      await send({ from, subject: `${text} ${place}`, text: `${text}，第${place}次` });
    await read();
    return from;
  };

  it('one of a flood becomes a case that is answered to its writer, once', async () => {
    const from = await flooded('连着写信', 1);
    const [mail] = (await aside(supervisor, 'waiting')).body.mails;
    expect(mail).toMatchObject({ reason: 'flood', sender: from, subject: '连着写信 5', verified: true });
    const letter = await hall.call('GET', `/staff/mail/set-aside/${mail.id}`, { cookie: supervisor.cookie });
    expect(letter.body).toMatchObject({ address: from, text: '连着写信，第5次', attachments: [] });
    const answers = await Promise.all([decide(mail.id, 'case'), decide(mail.id, 'case')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 404]);
    const { caseNo } = answers.find(({ status }) => status === 201)!.body;
    expect(await file(caseNo)).toMatchObject({ source: 'email', words: '主题：连着写信 5\n连着写信，第5次' });
    await act(caseNo, { act: 'take' });
    await act(caseNo, { act: 'update', words: '您的几封来信我们一并处理' });
    await hall.app.runJob('deliver-outbox');
    expect((await answersTo(from, 1))[0]!.text).toContain('一并处理');
    const { rows } = await hall.owner.query(
      `SELECT action FROM audit_entries WHERE subject = $1 AND actor = $2 ORDER BY id`,
      [`mail:${mail.id}`, `staff:${supervisor.username}`],
    );
    expect(rows.map(({ action }) => action)).toEqual(['mail.read', 'mail.make-case']);
  });

  it('another is dismissed with the reason, and stays on record', async () => {
    await flooded('广告来信', 1);
    const [mail] = (await aside(supervisor, 'waiting')).body.mails;
    const before = (await casesOf()).length;
    expect((await decide(mail.id, 'dismissal', { reason: '广告，与供电无关' })).status).toBe(200);
    expect((await decide(mail.id, 'case')).status).toBe(404);
    expect((await casesOf()).length).toBe(before);
    expect((await aside(supervisor, 'waiting')).body.mails).not.toContainEqual(
      expect.objectContaining({ id: mail.id }),
    );
    expect((await aside(supervisor, 'dismissed')).body.mails[0]).toMatchObject({
      id: mail.id,
      dismissed: { by: `staff:${supervisor.username}`, reason: '广告，与供电无关' },
    });
  });

  it('a clerk sees the reasons, neither who wrote nor about what', async () => {
    const { mails } = (await aside(clerk, 'all')).body;
    expect(mails.length).toBeGreaterThan(2);
    expect(
      mails.filter((mail: { sender: unknown; subject: unknown }) => mail.sender || mail.subject),
    ).toEqual([]);
  });

  it('a mail that its domain’s owner wants refused is set aside as forged', async () => {
    const from = somebody('bank.example');
    const before = (await casesOf()).length;
    await deliver([
      'Authentication-Results: mx.hall.example; dmarc=fail (p=reject dis=none) header.from=bank.example',
      `From: ${from}`,
      `To: ${desk}`,
      'Subject: forged bank',
      'Message-ID: <forged-2@bank.example>',
      'Content-Type: text/plain; charset=utf-8',
      '',
      '请把电费退到这个账号',
    ]);
    await read();
    expect((await casesOf()).length).toBe(before);
    expect((await aside(supervisor, 'waiting')).body.mails[0]).toMatchObject({
      reason: 'forged',
      sender: from,
      verified: false,
    });
  });

  it.each([
    ['dmarc=fail (p=REJECT sp=REJECT dis=NONE) header.from=a.example', true],
    ['dmarc=fail reason="no policy" header.from=a.example (policy=quarantine)', true],
    ['dmarc=fail (p=none) header.from=a.example', false],
    ['dmarc=pass (p=reject) header.from=a.example', false],
    ['dmarc=fail (p=reject) header.from=b.example', false],
  ])('forged is %s: %s', (result, forged) => {
    const line = `Authentication-Results: mx.hall.example; ${result}`;
    expect(isForged([{ key: 'authentication-results', line }], 'mx.hall.example', 'a.example')).toBe(forged);
  });
});

it('words quoted below are not said again', () => {
  expect(withoutQuotes('谢谢\n\n------------------ 原始邮件 ------------------\n发件人: 供电公司')).toBe(
    '谢谢',
  );
  expect(withoutQuotes('> 只有引用')).toBe('> 只有引用');
});

it('neither addresses nor words lie in clear, and a mail is kept as it came for thirty days', async () => {
  const { rows } = await hall.owner.query(
    'SELECT raw_enc, address_enc FROM case_mails m JOIN case_correspondents p USING (case_id) WHERE raw_enc IS NOT NULL',
  );
  expect(rows.length).toBeGreaterThan(3);
  for (const { raw_enc: raw, address_enc: address } of rows) {
    expect(raw.toString('latin1')).not.toContain('Subject');
    expect(address.toString('latin1')).not.toContain('.example');
  }
  clock.pass(31 * 86_400);
  await read();
  const { rows: left } = await hall.owner.query(
    'SELECT count(*)::int AS count FROM case_mails WHERE raw_enc IS NOT NULL OR sender_enc IS NOT NULL OR subject_enc IS NOT NULL',
  );
  expect(left[0].count).toBe(0);
});
