/** What the stories about reconciliation share: a hall whose residents have paid, and how a day of a source is looked at. */
import { addDays, type BusinessDate, businessDate } from '../../../server/src/shared/dates.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { type Payer, paymentStory } from '../payments/story.ts';

export const today = () => businessDate(new Date());
export const yesterday = () => addDays(today(), -1);
/** Noon in Beijing. */
export const noonOf = (day: BusinessDate) => `${day}T04:00:00Z`;

export async function openDays(environment: Record<string, string> = {}) {
  const hall = await startHall({ environment });
  await hall.sandbox.post('/control/settings', { enforceBillTime: false });
  const story = paymentStory(hall);
  const sourceOf = async (prefix: string) =>
    (await hall.app.reconciliation.sources()).find(({ source }) => source.startsWith(prefix))!;
  return {
    hall,
    story,
    sourceOf,
    async run(prefix: string, day: BusinessDate) {
      return hall.app.reconciliation.run(await sourceOf(prefix), day);
    },
    /** Paid at the gateway and told to us, by default at noon yesterday. */
    async paid(change: Record<string, unknown> = {}, pay: Record<string, unknown> = {}) {
      const payer = await story.payer();
      const started = await story.start(payer, change);
      if (started.status !== 201) throw new Error(JSON.stringify(started.body));
      const { paymentNo } = started.body;
      const { action } = started.body;
      const opened =
        action?.kind === 'form'
          ? { payForm: { action: action.url, fields: action.fields } }
          : action?.url
            ? { payUrl: action.url }
            : {};
      await story.pay(paymentNo, { paidAt: noonOf(yesterday()), ...opened, ...pay });
      if (pay['notify'] !== false) await story.reaches(payer, paymentNo, 'credited');
      return { payer, paymentNo: paymentNo as string };
    },
    /** As if the order had been placed in time for its payment of yesterday. */
    async backdate(paymentNo: string, at = noonOf(yesterday())) {
      await hall.owner.query(
        `UPDATE payments SET created_at = $2::timestamptz - interval '1 minute', expires_at = $2::timestamptz + interval '10 minutes' WHERE payment_no = $1`,
        [paymentNo, at],
      );
    },
    async differences(day: BusinessDate, prefix = '') {
      const { rows } = await hall.owner.query(
        `SELECT d.*, d.ours_fen::int AS ours, d.theirs_fen::int AS theirs FROM reconciliation_differences d JOIN reconciliation_days y ON y.id = d.day_id
          WHERE y.day = $1 AND y.source LIKE $2 || '%' ORDER BY d.id`,
        [day, prefix],
      );
      return rows;
    },
    async collection(paymentNo: string) {
      const { rows } = await hall.owner.query(
        'SELECT c.* FROM collections c JOIN payments p ON p.id = c.payment_id WHERE p.payment_no = $1',
        [paymentNo],
      );
      return rows[0];
    },
    async balanceOf(account: string): Promise<number> {
      const { rows } = await hall.owner.query(
        'SELECT coalesce(sum(amount_fen), 0)::int AS sum FROM ledger_postings WHERE account_code = $1',
        [account],
      );
      return rows[0].sum;
    },
    /** The file as it was kept, to be brought again in another state. */
    async keptFile(prefix: string, day: BusinessDate, part = 'trade'): Promise<Buffer> {
      const { rows } = await hall.owner.query(
        `SELECT id FROM statement_files WHERE source LIKE $1 || '%' AND day = $2 AND part = $3 ORDER BY id LIMIT 1`,
        [prefix, day, part],
      );
      const cookie = await story.staff('finance');
      return (await hall.call('GET', `/staff/reconciliation/files/${rows[0].id}`, { cookie })).body;
    },
    async bring(
      cookie: string,
      prefix: string,
      day: BusinessDate,
      part: string,
      file: Buffer,
      name?: string,
    ) {
      const { source } = await sourceOf(prefix);
      const query = new URLSearchParams({ source, day, part, ...(name ? { name } : {}) });
      const reply = await fetch(`${hall.url}/api/v1/staff/reconciliation/files?${query}`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/octet-stream' },
        body: new Uint8Array(file),
      });
      // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
      return { status: reply.status, body: (await reply.json()) as any };
    },
    books: () => story.differences(),
    close: () => hall.close(),
  };
}

export type Days = Awaited<ReturnType<typeof openDays>>;
export type { Payer, RunningHall };
