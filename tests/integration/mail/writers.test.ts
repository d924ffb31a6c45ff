/** Whether whoever writes a mail is who they say they are, and what follows from it. */
import { describe, expect, it } from '@jest/globals';
import { isVerified } from '../../../server/src/modules/mail/authentication.ts';
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
  mailsTo,
  read,
  type Sent,
  send,
  setTheScene,
  somebody,
} from './mail-story.ts';

setTheScene();

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
