/** The debit bank end to end: files over SSH to a bank that was built from the specification alone. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { freshKey, type Payer, paymentStory } from '../../integration/payments/story.ts';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';

let hall: RunningHall;
let story: ReturnType<typeof paymentStory>;
let finance: string;

beforeAll(async () => {
  hall = await startHall();
  story = paymentStory(hall);
  finance = await story.staff('finance');
  const of = (name: string): string => hall.sandbox.credentials[`DEBIT_BANK_${name}`]!;
  const body = {
    nameZh: '电亭农商银行',
    nameEn: 'Dianting Rural Bank',
    utilityCode: of('UTILITY'),
    active: true,
    keyId: of('FILE_KEY_ID'),
    key: of('FILE_KEY'),
    sftp: {
      host: of('SFTP_HOST'),
      port: Number(of('SFTP_PORT')),
      user: of('SFTP_USER'),
      hostKey: of('SFTP_HOST_KEY'),
      folder: '',
    },
    sftpKey: of('SFTP_KEY'),
  };
  const cookie = await story.staff('administrator');
  const added = await hall.call('PUT', `/staff/debit-banks/${of('CODE')}`, { cookie, body });
  if (added.status !== 200) throw new Error(JSON.stringify(added.body));
});
afterAll(async () => {
  expect(await story.differences()).toEqual([]);
  await hall.close();
});
beforeEach(async () => {
  await hall.sandbox.post('/control/faults', { rules: [] });
  await hall.sandbox.post('/control/settings', { bankDelayMs: 20 });
  // Each story has its own mandates.
  await hall.owner.query(
    `UPDATE debit_mandates SET status = 'ended', ended_at = now() WHERE status <> 'ended'`,
  );
});

async function debtor(amountFen: number, account = '6230580000012345675'): Promise<Payer> {
  const payer = await story.payer(amountFen);
  const signed = await hall.call('POST', `/households/${payer.household.accountNo}/mandate`, {
    token: payer.resident.token,
    body: { bankCode: 'DTNS', bankAccount: account, holderName: '欧阳娜娜' },
    key: freshKey(),
  });
  if (signed.status !== 201) throw new Error(JSON.stringify(signed.body));
  await hall.owner.query(
    'UPDATE debit_mandates SET effective_from = current_date - 1 WHERE mandate_no = $1',
    [signed.body.mandate.mandateNo],
  );
  return payer;
}
interface BankBatch {
  name: string;
  fileCode: string;
}
async function batchOut(): Promise<void> {
  const key = freshKey();
  const started = await hall.call('POST', '/staff/debit-batches', {
    cookie: finance,
    body: { bankCode: 'DTNS' },
    key,
  });
  if (started.status !== 201) throw new Error(JSON.stringify(started.body));
}
/** Works outbox and mailbox until the item has come to an end. */
async function until(payer: Payer, status: string) {
  return eventually(
    async () => {
      await hall.app.runJob('deliver-outbox');
      await hall.app.runJob('fetch-debit-results').catch(() => undefined);
      const { rows } = await hall.owner.query(
        'SELECT status, code, payment_no FROM debit_items WHERE payable_id = $1 ORDER BY id DESC LIMIT 1',
        [payer.bill.payableId],
      );
      return rows[0] as { status: string; code: string; payment_no: string };
    },
    item => item?.status === status,
    30_000,
  );
}
const taken = (amount: number) =>
  hall.sandbox
    .get<{ amount: number; serial: string; date: string }[]>('/control/bank/entries')
    .then(entries => entries.filter(entry => entry.amount === amount));
const misbehave = (on: string, fault: string, more: object = {}) =>
  hall.sandbox.post('/control/faults', { gateway: 'debit-bank', on, fault, count: 1, ...more });

test('a batch goes out, the bank takes the money, the bill is paid and found again under the bank’s serial', async () => {
  const payer = await debtor(12_840);
  await batchOut();
  const item = await until(payer, 'taken');
  expect(await story.owed(payer.bill)).toBe(0);
  const { rows } = await hall.owner.query(
    `SELECT c.source, c.trade_no, c.clearing_on::text AS day FROM collections c JOIN payments p ON p.id = c.payment_id WHERE p.payment_no = $1`,
    [item.payment_no],
  );
  const [entry] = await taken(12_840);
  const day = entry!.date.replace(/(....)(..)(..)/, '$1-$2-$3');
  expect(rows).toEqual([{ source: 'debit-bank:DTNS', trade_no: entry!.serial, day }]);
  const batches = await hall.sandbox.get<BankBatch[]>('/control/bank/batches');
  expect(batches.at(-1)).toMatchObject({ fileCode: '0000' });
});

test('each of the bank’s reasons comes back with the row, and only what was taken is paid', async () => {
  const [poor, cancelled, rich] = [
    await debtor(8001, '6230580000011001'),
    await debtor(8002, '6230580000021006'),
    await debtor(8003),
  ];
  await batchOut();
  await until(rich, 'taken');
  const codeOf = async (payer: Payer) =>
    (
      await hall.owner.query('SELECT code FROM debit_items WHERE payable_id = $1 ORDER BY id DESC LIMIT 1', [
        payer.bill.payableId,
      ])
    ).rows[0].code;
  expect([await codeOf(poor), await codeOf(cancelled)]).toEqual(['1001', '1006']);
  expect([
    await story.owed(poor.bill),
    await story.owed(cancelled.bill),
    await story.owed(rich.bill),
  ]).toEqual([8001, 8002, 0]);
});

describe('what goes wrong on the way takes no money twice', () => {
  test('the line is cut while sending: the file is sent again and taken once', async () => {
    const payer = await debtor(9001);
    await misbehave('transfer', 'reset');
    await batchOut();
    await resend(payer);
    expect(await taken(9001)).toHaveLength(1);
  });

  test('the line is cut after the file was there: it is found, not sent again', async () => {
    const payer = await debtor(9002);
    await misbehave('transfer', 'reset-after');
    await batchOut();
    await resend(payer);
    expect(await taken(9002)).toHaveLength(1);
    expect(await story.owed(payer.bill)).toBe(0);
  });

  test('a result cut in half or wrongly sealed is refused whole; the right one is then taken', async () => {
    for (const [amount, fault] of [
      [9003, 'malformed'],
      [9004, 'forged-signature'],
    ] as const) {
      const payer = await debtor(amount);
      await misbehave('notify-result', fault);
      await batchOut();
      const name = await eventually(
        async () => {
          await hall.app.runJob('deliver-outbox');
          const found = await taken(amount);
          return found.length > 0
            ? (await hall.sandbox.get<BankBatch[]>('/control/bank/batches')).at(-1)!.name
            : '';
        },
        batch => batch !== '',
      );
      await hall.app.runJob('fetch-debit-results').catch(() => undefined);
      expect(await story.owed(payer.bill)).toBe(amount);
      await hall.sandbox.post('/control/bank/answer', { name });
      await until(payer, 'taken');
      expect(await story.owed(payer.bill)).toBe(0);
    }
  });

  test('a result that never comes leaves the bill locked and unpaid; it is not debited again', async () => {
    const payer = await debtor(9005);
    await misbehave('notify-result', 'drop');
    await batchOut();
    await eventually(
      async () => {
        await hall.app.runJob('deliver-outbox');
        return taken(9005);
      },
      found => found.length === 1,
    );
    await hall.app.runJob('fetch-debit-results');
    expect((await story.start(payer)).body.error).toBe('payable-locked');
    const again = await hall.call('POST', '/staff/debit-batches', {
      cookie: finance,
      body: { bankCode: 'DTNS' },
      key: freshKey(),
    });
    expect(again.status).not.toBe(500);
    expect(await taken(9005)).toHaveLength(1);
  });

  /** The outbox waits before it tries again; here nobody waits. */
  async function resend(payer: Payer): Promise<void> {
    await eventually(
      async () => {
        await hall.owner.query(
          `UPDATE outbox_messages SET next_at = now() - interval '1 second' WHERE sent_at IS NULL`,
        );
        await hall.app.runJob('deliver-outbox');
        await hall.app.runJob('fetch-debit-results').catch(() => undefined);
        return story.owed(payer.bill);
      },
      owed => owed === 0,
      30_000,
    );
  }
});
