/** Late fees by the dated rule: grown by the day, frozen by the payment, owed and debited with the bill, on the books to the fen. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Debtor, type DunningStory, dayOf, openDunning, plusDays } from './story.ts';

let story: DunningStory;
const byEdition = {
  residentPpm: 1000,
  otherPpm: 2000,
  otherCrossYearPpm: 3000,
  minimumFen: 0,
  capPercent: null,
};

beforeAll(async () => {
  story = await openDunning();
  await story.rule('lateFee', { enabled: true, ...byEdition });
});
afterAll(() => story.close());

async function feeOf({
  billId,
}: Debtor): Promise<{ payableId: number; owedFen: number; days: number; frozen: boolean }> {
  const { rows } = await story.hall.owner.query(
    `SELECT f.payable_id::int AS "payableId", (y.amount_fen - y.paid_fen)::int AS "owedFen", f.days, f.frozen
       FROM late_fees f JOIN payables y ON y.id = f.payable_id WHERE f.bill_id = $1`,
    [billId],
  );
  return rows[0];
}

/** What the resident's own pages say of the one bill there is. */
async function billPages({ household, resident }: Debtor) {
  const get = async (path: string) =>
    (await story.hall.call('GET', `/households/${household.accountNo}${path}`, { token: resident.token }))
      .body;
  const { bills } = await get('/bills');
  const { openPayables, overdueFen } = await get('/summary');
  return { bill: await get(`/bills/${bills[0].billNo}`), row: bills[0], openPayables, overdueFen };
}

const later = async (days: number) => {
  for (let day = 0; day < days; day += 1) story.clock.untilBeijing('10:00');
  await story.hall.app.runJob('late-fees');
};

describe('a household that pays on the twelfth day', () => {
  let debtor: Debtor;

  beforeAll(async () => {
    debtor = await story.debtor(20_000);
    await later(0);
  });

  it('owes one per mille a day from the day after the due day', async () => {
    expect(await feeOf(debtor)).toMatchObject({ owedFen: 20, days: 1, frozen: false });
    await later(11);
    expect(await feeOf(debtor)).toMatchObject({ owedFen: 240, days: 12 });
    const { lateFees } = await story.page(debtor);
    expect(lateFees).toEqual([
      expect.objectContaining({
        amountFen: 240,
        days: 12,
        parts: [expect.objectContaining({ outstandingFen: 20_000, ppm: 1000 })],
        edition: '测试规则',
      }),
    ]);
  });

  it('reads the same fee on the bill itself, beside its total, and in the list of what is owed', async () => {
    const today = dayOf(story.clock.now());
    const { bill, row, openPayables, overdueFen } = await billPages(debtor);
    // 200.00 yuan at 1 ‰ for twelve days.
    expect(bill).toMatchObject({ totalFen: 20_000, outstandingFen: 20_000, paidFen: 0 });
    expect(bill.lateFee).toEqual({
      payableId: (await feeOf(debtor)).payableId,
      amountFen: 240,
      paidFen: 0,
      days: 12,
      parts: [{ from: plusDays(today, -11), to: today, outstandingFen: 20_000, ppm: 1000 }],
      frozen: false,
      edition: '测试规则',
    });
    expect(row).toMatchObject({ billNo: bill.billNo, totalFen: 20_000, outstandingFen: 20_000 });
    expect(openPayables).toMatchObject([
      { kind: 'bill', payableId: debtor.payableId, amountFen: 20_000, outstandingFen: 20_000 },
      { kind: 'late-fee', payableId: bill.lateFee.payableId, amountFen: 240, outstandingFen: 240 },
    ]);
    expect(overdueFen).toBe(20_240);
  });

  it('is charged nothing for days after the payment, though the fee is left open', async () => {
    await story.pays(debtor);
    await story.run();
    await later(5);
    expect(await feeOf(debtor)).toMatchObject({ owedFen: 240, days: 12, frozen: true });
    const { bill, openPayables } = await billPages(debtor);
    expect(bill).toMatchObject({
      status: 'paid',
      outstandingFen: 0,
      lateFee: { amountFen: 240, paidFen: 0, days: 12, frozen: true },
    });
    expect(openPayables).toMatchObject([{ kind: 'late-fee', outstandingFen: 240 }]);
  });

  it('is neither dunned nor kept without power for the fee alone', async () => {
    await story.run();
    const { cases } = await story.file(debtor);
    expect(cases.filter(({ status }: { status: string }) => status !== 'closed')).toEqual([]);
  });

  it('reads the fee also where the household has been left since', async () => {
    const { household, resident } = debtor;
    const ends = (to: string | null) =>
      story.hall.owner.query('UPDATE holder_periods SET to_date = $2 WHERE id = $1', [
        household.holderPeriodId,
        to,
      ]);
    await ends(dayOf(story.clock.now()));
    const { body } = await story.hall.call('GET', '/final-bills', { token: resident.token });
    await ends(null);
    const { payableId } = await feeOf(debtor);
    expect(body.bills).toEqual([expect.objectContaining({ kind: 'late-fee', payableId, owedFen: 240 })]);
  });

  it('pays the fee like a bill, and the books balance', async () => {
    const { payableId } = await feeOf(debtor);
    await story.pays(debtor, 240, payableId);
    expect((await feeOf(debtor)).owedFen).toBe(0);
    const { bill, openPayables } = await billPages(debtor);
    expect(bill.lateFee).toMatchObject({ amountFen: 240, paidFen: 240, days: 12, frozen: true });
    expect(openPayables).toEqual([]);
    expect(await story.differences()).toEqual([]);
  });
});

it('takes two per mille of others, and three from the turn of the year', async () => {
  const now = story.clock.now();
  const newYear = Number(dayOf(now).slice(0, 4)) + 1;
  const debtor = await story.debtor(100_000, { category: 'commercial', dueOn: `${newYear - 1}-12-29` });
  story.clock.pass((Date.parse(`${newYear}-01-02T02:00:00Z`) - now.getTime()) / 1000);
  await later(0);
  // Two days of the old year at 2 ‰, two of the new at 3 ‰.
  expect(await feeOf(debtor)).toMatchObject({ owedFen: 2 * 200 + 2 * 300, days: 4 });
});

it('charges by the rule of each day: switched off, the days after it cost nothing', async () => {
  const debtor = await story.debtor(20_000);
  await later(4);
  await story.rule('lateFee', { enabled: false, ...byEdition }, plusDays(dayOf(story.clock.now()), 1));
  await later(6);
  expect(await feeOf(debtor)).toMatchObject({ owedFen: 100, days: 5 });
  await story.rule('lateFee', { enabled: true, ...byEdition });
});

describe('a debit of ours', () => {
  it('by bank file takes the fee along, and the days the bank takes cost nothing', async () => {
    const debtor = await story.debtor(20_000);
    await later(9);
    const fee = await feeOf(debtor);
    const { owner } = story.hall;
    await owner.query(
      `INSERT INTO debit_banks (code, name_zh, name_en, utility_code, key_id, key_enc) VALUES ('FEEBK', '测试', 'Test', 'DTNS', 'k1', '\\x00') ON CONFLICT DO NOTHING`,
    );
    await owner.query(
      `INSERT INTO debit_mandates (mandate_no, holder_period_id, bank_code, account_enc, account_tail, holder_name_enc, signed_at, signed_by, effective_from)
       VALUES ($2, $1, 'FEEBK', '\\x00', '0000', '\\x00', 'hall', 'story', '2020-01-01')`,
      [debtor.household.holderPeriodId, `MD${debtor.billId}`],
    );
    const madeOn = dayOf(story.clock.now());
    const { rows } = await owner.query(
      `SELECT rows, total_fen::int AS total FROM start_debit_batch('FEEBK', $1, $2, $2::timestamptz + interval '3 days', 'story', 1000)`,
      [madeOn, story.clock.now()],
    );
    expect(rows[0]).toEqual({ rows: 2, total: 20_000 + fee.owedFen });
    // The bank answers three days later.
    await later(3);
    await story.pays(debtor);
    await story.pays(debtor, fee.owedFen, fee.payableId);
    await owner.query(
      `UPDATE debit_items i SET status = 'taken', bank_serial = 'S' || i.id, payment_no = p.payment_no
         FROM payment_items pi JOIN payments p ON p.id = pi.payment_id WHERE pi.payable_id = i.payable_id AND i.holder_period_id = $1`,
      [debtor.household.holderPeriodId],
    );
    await story.run();
    expect(await feeOf(debtor)).toMatchObject({ owedFen: 0, frozen: true, days: 10 });
    expect(await story.differences()).toEqual([]);
  });

  it('by wallet is planned with the fee', async () => {
    const debtor = await story.debtor(20_000);
    await later(2);
    const { payableId, owedFen } = await feeOf(debtor);
    const { owner } = story.hall;
    await owner.query(
      `INSERT INTO agreements (agreement_no, person_id, holder_period_id, gateway, gateway_agreement_no, status, created_at, signed_at)
       VALUES ($3, $1, $2, 'alipay', $3, 'active', now(), now())`,
      [debtor.resident.personId, debtor.household.holderPeriodId, `AG${debtor.billId}`],
    );
    await owner.query(`SELECT plan_debits('2099-01', $1, '{}')`, [story.clock.now()]);
    const { rows } = await owner.query(
      `SELECT d.amount_fen::int AS fen, d.payable_ids FROM agreement_debits d JOIN agreements a ON a.id = d.agreement_id WHERE a.holder_period_id = $1`,
      [debtor.household.holderPeriodId],
    );
    expect(rows[0].fen).toBe(20_000 + owedFen);
    expect(rows[0].payable_ids.map(Number).sort()).toEqual([debtor.payableId, payableId].sort());
  });
});
