/** Direct debit's cases: mandates, request and result files with a bank behind a real SSH server, its day file at the end. */
import { expect } from '@jest/globals';
import { addDays, type BusinessDate, businessDate } from '../../../../server/src/shared/dates.ts';
import { openBank } from '../../../integration/debits/bank.ts';
import { freshKey, type Payer, paymentStory } from '../../../integration/payments/story.ts';
import { eventually, startHall } from '../../../support/hall.ts';
import type { OpenDriver } from '../driver.ts';
import { crashOnce } from './crash-once.ts';

const amountFen = 12_840;
const once = { times: 1, sum: amountFen };
const source = 'debit-bank:DTNS';

export const openBankDebit: OpenDriver = async () => {
  const crash = crashOnce();
  const [hall, bank] = await Promise.all([startHall({ crashPoints: crash.points }), openBank()]);
  const story = paymentStory(hall);
  const finance = await story.staff('finance');
  const supervisor = await story.staff('supervisor');
  const body = {
    nameZh: '电亭农商银行',
    nameEn: 'Dianting Rural Bank',
    utilityCode: 'DIANTING',
    active: true,
    keyId: bank.keyId,
    key: bank.key,
    sftp: bank.sftp,
    sftpKey: bank.sftpKey,
  };
  const cookie = await story.staff('administrator');
  expect((await hall.call('PUT', '/staff/debit-banks/DTNS', { cookie, body })).status).toBe(200);
  const today = businessDate(new Date());

  /** Households whose mandate holds, and nobody else's: each case has files of its own. */
  async function debtors(count = 1): Promise<Payer[]> {
    await hall.owner.query(
      `UPDATE debit_mandates SET status = 'ended', ended_at = now() WHERE status <> 'ended'`,
    );
    const payers: Payer[] = [];
    for (let index = 0; index < count; index++) {
      const payer = await story.payer(amountFen);
      const signed = await hall.call('POST', `/households/${payer.household.accountNo}/mandate`, {
        token: payer.resident.token,
        body: { bankCode: 'DTNS', bankAccount: '6230580000012345675', holderName: '欧阳娜娜' },
        key: freshKey(),
      });
      expect(signed.status).toBe(201);
      payers.push(payer);
    }
    await hall.owner.query(
      `UPDATE debit_mandates SET effective_from = current_date - 1 WHERE status <> 'ended'`,
    );
    return payers;
  }
  const debtor = async () => (await debtors())[0]!;

  const startBatch = () =>
    hall.call('POST', '/staff/debit-batches', {
      cookie: finance,
      body: { bankCode: 'DTNS' },
      key: freshKey(),
    });
  async function sentFile(): Promise<string> {
    expect((await startBatch()).status).toBe(201);
    return newestFile();
  }
  /** The newest batch's file, once the bank has it; a killed process left it to the next run. */
  async function newestFile(): Promise<string> {
    await hall.app.runJob('write-debit-files');
    const { body: list } = await hall.call('GET', '/staff/debit-files?bankCode=DTNS', { cookie: finance });
    const { name } = list.files[0];
    await eventually(
      async () => {
        await hall.app.runJob('deliver-outbox');
        return bank.names('upload');
      },
      names => names.includes(name),
    );
    return name;
  }
  async function arrives({ name, bytes }: { name: string; bytes: Buffer }) {
    const answer = await fetch(`${hall.url}/api/v1/staff/debit-results?bankCode=DTNS&name=${name}`, {
      method: 'POST',
      headers: { cookie: finance, 'content-type': 'application/octet-stream' },
      body: new Uint8Array(bytes),
    });
    return { status: answer.status, body: (await answer.json()) as { outcome?: string; error?: string } };
  }
  const itemOf = async ({ bill }: Payer) =>
    (
      await hall.owner.query(
        `SELECT status, code, payment_no AS "paymentNo" FROM debit_items WHERE payable_id = $1 ORDER BY id DESC LIMIT 1`,
        [bill.payableId],
      )
    ).rows[0] as { status: string; code: string | null; paymentNo: string };
  const collected = async (payer: Payer) => story.collected((await itemOf(payer)).paymentNo);
  /** The bank's file of what it has debited on a day, and the day matched with it. */
  async function dayOf(day: BusinessDate) {
    expect((await arrives(bank.dayFile(day))).status).toBe(201);
    const found = (await hall.app.reconciliation.sources()).find(each => each.source === source)!;
    return hall.app.reconciliation.run(found, day);
  }
  const refundsOnlyTheyHave = async (day: BusinessDate) =>
    (
      await hall.owner.query(
        `SELECT d.id FROM reconciliation_differences d JOIN reconciliation_days y ON y.id = d.day_id
          WHERE y.source = $1 AND y.day = $2 AND d.kind = 'refund' AND d.class = 'missing-here' AND d.status <> 'resolved'`,
        [source, day],
      )
    ).rows;
  /** The bank has put a debit back, its day file says so, and two persons book what only it knows. */
  async function givenBack(payer: Payer, day: BusinessDate): Promise<void> {
    bank.giveBack((await debitNoOf(payer))!, day);
    expect(await dayOf(day)).toMatchObject({ status: 'differences' });
    const rows = await refundsOnlyTheyHave(day);
    expect(rows).toHaveLength(1);
    expect((await book(rows[0].id)).status).toBe(200);
  }
  /** Proposed by one, decided by another. */
  async function book(differenceId: number) {
    const at = `/staff/reconciliation/differences/${differenceId}`;
    const proposal = { action: 'post', reason: '银行已退回' };
    await hall.call('POST', `${at}/proposal`, { cookie: finance, body: proposal, key: freshKey() });
    const decision = { cookie: supervisor, body: { approve: true }, key: freshKey() };
    return hall.call('POST', `${at}/decision`, decision);
  }
  const debitNoOf = async ({ bill }: Payer): Promise<string | undefined> =>
    (
      await hall.owner.query(
        `SELECT debit_no AS no FROM debit_items WHERE payable_id = $1 ORDER BY id DESC`,
        [bill.payableId],
      )
    ).rows[0]?.no;
  const isBack = async (payer: Payer) => {
    const { paymentNo } = await itemOf(payer);
    const { rows } = await hall.owner.query(
      `SELECT c.refunded_fen::int AS back, (SELECT count(*)::int FROM refunds f WHERE f.collection_id = c.id AND f.status = 'succeeded') AS times
         FROM collections c JOIN payments p ON p.id = c.payment_id WHERE p.payment_no = $1`,
      [paymentNo],
    );
    expect(rows).toEqual([{ back: amountFen, times: 1 }]);
    expect(await story.owed(payer.bill)).toBe(amountFen);
  };
  const isOnce = async (payer: Payer) => {
    expect(await collected(payer)).toEqual(once);
    expect(await story.owed(payer.bill)).toBe(0);
  };
  /** Refused whole: not booked, still out; and the right file is taken all the same. */
  async function refused(payer: Payer, name: string, bytes: Buffer): Promise<void> {
    const right = bank.answer(name, today);
    const answer = await arrives({ name: right.name, bytes });
    expect([answer.status, answer.body.error]).toEqual([422, 'debit-file-refused']);
    expect([(await itemOf(payer)).status, await story.owed(payer.bill)]).toEqual(['out', amountFen]);
    expect((await arrives(right)).status).toBe(201);
    await isOnce(payer);
  }
  /** The bank's answer with its one row changed, sealed anew. */
  function changed(name: string, change: { amount?: number; key?: string }): Buffer {
    const { head, rows } = bank.read(name);
    const [, seq, debitNo, mandateNo, , , asked] = rows[0]!;
    const day = today.replaceAll('-', '');
    const amount = change.amount ?? Number(asked);
    return bank.seal(
      [
        ['0', 'DKRES', '1.0', head[3], head[4], day, head[6], head[7], '0000'].join('|'),
        ['1', seq, debitNo, mandateNo, amount, '0000', `X${debitNo!.slice(2)}`, `${day}093000`, ''].join('|'),
      ],
      [1, 1, amount],
      change.key,
    );
  }
  const deadlinePasses = async (name: string) => {
    await hall.owner.query(
      `UPDATE debit_batches b SET deadline = now() - interval '1 minute' FROM debit_files f WHERE f.batch_id = b.id AND f.name = $1`,
      [name],
    );
    await hall.app.runJob('expire-debit-files');
  };

  return {
    differences: story.differences,
    async close() {
      await hall.close();
      await bank.close();
    },
    play: {
      async success() {
        const payer = await debtor();
        const name = await sentFile();
        bank.take(name);
        const result = bank.answer(name, today);
        bank.put(result.name, result.bytes);
        await hall.app.runJob('fetch-debit-results');
        await isOnce(payer);
        const { paymentNo } = await itemOf(payer);
        const { body: payment } = await hall.call('GET', `/staff/payments/${paymentNo}`, { cookie: finance });
        expect(JSON.stringify(payment)).toMatch(/"receiptNo":"SJ/);
      },
      async decline() {
        const payer = await debtor();
        const result = bank.answer(await sentFile(), today, { 1: '1001' });
        expect((await arrives(result)).status).toBe(201);
        expect(await itemOf(payer)).toMatchObject({ status: 'failed', code: '1001' });
        expect(await story.owed(payer.bill)).toBe(amountFen);
        await story.paid(payer);
        expect(await story.owed(payer.bill)).toBe(0);
      },
      async repeat() {
        const payer = await debtor();
        const result = bank.answer(await sentFile(), today);
        expect((await arrives(result)).body.outcome).toBe('taken');
        expect((await arrives(result)).body.outcome).toBe('repeat');
        await isOnce(payer);
      },
      async concurrent() {
        const payer = await debtor();
        const result = bank.answer(await sentFile(), today);
        bank.put(result.name, result.bytes);
        await Promise.all([
          hall.app.runJob('fetch-debit-results'),
          ...Array.from({ length: 6 }, () => arrives(result)),
        ]);
        await isOnce(payer);
      },
      async forged() {
        const payer = await debtor();
        const name = await sentFile();
        await refused(payer, name, changed(name, { key: '000102030405060708090a0b0c0d0e0f' }));
      },
      async 'wrong-amount'() {
        const payer = await debtor();
        const name = await sentFile();
        await refused(payer, name, changed(name, { amount: amountFen - 1 }));
      },
      async 'altered-file'() {
        const payer = await debtor();
        const name = await sentFile();
        const altered = Buffer.from(bank.answer(name, today).bytes);
        altered[altered.indexOf(String(amountFen))] = '9'.charCodeAt(0);
        await refused(payer, name, altered);
      },
      async locked() {
        const payer = await debtor();
        const name = await sentFile();
        const start = await story.start(payer);
        expect([start.status, start.body.error]).toEqual([409, 'payable-locked']);
        await arrives(bank.answer(name, today));
        await isOnce(payer);
      },
      async unlocks() {
        const told = await debtor();
        await arrives(bank.answer(await sentFile(), today, { 1: '1001' }));
        expect((await story.start(told)).status).toBe(201);
        const waiting = await debtor();
        await deadlinePasses(await sentFile());
        expect((await story.start(waiting)).status).toBe(201);
        // What the bank has not answered never goes out a second time.
        expect((await startBatch()).body.rows).toBe(0);
      },
      async 'paid-elsewhere'() {
        const payer = await debtor();
        const name = await sentFile();
        await deadlinePasses(name);
        await story.paid(payer);
        expect((await arrives(bank.answer(name, today))).status).toBe(201);
        expect(await collected(payer)).toEqual(once);
        expect([await story.owed(payer.bill), await story.balance(payer.household)]).toEqual([0, amountFen]);
        expect(await story.odd((await itemOf(payer)).paymentNo)).toEqual(['surplus']);
      },
      async midnight() {
        const days = [addDays(today, -4), addDays(today, -3)];
        for (const day of days) {
          const payer = await debtor();
          await arrives(bank.answer(await sentFile(), day));
          const { rows } = await hall.owner.query(
            `SELECT c.clearing_on::text AS day FROM collections c JOIN payments p ON p.id = c.payment_id WHERE p.payment_no = $1`,
            [(await itemOf(payer)).paymentNo],
          );
          expect(rows).toEqual([{ day }]);
        }
        for (const day of days)
          expect(await dayOf(day)).toMatchObject({ status: 'matched', matched: 1, open: 0 });
      },
      async 'give-back'() {
        const [paidOn, backOn] = [addDays(today, -7), addDays(today, -6)];
        const payer = await debtor();
        await arrives(bank.answer(await sentFile(), paidOn));
        await isOnce(payer);
        await givenBack(payer, backOn);
        await isBack(payer);
      },
      async 'give-back-once'() {
        const [paidOn, backOn] = [addDays(today, -9), addDays(today, -8)];
        const payer = await debtor();
        await arrives(bank.answer(await sentFile(), paidOn));
        await givenBack(payer, backOn);
        for (let round = 0; round < 2; round++) {
          await dayOf(backOn);
          expect(await refundsOnlyTheyHave(backOn)).toEqual([]);
        }
        // Once more under a serial of its own: it waits for people, and cannot be booked.
        const again = addDays(backOn, 1);
        bank.giveBack((await debitNoOf(payer))!, again);
        await dayOf(again);
        const [second] = await refundsOnlyTheyHave(again);
        expect((await book(second!.id)).status).toBeGreaterThanOrEqual(400);
        expect(await refundsOnlyTheyHave(again)).toHaveLength(1);
        await isBack(payer);
      },
      async killed() {
        const payer = await debtor();
        crash.at('debit-file-written');
        await startBatch();
        const name = await newestFile();
        const result = bank.answer(name, today);
        crash.at('debit-result-stored');
        expect((await arrives(result)).status).toBe(500);
        await Promise.all([hall.app.runJob('book-debit-results'), hall.app.runJob('book-debit-results')]);
        await isOnce(payer);
      },
      async file() {
        const day = addDays(today, -2);
        const payers = await debtors(3);
        const name = await sentFile();
        await arrives(bank.answer(name, day, { 2: '1001' }));
        expect(await dayOf(day)).toMatchObject({ status: 'matched', matched: payers.length - 1, open: 0 });
      },
    },
  };
};
