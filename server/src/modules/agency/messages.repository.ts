/** Partners' messages: stored, then handled, each by one function of the database. */
import type { Pool } from 'pg';
import type { agencyWire } from '../payments/index.ts';

export interface MessageToStore {
  partnerId: number;
  trade: agencyWire.AgencyTrade;
  tradeKey: string;
  nonce: string | null;
  channel: string;
  terminalNo: string | null;
  contentHash: Buffer;
  parsed: object;
  raw: Buffer;
  receivedAt: Date;
}

/** What is answered at once and only uses its nonce up. */
type PassingMessage = Omit<MessageToStore, 'trade' | 'terminalNo'> & { trade: 'look-up' | 'file' };

export interface StoredMessage {
  id: number;
  outcome: 'new' | 'repeat' | 'differs' | 'replay';
  /** Of the first one, where this is a repeat that was answered. */
  code: agencyWire.AgencyCode | null;
  result: object | null;
  /** Of the first one. */
  parsed: { time?: string };
}

export interface Handled {
  code: agencyWire.AgencyCode;
  result: object | null;
}

export interface QuoteToStore {
  quoteId: string;
  accountNo: string;
  holderPeriodId: number;
  items: readonly { payableId: number; amountFen: number }[];
  amountFen: number;
}

export interface PaymentState {
  /** Of the stored message; null where the money came otherwise (from a file). */
  messageId: number | null;
  status: 'stored' | 'handled';
  code: string | null;
  reversed: boolean;
  receiptNo: string | null;
  clearingOn: string | null;
  amountFen: number | null;
}

export interface MessagesRepository {
  store(message: MessageToStore): Promise<StoredMessage>;
  /** Handles a stored pay or reverse, once. @param number ours: of the payment, or of the reversal */
  handle(id: number, number: string, now: Date): Promise<Handled>;
  /** Keeps an inquiry with what it is answered, and its quote where there is one. */
  storeInquiry(
    inquiry: MessageToStore,
    code: agencyWire.AgencyCode,
    quote: QuoteToStore | undefined,
  ): Promise<{ outcome: 'new' | 'replay'; code: agencyWire.AgencyCode }>;
  /** False when its nonce was seen before. */
  note(message: PassingMessage, code: agencyWire.AgencyCode): Promise<boolean>;
  paymentState(partnerId: number, source: string, tradeKey: string): Promise<PaymentState | undefined>;
  /** Pays and reverses stored before `before` and not handled, of those behind number `after`, oldest first. */
  unhandled(before: Date, after: number, limit: number): Promise<{ id: number; trade: 'pay' | 'reverse' }[]>;
  /** The month's energy in 0.01 kWh, of the account's present holder. */
  billedEnergy(accountNo: string, month: string): Promise<number | undefined>;
  /** Quotes, inquiries, queries, look-ups and notes of files older than `before` prove nothing any more. */
  forget(before: Date): Promise<void>;
}

export function createMessagesRepository(pool: Pool): MessagesRepository {
  return {
    async store(message) {
      const { rows } = await pool.query<StoredMessage>({
        name: 'partner-store',
        text: `SELECT message_id AS id, outcome, code, result, parsed FROM store_partner_message($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)`,
        values: [
          message.partnerId,
          message.trade,
          message.tradeKey,
          message.nonce,
          message.channel,
          message.terminalNo,
          message.contentHash,
          JSON.stringify(message.parsed),
          message.raw,
          message.receivedAt,
        ],
      });
      return rows[0]!;
    },
    async handle(id, number, now) {
      const text = 'SELECT code, result FROM handle_partner_message($1, $2, $3)';
      return (await pool.query<Handled>({ name: 'partner-handle', text, values: [id, number, now] }))
        .rows[0]!;
    },
    async storeInquiry(inquiry, code, quote) {
      const { rows } = await pool.query<{ outcome: 'new' | 'replay'; code: agencyWire.AgencyCode }>({
        name: 'partner-inquiry',
        text: 'SELECT outcome, code FROM store_partner_inquiry($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16)',
        values: [
          inquiry.partnerId,
          inquiry.tradeKey,
          inquiry.nonce,
          inquiry.channel,
          inquiry.terminalNo,
          inquiry.contentHash,
          JSON.stringify(inquiry.parsed),
          inquiry.raw,
          inquiry.receivedAt,
          code,
          quote?.quoteId ?? null,
          quote?.accountNo ?? null,
          quote?.holderPeriodId ?? null,
          quote?.items.map(item => item.payableId) ?? [],
          quote?.items.map(item => item.amountFen) ?? [],
          quote?.amountFen ?? null,
        ],
      });
      return rows[0]!;
    },
    async note(message, code) {
      const { rows } = await pool.query<{ fresh: boolean }>({
        name: 'partner-note',
        text: 'SELECT note_partner_message($1,$2,$3,$4,$5,$6,$7,$8,$9,$10) AS fresh',
        values: [
          message.partnerId,
          message.trade,
          message.tradeKey,
          message.nonce,
          message.channel,
          message.contentHash,
          JSON.stringify(message.parsed),
          message.raw,
          message.receivedAt,
          code,
        ],
      });
      return rows[0]!.fresh;
    },
    async paymentState(partnerId, source, tradeKey) {
      const text = `
        SELECT m.id AS "messageId", coalesce(m.status, 'handled') AS status, m.code,
            c.refunded_fen = c.amount_fen AND EXISTS (SELECT FROM refunds f WHERE f.collection_id = c.id AND f.way = 'reversal' AND f.status = 'succeeded') AS reversed,
            r.receipt_no AS "receiptNo", c.clearing_on::text AS "clearingOn", c.amount_fen AS "amountFen"
          FROM (SELECT * FROM partner_messages WHERE partner_id = $1 AND trade = 'pay' AND trade_key = $3) m
          FULL JOIN (SELECT * FROM collections WHERE source = $2 AND trade_no = $3) c ON c.trade_no = m.trade_key
          LEFT JOIN receipts r ON r.collection_id = c.id`;
      const values = [partnerId, source, tradeKey];
      return (await pool.query<PaymentState>({ name: 'partner-payment-state', text, values })).rows[0];
    },
    async unhandled(before, after, limit) {
      const text = `SELECT id, trade FROM partner_messages
        WHERE status = 'stored' AND trade IN ('pay', 'reverse') AND received_at <= $1 AND id > $2 ORDER BY id LIMIT $3`;
      return (await pool.query<{ id: number; trade: 'pay' | 'reverse' }>(text, [before, after, limit])).rows;
    },
    async billedEnergy(accountNo, month) {
      const text = `SELECT b.energy FROM bills b JOIN supply_accounts s ON s.id = b.account_id
          JOIN holder_periods h ON h.id = b.holder_period_id AND h.to_date IS NULL
        WHERE s.account_no = $1 AND b.month = $2 AND b.kind = 'bill' AND b.live ORDER BY b.id DESC LIMIT 1`;
      return (await pool.query<{ energy: number }>(text, [accountNo, month])).rows[0]?.energy;
    },
    async forget(before) {
      await pool.query('DELETE FROM partner_quotes WHERE created_at < $1', [before]);
      await pool.query(
        `DELETE FROM partner_messages WHERE received_at < $1 AND trade IN ('inquire', 'query', 'look-up', 'file')`,
        [before],
      );
    },
  };
}
