/** A complaint at WeChat Pay, played against the stand-in: a case linked to its payment, answered from the desk, told once. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { addMember, type DeskMember } from '../access/scene.ts';
import { photo } from '../applications/walker.ts';
import { freshKey, paymentStory } from '../payments/story.ts';

interface AtWallet {
  complaintId: string;
  state: string;
  entries: { type: string; details: string; images: string[] }[];
}

let hall: RunningHall;
let clerk: DeskMember;
let story: ReturnType<typeof paymentStory>;

beforeAll(async () => {
  hall = await startHall();
  clerk = await addMember(hall, 'clerk');
  story = paymentStory(hall);
});
afterAll(() => hall.close());

let told = 0;
const complain = (more: object = {}) =>
  hall.sandbox.post<AtWallet>('/control/wechat/complaints', {
    outTradeNo: 'P20261130000000000000999',
    words: `付了两次电费，没有人退给我，第${++told}次投诉`,
    notifyUrl: `${hall.url}/notify/wechat-pay/complaint`,
    ...more,
  });
const atWallet = (complaintId: string) =>
  hall.sandbox.get<AtWallet>(`/control/wechat/complaints/${complaintId}`);
const linked = async (complaintId: string) =>
  (
    await hall.owner.query(
      'SELECT c.case_no AS "caseNo", w.payment_no AS "paymentNo" FROM wallet_complaints w JOIN service_cases c ON c.id = w.case_id WHERE complaint_id = $1',
      [complaintId],
    )
  ).rows;
const caseOf = async (complaintId: string): Promise<string> => {
  await hall.app.idle();
  return (await linked(complaintId))[0].caseNo;
};
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
const upheld = {
  act: 'answer',
  outcome: 'upheld',
  words: '多付的一笔已原路退回，请查收。',
  cause: '通知迟到',
  remedy: '已核对当日全部缴费',
  responsibility: 'utility',
};
const deliver = () => hall.app.runJob('deliver-outbox');

describe('a complaint at WeChat Pay', () => {
  it('becomes a case of the household and payment it is about, with the telephone in clear for the desk', async () => {
    const payer = await story.payer();
    const paymentNo = await story.paid(payer);
    const { complaintId } = await complain({ outTradeNo: paymentNo, phone: '13912345678' });
    const caseNo = await caseOf(complaintId);
    expect(await file(caseNo)).toMatchObject({
      kind: 'complaint',
      source: 'wallet',
      accountNo: payer.household.accountNo,
      contactPhone: '13912345678',
      words: expect.stringContaining('微信支付投诉'),
    });
    const { complaint } = (
      await hall.call('GET', `/staff/cases/${caseNo}/wallet-complaint`, { cookie: clerk.cookie })
    ).body;
    expect(complaint).toMatchObject({
      complaintId,
      paymentNo,
      state: 'pending',
      amountFen: payer.bill.amountFen,
    });
  });

  it('is answered from the desk, piece by piece, and completed with the answer', async () => {
    const { complaintId } = await complain();
    const caseNo = await caseOf(complaintId);
    await act(caseNo, { act: 'take' });
    await act(caseNo, { act: 'contact', words: '已电话联系客户' });
    await act(caseNo, { act: 'update', words: '正在核对您的两笔缴费' });
    await deliver();
    expect(await atWallet(complaintId)).toMatchObject({ state: 'PROCESSING' });
    await act(caseNo, { ...upheld, words: `${upheld.words}${'请您放心。'.repeat(60)}` });
    await deliver();
    const { state, entries } = await atWallet(complaintId);
    expect(state).toBe('PROCESSED');
    const responses = entries
      .filter(({ type }) => type === 'MERCHANT_RESPONSE')
      .map(({ details }) => details);
    expect(responses[0]).toBe('正在核对您的两笔缴费');
    expect(responses.slice(1).join('')).toContain(upheld.words);
    expect(responses.slice(1).join('')).toContain(upheld.remedy);
    expect(Math.max(...responses.map(({ length }) => length))).toBeLessThanOrEqual(200);
    expect(entries.at(-1)?.type).toBe('MERCHANT_CONFIRM_COMPLETE');
  });

  it('goes on in the same case, each of the customer’s words once', async () => {
    const { complaintId } = await complain();
    const caseNo = await caseOf(complaintId);
    await hall.sandbox.post(`/control/wechat/complaints/${complaintId}/words`, { words: '还是没有人联系我' });
    await hall.app.idle();
    await hall.app.runJob('follow-complaints');
    const { events } = await file(caseNo);
    expect(events.filter((event: { words: string }) => event.words === '还是没有人联系我')).toHaveLength(1);
    expect((await linked(complaintId)).length).toBe(1);
  });

  it('joined to another of the household is completed with that one and told nobody else’s words; what is said there is read by colleagues alone', async () => {
    const payer = await story.payer();
    const paymentNo = await story.paid(payer);
    const [first, second] = [
      await complain({ outTradeNo: paymentNo }),
      await complain({ outTradeNo: paymentNo }),
    ];
    const [target, duplicate] = [await caseOf(first.complaintId), await caseOf(second.complaintId)];
    await act(duplicate, { act: 'merge', into: target });
    await hall.sandbox.post(`/control/wechat/complaints/${second.complaintId}/words`, {
      words: '第二次投诉也没有人理',
    });
    await hall.app.idle();
    await hall.app.runJob('follow-complaints');
    const said = async (caseNo: string) =>
      (await file(caseNo)).events.filter((event: { words: string | null }) =>
        event.words?.includes('第二次投诉也没有人理'),
      );
    // Who paid and who complains is not known to be one person.
    expect(await said(target)).toMatchObject([{ public: false, words: expect.stringContaining(duplicate) }]);
    expect(await said(duplicate)).toMatchObject([{ public: true, words: '第二次投诉也没有人理' }]);
    await act(target, { act: 'take' });
    await act(target, { act: 'contact', words: '已电话联系客户' });
    await act(target, upheld);
    await deliver();
    for (const { complaintId } of [first, second]) {
      const { state, entries } = await atWallet(complaintId);
      expect(state).toBe('PROCESSED');
      const responses = entries.filter(({ type }) => type === 'MERCHANT_RESPONSE');
      const heard = responses.map(({ details }) => details).join('');
      expect(heard.includes(upheld.words)).toBe(complaintId === first.complaintId);
      if (complaintId === second.complaintId) expect(heard).toMatch(/一并办理.*worked on together/s);
    }
  });

  it('whose answer never arrived, or that of one joined to it, waits in the queue, and is not closed by itself', async () => {
    const payer = await story.payer();
    const paymentNo = await story.paid(payer);
    const [first, second] = [
      await complain({ outTradeNo: paymentNo }),
      await complain({ outTradeNo: paymentNo }),
    ];
    const [target, duplicate] = [await caseOf(first.complaintId), await caseOf(second.complaintId)];
    await act(duplicate, { act: 'merge', into: target });
    await act(target, { act: 'take' });
    await act(target, { act: 'contact', words: '已电话联系客户' });
    await hall.sandbox.post('/control/faults', {
      rules: [{ gateway: 'wechat-pay', on: 'complaint-respond', fault: 'error-5xx', count: 99 }],
    });
    await act(target, upheld);
    await hall.app.idle();
    await hall.owner.query(
      `UPDATE outbox_messages SET attempts = 11, next_at = now() WHERE kind = 'wallet-complaint' AND payload->>'caseNo' = ANY ($1) AND status = 'waiting'`,
      [[target, duplicate]],
    );
    await deliver();
    await hall.sandbox.post('/control/faults', { rules: [] });
    const notes = (await file(target)).events.filter(({ act: name }: { act: string }) => name === 'note');
    expect(notes.map(({ words }: { words: string }) => words.includes(duplicate)).sort()).toEqual([
      false,
      true,
    ]);
    const path = `/staff/cases/${target}/undelivered`;
    const lost = async () => (await hall.call('GET', path, { cookie: clerk.cookie })).body.answers;
    const answers: { id: number; caseNo: string }[] = await lost();
    expect(answers.map(({ caseNo }) => caseNo).sort()).toEqual([target, duplicate].sort());
    const queued = async () => {
      const { cases, counts } = (
        await hall.call('GET', '/staff/cases?view=undelivered', { cookie: clerk.cookie })
      ).body;
      expect(counts.undelivered).toBe(cases.length);
      return cases.map(({ caseNo }: { caseNo: string }) => caseNo);
    };
    expect(await queued()).toContain(target);
    expect(await queued()).not.toContain(duplicate);
    await hall.owner.query(
      `UPDATE service_cases SET answered_at = now() - interval '60 days' WHERE case_no = $1`,
      [target],
    );
    await hall.app.runJob('watch-cases');
    expect((await file(target)).status).toBe('answered');
    for (const { id } of answers)
      expect((await hall.call('POST', `${path}/${id}/resend`, { cookie: clerk.cookie })).status).toBe(200);
    await deliver();
    expect(await lost()).toEqual([]);
    expect(await queued()).not.toContain(target);
    await hall.app.runJob('watch-cases');
    expect((await file(target)).status).toBe('closed');
  });

  it('is found by asking when no notification comes', async () => {
    const { complaintId } = await complain({ notifyUrl: undefined });
    await hall.app.runJob('follow-complaints');
    expect(await linked(complaintId)).toHaveLength(1);
    await hall.app.runJob('follow-complaints');
    expect(await linked(complaintId)).toHaveLength(1);
  });

  it('is one case when it is told twice at once and asked for meanwhile', async () => {
    await hall.sandbox.post('/control/faults', {
      rules: [{ gateway: 'wechat-pay', on: 'notify-complaint', fault: 'duplicate-concurrent', count: 1 }],
      keep: true,
    });
    const { complaintId, entries } = await complain();
    await Promise.all([hall.app.runJob('follow-complaints'), hall.app.runJob('follow-complaints')]);
    await hall.app.idle();
    expect(await linked(complaintId)).toHaveLength(1);
    const { rows } = await hall.owner.query(
      `SELECT count(*)::int AS count FROM service_cases WHERE source = 'wallet'`,
    );
    const { rows: complaints } = await hall.owner.query(
      'SELECT count(*)::int AS count FROM wallet_complaints',
    );
    expect(rows[0].count).toBe(complaints[0].count);
    expect(entries).toHaveLength(1);
  });
});

describe('a wish for a refund', () => {
  const decide = (caseNo: string, body: object) =>
    hall.call('POST', `/staff/cases/${caseNo}/wallet-complaint/refund-decision`, {
      cookie: clerk.cookie,
      key: freshKey(),
      body,
    });
  const kinds = async (complaintId: string) =>
    (await atWallet(complaintId)).entries.map(({ type }) => type).filter(type => type.includes('REF'));

  it('is said yes to once, with the days until the money is sent, also where the answer was lost on the way', async () => {
    const { complaintId } = await complain({ refundFen: 5_000 });
    const caseNo = await caseOf(complaintId);
    await hall.sandbox.post('/control/faults', {
      rules: [{ gateway: 'wechat-pay', on: 'complaint-refund', fault: 'error-after', count: 1 }],
      keep: true,
    });
    const decided = await decide(caseNo, { approve: true, workingDays: 3 });
    expect([decided.status, decided.body.complaint]).toEqual([
      200,
      expect.objectContaining({ refundAskedFen: 5_000, refundDecision: 'approved' }),
    ]);
    const again = await decide(caseNo, { approve: false, reason: '改主意了' });
    expect([again.status, again.body.error]).toEqual([409, 'wallet-refund-decided']);
    await hall.app.idle();
    await hall.owner.query(
      `UPDATE outbox_messages SET next_at = now() WHERE kind = 'wallet-refund-decision' AND status = 'waiting'`,
    );
    await deliver();
    expect(await kinds(complaintId)).toEqual(['MERCHANT_APPROVE_REFUND']);
    const { rows } = await hall.owner.query(
      `SELECT status, payload::text LIKE '%workingDays%' AS plain FROM outbox_messages WHERE dedupe_key = $1`,
      [`wallet-refund-decision:${complaintId}`],
    );
    expect(rows).toEqual([{ status: 'sent', plain: false }]);
    expect((await file(caseNo)).events.at(-1).words).toContain('预计3个工作日内发起退款');
  });

  it('is said no to with a reason, which ends the complaint there; where nobody asked for one there is nothing to decide', async () => {
    const { complaintId } = await complain({ refundFen: 5_000 });
    const caseNo = await caseOf(complaintId);
    expect((await decide(caseNo, { approve: false, reason: '电费已经使用，不符合退款条件' })).status).toBe(
      200,
    );
    await hall.app.idle();
    await deliver();
    const { state, entries } = await atWallet(complaintId);
    expect([state, entries.at(-1)]).toEqual([
      'PROCESSED',
      expect.objectContaining({ type: 'MERCHANT_REFUSE_RERUND', details: '电费已经使用，不符合退款条件' }),
    ]);
    const other = await caseOf((await complain()).complaintId);
    const none = await decide(other, { approve: true, workingDays: 0 });
    expect([none.status, none.body.error]).toEqual([409, 'wallet-no-refund-asked']);
  });
});

describe('what may go wrong on the way', () => {
  it('a response whose answer was lost is not said twice', async () => {
    const { complaintId } = await complain();
    const caseNo = await caseOf(complaintId);
    await act(caseNo, { act: 'take' });
    await act(caseNo, { act: 'contact', words: '已电话联系客户' });
    await hall.sandbox.post('/control/faults', {
      rules: [{ gateway: 'wechat-pay', on: 'complaint-respond', fault: 'error-after', count: 2 }],
      keep: true,
    });
    await act(caseNo, { act: 'update', words: '这句话只说一次' });
    await deliver();
    await hall.owner.query(
      `UPDATE outbox_messages SET next_at = now() WHERE kind = 'wallet-complaint' AND status = 'waiting'`,
    );
    await deliver();
    await eventually(
      async () =>
        (
          await hall.owner.query(`SELECT status FROM outbox_messages WHERE dedupe_key LIKE $1`, [
            `wallet-complaint:${caseNo}:%`,
          ])
        ).rows,
      rows => rows.every(({ status }: { status: string }) => status === 'sent'),
    );
    const { entries } = await atWallet(complaintId);
    expect(entries.filter(({ details }) => details === '这句话只说一次').length).toBeLessThanOrEqual(1);
  });

  it.each(['forged-signature', 'bad-tag', 'stale-timestamp', 'unknown-serial'])(
    'a notification with %s is neither kept nor made a case',
    async fault => {
      await hall.sandbox.post('/control/faults', {
        rules: [{ gateway: 'wechat-pay', on: 'notify-complaint', fault, count: 1 }],
        keep: true,
      });
      const { complaintId } = await complain();
      await hall.app.idle();
      expect(await linked(complaintId)).toEqual([]);
      const kept = 'SELECT FROM wallet_complaint_messages WHERE complaint_id = $1';
      expect((await hall.owner.query(kept, [complaintId])).rowCount).toBe(0);
    },
  );

  it('a response that the wallet never took is told to whoever has the case', async () => {
    const { complaintId } = await complain();
    const caseNo = await caseOf(complaintId);
    await act(caseNo, { act: 'take' });
    await hall.sandbox.post('/control/faults', {
      rules: [{ gateway: 'wechat-pay', on: 'complaint-respond', fault: 'error-5xx', count: 9 }],
    });
    await act(caseNo, { act: 'update', words: '正在核对您的两笔付款' });
    await hall.app.idle();
    await hall.owner.query(
      `UPDATE outbox_messages SET attempts = 11, next_at = now() WHERE kind = 'wallet-complaint' AND payload->>'caseNo' = $1 AND status = 'waiting'`,
      [caseNo],
    );
    await deliver();
    await hall.sandbox.post('/control/faults', { rules: [] });
    expect((await file(caseNo)).events.at(-1)).toMatchObject({
      act: 'note',
      words: expect.stringContaining('给支付平台的答复没有送达'),
    });
  });

  it('an answered case is opened again by what the customer goes on saying, but not by thanks', async () => {
    const { complaintId } = await complain();
    const caseNo = await caseOf(complaintId);
    await act(caseNo, { act: 'take' });
    await act(caseNo, { act: 'contact', words: '已电话联系客户' });
    await act(caseNo, upheld);
    const say = async (words: string) => {
      await hall.sandbox.post(`/control/wechat/complaints/${complaintId}/words`, { words });
      await hall.app.idle();
      return file(caseNo);
    };
    const thanked = await say('谢谢');
    expect(thanked).toMatchObject({ status: 'answered', reopened: 0 });
    expect(thanked.events.at(-1)).toMatchObject({ act: 'add', public: true, words: '谢谢' });
    await hall.owner.query(
      `UPDATE service_cases SET answered_at = now() - interval '60 days' WHERE case_no = $1`,
      [caseNo],
    );
    await hall.app.runJob('watch-cases');
    const again = await say('钱还没有到');
    expect(again).toMatchObject({ status: 'working', reopened: 1, answeredAt: null, closedAt: null });
    expect(again.events.at(-1)).toMatchObject({ act: 'reopen', public: true, words: '钱还没有到' });
  });
});

describe('pictures', () => {
  const attached = async (caseNo: string) =>
    (await hall.call('GET', `/staff/cases/${caseNo}/attachments`, { cookie: clerk.cookie })).body.attachments;
  const files = async () => [
    (await photo(600, 450)).toString('base64'),
    (await photo(640, 480)).toString('base64'),
  ];

  it('of the customer come into the case, each once, also those of later words; what is no picture is a note', async () => {
    const { complaintId } = await complain({ files: await files() });
    const caseNo = await caseOf(complaintId);
    expect(await attached(caseNo)).toHaveLength(2);
    await hall.sandbox.post(`/control/wechat/complaints/${complaintId}/words`, {
      words: '再补一张截图',
      files: [
        (await photo(480, 480)).toString('base64'),
        Buffer.from('<script>alert(1)</script>').toString('base64'),
      ],
    });
    await hall.app.idle();
    await hall.app.runJob('follow-complaints');
    expect(await attached(caseNo)).toHaveLength(3);
    const notes = (await file(caseNo)).events.filter(({ act: what }: { act: string }) => what === 'note');
    expect(notes).toHaveLength(1);
    expect(notes[0].words).toContain('图片没有取到');
    await hall.app.runJob('follow-complaints');
    expect(await attached(caseNo)).toHaveLength(3);
  });

  it('that the wallet does not give away at once are asked for again', async () => {
    await hall.sandbox.post('/control/faults', {
      rules: [{ gateway: 'wechat-pay', on: 'image', fault: 'error-5xx', count: 1 }],
    });
    const { complaintId } = await complain({ files: [(await photo(600, 450)).toString('base64')] });
    const caseNo = await caseOf(complaintId);
    expect(await attached(caseNo)).toHaveLength(0);
    await fetch(`${hall.sandbox.url}/control/faults`, { method: 'DELETE' });
    // After a pause that grows from try to try.
    await hall.app.runJob('follow-complaints');
    expect(await attached(caseNo)).toHaveLength(0);
    await hall.owner.query(
      `UPDATE wallet_complaint_pictures SET next_at = next_at - interval '61 seconds' WHERE complaint_id = $1`,
      [complaintId],
    );
    await hall.app.runJob('follow-complaints');
    expect(await attached(caseNo)).toHaveLength(1);
  });

  const layBeside = async (caseNo: string, seen: 'customer' | 'colleagues') => {
    const url = `${hall.url}/api/v1/staff/cases/${caseNo}/attachments?for=${seen}`;
    const headers = {
      cookie: clerk.cookie,
      'idempotency-key': freshKey(),
      'content-type': 'application/octet-stream',
    };
    const body = new Uint8Array(await photo(600, 450));
    expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(201);
  };

  it('of the desk, for the customer, go along with the answer once; those between colleagues do not', async () => {
    const { complaintId } = await complain();
    const caseNo = await caseOf(complaintId);
    for (const seen of ['customer', 'colleagues'] as const) await layBeside(caseNo, seen);
    for (const step of [{ act: 'take' }, { act: 'contact', words: '已电话联系客户' }, upheld])
      await act(caseNo, step);
    await deliver();
    const said = (await atWallet(complaintId)).entries.filter(({ type }) => type === 'MERCHANT_RESPONSE');
    expect(said.map(({ images }) => images.length)).toEqual([1, ...said.slice(1).map(() => 0)]);
    const { rows } = await hall.owner.query(
      'SELECT sent FROM wallet_answer_pictures WHERE complaint_id = $1',
      [complaintId],
    );
    expect(rows).toEqual([{ sent: true }]);
  });

  it('wait for the next answer where nothing was left to say', async () => {
    const { complaintId } = await complain();
    const caseNo = await caseOf(complaintId);
    const sameWords = { act: 'update', words: '正在核对，请稍候' };
    for (const step of [{ act: 'take' }, { act: 'contact', words: '已电话联系客户' }, sameWords])
      await act(caseNo, step);
    const told = async () => {
      await deliver();
      await hall.app.idle();
    };
    await told();
    await layBeside(caseNo, 'customer');
    await act(caseNo, sameWords);
    await told();
    await act(caseNo, upheld);
    await told();
    const said = (await atWallet(complaintId)).entries.filter(({ type }) => type === 'MERCHANT_RESPONSE');
    expect(said.map(({ images }) => images.length).slice(0, 2)).toEqual([0, 1]);
  });
});
