/** Mails that make no case by themselves: machines, floods and forgers, and what a supervisor does with them. */
import { describe, expect, it } from '@jest/globals';
import { isForged } from '../../../server/src/modules/mail/authentication.ts';
import type { DeskMember } from '../access/scene.ts';
import { freshKey } from '../payments/story.ts';
import {
  act,
  answersTo,
  casesOf,
  caseWith,
  clerk,
  deliver,
  desk,
  file,
  hall,
  read,
  reasons,
  send,
  setTheScene,
  somebody,
  supervisor,
} from './mail-story.ts';

setTheScene();

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
