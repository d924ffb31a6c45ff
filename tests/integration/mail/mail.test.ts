/** Mails to the service desk: cases made once, threads kept, answers sent, and what is kept of them. */
import { describe, expect, it } from '@jest/globals';
import type { SendMailOptions } from 'nodemailer';
import { withoutQuotes } from '../../../server/src/modules/mail/read-letter.ts';
import { wav } from '../../support/sounds.ts';
import { photo } from '../applications/walker.ts';
import {
  act,
  answersTo,
  casesOf,
  caseWith,
  clerk,
  clock,
  file,
  hall,
  read,
  send,
  setTheScene,
  somebody,
} from './mail-story.ts';

setTheScene();

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
