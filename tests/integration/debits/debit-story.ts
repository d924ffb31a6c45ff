/** A hall with a bank that debits, for stories about what the bank answers late. */
import { addDays, type BusinessDate, businessDate } from '../../../server/src/shared/dates.ts';
import { eventually, startHall } from '../../support/hall.ts';
import { freshKey, type Payer, paymentStory } from '../payments/story.ts';
import { openBank } from './bank.ts';

export const day = (back: number): BusinessDate => addDays(businessDate(new Date()), -back);

export interface SentDebit {
  payer: Payer;
  file: string;
  debitNo: string;
  mandateNo: string;
}

export async function openDebits(options: Parameters<typeof startHall>[0] = {}) {
  const [hall, bank] = await Promise.all([startHall(options), openBank()]);
  const story = paymentStory(hall);
  const [finance, supervisor] = [await story.staff('finance'), await story.staff('supervisor')];
  await hall.call('PUT', '/staff/debit-banks/DTNS', {
    cookie: await story.staff('administrator'),
    body: {
      nameZh: '电亭农商银行',
      nameEn: 'Dianting Rural Bank',
      utilityCode: 'DIANTING',
      active: true,
      keyId: bank.keyId,
      key: bank.key,
      sftp: bank.sftp,
      sftpKey: bank.sftpKey,
    },
  });
  const row = async (text: string, ...values: unknown[]) => (await hall.owner.query(text, values)).rows[0];

  const it = {
    hall,
    bank,
    story,
    finance,
    supervisor,
    row,
    async debtor(): Promise<Payer> {
      const payer = await story.payer(12_840);
      const path = `/households/${payer.household.accountNo}/mandate`;
      const body = { bankCode: 'DTNS', bankAccount: '6230580000012345675', holderName: '欧阳娜娜' };
      await hall.call('POST', path, { token: payer.resident.token, body, key: freshKey() });
      await hall.owner.query(
        'UPDATE debit_mandates SET effective_from = current_date - 1 WHERE holder_period_id = $1',
        [payer.household.holderPeriodId],
      );
      return payer;
    },
    startBatch: () =>
      hall.call('POST', '/staff/debit-batches', {
        cookie: finance,
        body: { bankCode: 'DTNS' },
        key: freshKey(),
      }),
    /** The bill of this payer, and no other's, has gone to the bank. */
    async sent(payer: Payer): Promise<SentDebit> {
      await it.startBatch();
      const found = await row(
        `SELECT f.name, i.debit_no, m.mandate_no FROM debit_items i JOIN debit_files f ON f.id = i.file_id JOIN debit_mandates m ON m.id = i.mandate_id
          WHERE i.payable_id = $1 ORDER BY i.id DESC LIMIT 1`,
        payer.bill.payableId,
      );
      await eventually(
        async () => {
          await hall.app.runJob('deliver-outbox');
          return bank.names('upload');
        },
        names => names.includes(found.name),
      );
      return { payer, file: found.name, debitNo: found.debit_no, mandateNo: found.mandate_no };
    },
    async expire({ file }: SentDebit) {
      await hall.owner.query(
        `UPDATE debit_batches b SET deadline = now() - interval '1 minute' FROM debit_files f WHERE f.batch_id = b.id AND f.name = $1`,
        [file],
      );
      await hall.app.runJob('expire-debit-files');
    },
    askRelease: ({ file }: SentDebit, cookie = finance) =>
      hall.call('POST', `/staff/debit-files/${file}/release`, {
        cookie,
        body: { reason: '银行来函：未扣款' },
      }),
    decideRelease: ({ file }: SentDebit, approve = true, cookie = supervisor) =>
      hall.call('POST', `/staff/debit-files/${file}/release-decision`, {
        cookie,
        body: { approve, note: '与凭证不符' },
      }),
    /** Two persons release it. */
    async release(debit: SentDebit) {
      await it.askRelease(debit);
      return it.decideRelease(debit);
    },
    async upload(name: string, bytes: Buffer) {
      const reply = await fetch(`${hall.url}/api/v1/staff/debit-results?bankCode=DTNS&name=${name}`, {
        method: 'POST',
        headers: { cookie: finance, 'content-type': 'application/octet-stream' },
        body: new Uint8Array(bytes),
      });
      return { status: reply.status, body: (await reply.json()) as Record<string, unknown> };
    },
    /** The bank's file of what moved on that day: `D` debited, `R` given back under a serial of its own. */
    dayFile(
      on: BusinessDate,
      moved: readonly { debit: SentDebit; serial: string; kind: 'D' | 'R' }[],
      utility = 'DIANTING',
    ) {
      const digits = on.replaceAll('-', '');
      const lines = moved.map(({ debit, serial, kind }, place) =>
        ['1', place + 1, serial, debit.debitNo, debit.mandateNo, 12_840, kind, `${digits}093000`].join('|'),
      );
      const totals = (['D', 'R'] as const).flatMap(kind => {
        const rows = moved.filter(each => each.kind === kind).length;
        return [rows, rows * 12_840];
      });
      const head = `0|DKDAY|1.0|DTNS|${utility}|${digits}`;
      return { name: `DKDAY_DTNS_${digits}.txt`, bytes: bank.seal([head, ...lines], totals) };
    },
    item: (payer: Payer) =>
      row(
        'SELECT status, code, payment_no AS "paymentNo" FROM debit_items WHERE payable_id = $1 ORDER BY id LIMIT 1',
        payer.bill.payableId,
      ),
    async reconcile(on: BusinessDate) {
      const sources = await hall.app.reconciliation.sources(on);
      return hall.app.reconciliation.run(sources.find(({ source }) => source === 'debit-bank:DTNS')!, on);
    },
    async differences(on: BusinessDate) {
      const { rows } = await hall.owner.query(
        `SELECT d.* FROM reconciliation_differences d JOIN reconciliation_days y ON y.id = d.day_id WHERE y.source = 'debit-bank:DTNS' AND y.day = $1 ORDER BY d.id`,
        [on],
      );
      return rows;
    },
    /** Two persons book it. */
    async post(id: number) {
      const at = `/staff/reconciliation/differences/${id}`;
      const proposal = { action: 'post', reason: '已与银行核实' };
      await hall.call('POST', `${at}/proposal`, { cookie: finance, key: freshKey(), body: proposal });
      const decision = { cookie: supervisor, key: freshKey(), body: { approve: true } };
      return hall.call('POST', `${at}/decision`, decision);
    },
    async close() {
      await hall.close();
      await bank.close();
    },
  };
  return it;
}

export type Debits = Awaited<ReturnType<typeof openDebits>>;
