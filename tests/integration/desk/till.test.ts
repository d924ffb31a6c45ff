/** A clerk's day at the till: cash, cheques, voids, the count at the end. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DeskStory, freshKey, type Member, openDeskStory } from './desk-story.ts';

let story: DeskStory;
let supervisor: Member;
let finance: Member;
beforeAll(async () => {
  story = await openDeskStory();
  supervisor = await story.member('supervisor');
  finance = await story.member('finance');
});
afterAll(() => story.close());

const take = (who: Member, body: unknown, key?: string) => story.post(who, '/staff/desk/takings', body, key);

/** Every count of a till, as it is told at the review. */
const countsOf = async (shiftNo: string): Promise<{ countedFen: number; differenceFen: number }[]> =>
  (await story.get(supervisor, `/staff/desk/shifts/${shiftNo}`)).body.counts;

describe('cash over the counter', () => {
  it('pays the bill, gives change, and prints a receipt that can be checked', async () => {
    const [clerk, customer] = [await story.clerk(), await story.customer(12_345)];
    const quote = await story.get(clerk, `/staff/desk/quote?accountNo=${customer.household.accountNo}`);
    expect(quote.body).toMatchObject({ owedFen: 12_345, nameMasked: '**明' });
    const taken = await take(clerk, { ...story.pays(customer), tender: 'cash', tenderedFen: 20_000 });
    expect(taken.status).toBe(201);
    expect(taken.body).toMatchObject({
      tender: 'cash',
      amountFen: 12_345,
      changeFen: 7_655,
      stage: 'paid',
      counter: '城东营业厅 1 号窗口',
      utility: '明远供电公司',
    });
    expect(taken.body.items).toHaveLength(1);
    expect(await story.owed(customer)).toBe(0);
    expect((await fetch(taken.body.checkUrl)).status).toBe(200);
    expect(await story.differences()).toEqual([]);
  });

  it('of whoever has moved out is taken for their bill, not for that of who lives there now', async () => {
    const [clerk, gone] = [await story.clerk(), await story.customer(8_600)];
    const { accountNo, accountId, holderPeriodId } = gone.household;
    const { rows } = await story.hall.owner.query(
      `WITH ended AS (UPDATE holder_periods SET to_date = shanghai_date(now()) WHERE id = $1::bigint RETURNING customer_id)
       INSERT INTO holder_periods (account_id, customer_id, contract_no, from_date) SELECT $2, customer_id, 'NEXT' || $1::bigint, shanghai_date(now()) FROM ended RETURNING id::int`,
      [holderPeriodId, accountId],
    );
    const quote = (holder = '') => story.get(clerk, `/staff/desk/quote?accountNo=${accountNo}${holder}`);
    const present = (await quote()).body;
    expect(present).toMatchObject({ standing: 'present', holder: rows[0].id, owedFen: 0, items: [] });
    expect(present.others).toEqual([expect.objectContaining({ holder: holderPeriodId, standing: 'ended' })]);
    expect((await quote(`&holder=${holderPeriodId}`)).body).toMatchObject({
      standing: 'ended',
      owedFen: 8_600,
    });
    expect((await quote('&holder=999999999')).status).toBe(404);
    const pays = { ...story.pays(gone), tender: 'cash' };
    expect((await take(clerk, pays)).body.error).toBe('item-not-owed');
    expect((await take(clerk, { ...pays, holder: holderPeriodId })).body).toMatchObject({ amountFen: 8_600 });
    expect(await story.owed(gone)).toBe(0);
    expect((await quote()).body.others).toEqual([]);
    expect(await story.differences()).toEqual([]);
  });

  it('with a double tap of the same key is one payment, and so it is for the same request sent at once five times', async () => {
    const [clerk, customer] = [await story.clerk(), await story.customer()];
    const body = { ...story.pays(customer), tender: 'cash' };
    const key = freshKey();
    const answers = await Promise.all(Array.from({ length: 5 }, () => take(clerk, body, key)));
    const again = await take(clerk, body, key);
    const numbers = new Set(
      [...answers, again].filter(({ status }) => status === 201).map(a => a.body.paymentNo),
    );
    expect(numbers.size).toBe(1);
    expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
    expect(await story.balance(customer)).toBe(0);
  });

  it('whose audit entry cannot be written is not taken, and neither is the till counted; afterwards the same request is', async () => {
    const [clerk, customer] = [await story.clerk(), await story.customer()];
    const bill = { ...story.pays(customer), tender: 'cash' };
    const close = () =>
      story.post(clerk, `/staff/desk/shifts/${clerk.shiftNo}/close`, {
        counted: { '10000': 2, '5000': 1 },
        explanation: '多出的',
      });
    const shift = () => story.get(finance, `/staff/desk/shifts/${clerk.shiftNo}`);
    const key = freshKey();
    const change = (text: string) => story.hall.owner.query(`ALTER TABLE audit_entries ${text}`);
    await change(`ADD CONSTRAINT unwritable CHECK (actor <> 'staff:${clerk.username}') NOT VALID`);
    try {
      expect((await take(clerk, bill, key)).status).toBe(500);
      expect((await close()).status).toBe(500);
      expect(await story.owed(customer)).toBe(12_300);
      expect((await shift()).body).toMatchObject({ status: 'open', tenders: [] });
    } finally {
      await change('DROP CONSTRAINT unwritable');
    }
    expect((await take(clerk, bill, key)).status).toBe(201);
    expect((await close()).status).toBe(200);
    expect(await story.owed(customer)).toBe(0);
  });

  it('taken by two clerks for one bill at the same moment is taken once', async () => {
    const customer = await story.customer();
    const clerks = [await story.clerk(), await story.clerk()];
    const answers = await Promise.all(
      clerks.map(clerk => take(clerk, { ...story.pays(customer), tender: 'cash' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await story.owed(customer)).toBe(0);
    expect(await story.balance(customer)).toBe(0);
  });

  it('of too little, for a bill of somebody else, or without an open shift is refused', async () => {
    const [clerk, customer, other] = [await story.clerk(), await story.customer(), await story.customer()];
    const little = await take(clerk, { ...story.pays(customer), tender: 'cash', tenderedFen: 100 });
    expect([little.status, little.body.error]).toEqual([422, 'tendered-too-little']);
    const foreign = { ...story.pays(customer), items: story.pays(other).items };
    expect((await take(clerk, { ...foreign, tender: 'cash' })).body.error).toBe('item-not-owed');
    const idle = await story.member('clerk');
    expect((await take(idle, { ...story.pays(customer), tender: 'cash' })).body.error).toBe('shift-needed');
    expect(await story.owed(customer)).toBe(12_300);
  });

  it('also buys a prepayment', async () => {
    const [clerk, customer] = [await story.clerk(), await story.customer()];
    const prepaid = { ...story.pays(customer), items: [], prepaymentFen: 5_000, tender: 'cash' };
    expect((await take(clerk, prepaid)).body).toMatchObject({ amountFen: 5_000, stage: 'paid' });
    expect(await story.balance(customer)).toBe(5_000);
  });
});

describe('a void', () => {
  it('on the same day by a supervisor gives the cash back, and the bill is owed again', async () => {
    const [clerk, customer] = [await story.clerk(), await story.customer()];
    const { body } = await take(clerk, { ...story.pays(customer), tender: 'cash' });
    const path = `/staff/desk/takings/${body.paymentNo}/void`;
    expect((await story.post(clerk, path, { reason: '输错户号' })).status).toBe(403);
    const voided = await story.post(supervisor, path, { reason: '输错户号' });
    expect(voided.body).toMatchObject({ status: 'voided', undoneBy: supervisor.username });
    expect(await story.owed(customer)).toBe(12_300);
    expect((await story.post(supervisor, path, { reason: '再撤一次' })).body.error).toBe(
      'taking-not-undoable',
    );
    expect(await story.differences()).toEqual([]);
  });

  it('is not for the own takings of a supervisor, nor after the shift was closed', async () => {
    const both = await story.member('supervisor');
    await story.post(both, '/staff/desk/shifts', { counter: '1' });
    const own = await take(both, { ...story.pays(await story.customer()), tender: 'cash' });
    const refused = await story.post(both, `/staff/desk/takings/${own.body.paymentNo}/void`, {
      reason: '误收',
    });
    expect(refused.body.error).toBe('own-taking');
    const clerk = await story.clerk(0);
    const taken = await take(clerk, { ...story.pays(await story.customer(10_000)), tender: 'cash' });
    await story.post(clerk, `/staff/desk/shifts/${clerk.shiftNo}/close`, { counted: { '10000': 1 } });
    const late = await story.post(supervisor, `/staff/desk/takings/${taken.body.paymentNo}/void`, {
      reason: '误收',
    });
    expect(late.body.error).toBe('taking-not-undoable');
  });
});

describe('the count at the end of a shift', () => {
  it('that agrees closes it, and the cash goes to the bank', async () => {
    const clerk = await story.clerk(20_000);
    await take(clerk, { ...story.pays(await story.customer(12_300)), tender: 'cash', tenderedFen: 15_000 });
    const mine = await story.get(clerk, '/staff/desk/shift');
    expect(mine.body.shift.tenders).toEqual([{ tender: 'cash', count: 1, fen: null }]);
    const [till, bank] = [await story.account('till'), await story.account('bank')];
    const counted = { '10000': 3, '2000': 1, '100': 3 };
    const closed = await story.post(clerk, `/staff/desk/shifts/${clerk.shiftNo}/close`, { counted });
    expect(closed.body).toMatchObject({ status: 'closed', countedFen: 12_300, differenceFen: 0 });
    expect((await story.account('till')) - till).toBe(-12_300);
    expect((await story.account('bank')) - bank).toBe(12_300);
  });

  it('that is too much leaves the first count behind, also where the second is without a difference', async () => {
    const clerk = await story.clerk(0);
    await take(clerk, { ...story.pays(await story.customer(10_000)), tender: 'cash' });
    const close = (counted: object) =>
      story.post(clerk, `/staff/desk/shifts/${clerk.shiftNo}/close`, { counted });
    expect((await close({ '10000': 1, '5000': 1 })).body.error).toBe('difference-unexplained');
    expect((await close({ '10000': 1 })).body).toMatchObject({ status: 'closed', differenceFen: 0 });
    expect(await countsOf(clerk.shiftNo)).toMatchObject([
      { by: clerk.username, countedFen: 15_000, differenceFen: 5_000, papers: 0, explanation: null },
      { by: clerk.username, countedFen: 10_000, differenceFen: 0, papers: 0, explanation: null },
    ]);
    const { rows } = await story.hall.owner.query(
      `SELECT action FROM audit_entries WHERE subject = $1 AND action IN ('shift.count', 'shift.close') ORDER BY id`,
      [`shift:${clerk.shiftNo}`],
    );
    expect(rows).toEqual([{ action: 'shift.count' }, { action: 'shift.close' }]);
  });

  it('is not helped by the lists: no sums of cash in an open till, and nothing of any other', async () => {
    const [clerk, colleague] = [await story.clerk(0), await story.clerk(0)];
    const cheque = { tender: 'cheque', reference: '30107766', bank: '建设银行文登支行' };
    await take(clerk, { ...story.pays(await story.customer(4_700)), tender: 'cash', tenderedFen: 5_000 });
    await take(clerk, { ...story.pays(await story.customer(8_800)), ...cheque });
    const takings = async (who: Member) =>
      (await story.get(who, `/staff/desk/takings?shiftNo=${clerk.shiftNo}`)).body.takings;
    const file = async (who: Member) => {
      const path = `/api/v1/staff/exports/takings?format=csv&shiftNo=${clerk.shiftNo}`;
      const reply = await fetch(story.hall.url + path, { headers: { cookie: who.cookie } });
      return reply.text();
    };
    expect(await takings(clerk)).toMatchObject([
      { tender: 'cheque', amountFen: 8_800 },
      { tender: 'cash', amountFen: null, tenderedFen: null, changeFen: null },
    ]);
    expect(await file(clerk)).toContain('88.00');
    expect(await file(clerk)).not.toContain('47.00');
    expect(await takings(colleague)).toEqual([]);
    expect((await file(colleague)).trim().split('\r\n')).toHaveLength(1);
    for (const other of [supervisor, finance]) {
      expect((await takings(other)).at(-1)).toMatchObject({ tender: 'cash', amountFen: 4_700 });
      expect(await file(other)).toContain('47.00');
    }
    const short = { counted: { '1000': 4 }, papers: 1 };
    const path = `/staff/desk/shifts/${clerk.shiftNo}/close`;
    expect((await story.post(clerk, path, short)).body.error).toBe('difference-unexplained');
    expect(await countsOf(clerk.shiftNo)).toEqual([]);
    const whole = { counted: { '1000': 4, '500': 1, '100': 2 }, papers: 1 };
    expect((await story.post(clerk, path, whole)).body).toMatchObject({ status: 'closed', differenceFen: 0 });
    // Counted, it is told.
    expect((await takings(clerk)).at(-1)).toMatchObject({ amountFen: 4_700, tenderedFen: 5_000 });
    expect(await file(clerk)).toContain('47.00');
    expect(await countsOf(clerk.shiftNo)).toHaveLength(2);
  });

  it('that is three yuan short asks for the reason, books the difference, and a supervisor looks at it', async () => {
    const clerk = await story.clerk(0);
    await take(clerk, { ...story.pays(await story.customer(10_300)), tender: 'cash' });
    const path = `/staff/desk/shifts/${clerk.shiftNo}/close`;
    const counted = { '10000': 1 };
    const short = await story.post(clerk, path, { counted });
    expect(short.body.error).toBe('difference-unexplained');
    expect(short.body.details).toEqual([{ field: 'counted', rule: 'difference', message: '-¥3.00' }]);
    const before = await story.account('cash-differences');
    const closed = await story.post(clerk, path, { counted, explanation: '找零时多找了 3 元' });
    expect(closed.body.differenceFen).toBe(-300);
    expect((await story.account('cash-differences')) - before).toBe(300);
    expect(await countsOf(clerk.shiftNo)).toMatchObject([
      { countedFen: 10_000, differenceFen: -300, explanation: null },
      { countedFen: 10_000, differenceFen: -300, explanation: '找零时多找了 3 元' },
    ]);
    const review = `/staff/desk/shifts/${clerk.shiftNo}/review`;
    const reviewed = await story.post(supervisor, review, { note: '已与本人核对' });
    expect(reviewed.body).toMatchObject({ status: 'reviewed', reviewedBy: supervisor.username });
    expect(await story.differences()).toEqual([]);
  });

  it('waits for a taking that is being booked, and takes none after it', async () => {
    const clerk = await story.clerk(0);
    const customers = await Promise.all(Array.from({ length: 4 }, () => story.customer(10_000)));
    const [closed, ...taken] = await Promise.all([
      story.post(clerk, `/staff/desk/shifts/${clerk.shiftNo}/close`, { counted: {}, explanation: '交班' }),
      ...customers.map(customer => take(clerk, { ...story.pays(customer), tender: 'cash' })),
    ]);
    const inTime = taken.filter(({ status }) => status === 201).length;
    expect(closed!.body.expectedFen).toBe(inTime * 10_000);
    expect(await story.differences()).toEqual([]);
  });

  it('is one per clerk at a time', async () => {
    const clerk = await story.clerk();
    const second = await story.post(clerk, '/staff/desk/shifts', { counter: '2' });
    expect(second.body.error).toBe('shift-open');
  });
});

describe('a transfer', () => {
  const transfer = { tender: 'transfer', reference: 'TT20261122001', bank: '工商银行文登支行' };

  it('pays at once by its slip, and leaves the till when the bank has credited it', async () => {
    const [clerk, customer] = [await story.clerk(), await story.customer()];
    const taken = await take(clerk, { ...story.pays(customer), ...transfer });
    expect(taken.body).toMatchObject({ ...transfer, status: 'uncleared' });
    expect(await story.owed(customer)).toBe(0);
    const [till, bank] = [await story.account('till'), await story.account('bank')];
    const path = `/staff/desk/takings/${taken.body.paymentNo}/clear`;
    expect((await story.post(finance, path)).body.status).toBe('cleared');
    expect((await story.account('till')) - till).toBe(-12_300);
    expect((await story.account('bank')) - bank).toBe(12_300);
    expect(await story.differences()).toEqual([]);
  });

  it('clears as many bills as the bank has credited it for, and no more, however its number was typed', async () => {
    const paths: string[] = [];
    for (const reference of ['TT20261122777', 'tt2026 1122777', 'TT20261122777']) {
      const [clerk, customer] = [await story.clerk(), await story.customer()];
      const taken = await take(clerk, { ...story.pays(customer), ...transfer, reference });
      paths.push(`/staff/desk/takings/${taken.body.paymentNo}/clear`);
    }
    const bank = await story.account('bank');
    const both = await Promise.all([story.post(finance, paths[0]!), story.post(finance, paths[1]!)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 409)!.body).toMatchObject({
      error: 'paper-used',
      message: expect.stringContaining('123'),
    });
    const open = both[0]!.status === 409 ? paths[0]! : paths[1]!;
    const little = await story.post(finance, open, { creditedFen: 24_599 });
    expect(little.body.error).toBe('paper-used');
    expect((await story.post(finance, open, { creditedFen: 24_600 })).body.status).toBe('cleared');
    // What was said of the credit counts, until another person puts it right.
    expect((await story.post(finance, paths[2]!, { creditedFen: 99_999 })).body.error).toBe('paper-used');
    expect((await story.account('bank')) - bank).toBe(24_600);
    const colleague = await story.member('finance');
    expect((await story.post(colleague, paths[2]!)).body.error).toBe('paper-used');
    expect((await story.post(colleague, paths[2]!, { creditedFen: 36_900 })).body.status).toBe('cleared');
    expect((await story.account('bank')) - bank).toBe(36_900);
    const { rows } = await story.hall.owner.query(
      `SELECT detail FROM audit_entries WHERE action = 'counter.clear' AND actor = $1`,
      [`staff:${colleague.username}`],
    );
    expect(rows).toEqual([{ detail: { creditedFen: 36_900, before: 24_600 } }]);
    expect(await story.differences()).toEqual([]);
  });

  it.each(['reference', 'bank'] as const)(
    'without its %s could not be found at the bank: refused, also of a cheque',
    async field => {
      const [clerk, customer] = [await story.clerk(), await story.customer()];
      for (const tender of ['transfer', 'cheque']) {
        const refused = await take(clerk, {
          ...story.pays(customer),
          ...transfer,
          tender,
          [field]: undefined,
        });
        expect([refused.status, refused.body.error]).toEqual([422, 'paper-unnamed']);
        expect(refused.body.details).toMatchObject([{ field, rule: 'required' }]);
      }
      expect(await story.owed(customer)).toBe(12_300);
    },
  );
});

describe('a cheque', () => {
  const cheque = { tender: 'cheque', reference: '30109988', bank: '建设银行文登支行' };

  it('pays at once and leaves the till when the bank has cleared it', async () => {
    const [clerk, customer] = [await story.clerk(), await story.customer()];
    const taken = await take(clerk, { ...story.pays(customer), ...cheque });
    expect(taken.body).toMatchObject({ status: 'uncleared', reference: '30109988' });
    expect(await story.owed(customer)).toBe(0);
    const till = await story.account('till');
    const path = `/staff/desk/takings/${taken.body.paymentNo}/clear`;
    expect((await story.post(finance, path)).body.status).toBe('cleared');
    expect((await story.account('till')) - till).toBe(-12_300);
    expect((await story.post(finance, path)).body.error).toBe('taking-not-uncleared');
  });

  it('that bounces ten days later is reversed by two people, and the bill is owed again', async () => {
    const [clerk, customer] = [await story.clerk(), await story.customer()];
    const taken = await take(clerk, { ...story.pays(customer), ...cheque });
    story.clock.pass(10 * 86_400);
    const path = `/staff/desk/takings/${taken.body.paymentNo}/bounce`;
    expect((await story.post(finance, path, { reason: '存款不足' })).body.status).toBe('uncleared');
    expect((await story.post(finance, path, { reason: '存款不足' })).body.error).toBe('own-taking');
    expect(await story.owed(customer)).toBe(0);
    const bounced = await story.post(supervisor, path, { reason: '同意' });
    expect(bounced.body).toMatchObject({ status: 'bounced', approvedBy: supervisor.username });
    expect(await story.owed(customer)).toBe(12_300);
    expect(await story.differences()).toEqual([]);
  });
});
