/** Rows on their way into tables: gathered as COPY text, sent table by table in an order that foreign keys allow. */
import type pg from 'pg';
import { type Cell, copyInto, copyLine } from '../../server/src/infra/copy-rows.ts';

/** Columns by table, in the order of their COPY. */
export const tables = {
  transformer_areas: ['id', 'region_code', 'code', 'name'],
  premises: ['id', 'region_code', 'transformer_area_id', 'district', 'street', 'building', 'unit', 'room'],
  metering_points: ['id', 'premises_id', 'code'],
  meters: ['id', 'asset_no', 'digits', 'multiplier', 'time_of_use'],
  meter_installations: ['id', 'meter_id', 'metering_point_id', 'installed_on', 'removed_on'],
  supply_accounts: ['id', 'account_no', 'region_code', 'metering_point_id', 'category'],
  customers: ['id', 'name_enc', 'name_hash', 'phone_enc', 'phone_hash', 'identity_no_enc', 'identity_hash'],
  holder_periods: ['id', 'account_id', 'customer_id', 'contract_no', 'from_date', 'to_date'],
  tariff_options: ['id', 'holder_period_id', 'kind', 'from_date', 'to_date', 'people'],
  readings: ['meter_id', 'read_on', 'total', 'peak', 'valley', 'quality', 'source', 'received_at'],
  customer_balances: ['holder_period_id', 'balance_fen', 'prepaid_fen'],
  payables: [
    'id',
    'kind',
    'holder_period_id',
    'amount_fen',
    'paid_fen',
    'status',
    'credit_account',
    'balance_times',
    'created_at',
  ],
  bills: [
    'id',
    'bill_no',
    'holder_period_id',
    'account_id',
    'payable_id',
    'month',
    'from_date',
    'to_date',
    'issued_at',
    'due_on',
    'energy',
    'energy_fen',
    'adjustment_fen',
    'total_fen',
    'estimated',
    'content',
  ],
  people: ['id', 'phone_enc', 'phone_hash'],
  identities: ['id', 'person_id', 'provider', 'app_id', 'subject'],
  bindings: ['id', 'person_id', 'holder_period_id', 'level', 'is_holder', 'nickname', 'is_default'],
  payments: [
    'id',
    'payment_no',
    'person_id',
    'channel',
    'gateway',
    'product',
    'amount_fen',
    'status',
    'description',
    'created_at',
    'expires_at',
    'settled_at',
  ],
  payment_items: ['id', 'payment_id', 'payable_id', 'amount_fen'],
  collections: [
    'id',
    'payment_id',
    'source',
    'trade_no',
    'order_no',
    'amount_fen',
    'paid_at',
    'clearing_on',
    'origin',
    'created_at',
  ],
  allocations: ['id', 'collection_id', 'payable_id', 'holder_period_id', 'account_code', 'amount_fen'],
  receipts: ['id', 'receipt_no', 'collection_id', 'check_code', 'issued_at'],
  payment_events: ['id', 'payment_id', 'at', 'kind', 'detail'],
  ledger_transactions: ['id', 'kind', 'reference', 'business_date', 'posted_at'],
  ledger_postings: ['id', 'transaction_id', 'account_code', 'holder_period_id', 'amount_fen'],
} as const;

export type Table = keyof typeof tables;

export type Row<T extends Table> = Record<(typeof tables)[T][number], Cell>;

export interface Rows {
  add<T extends Table>(table: T, row: Row<T>): void;
  /** The next row number of a table. */
  id(table: Table): number;
  /** Takes what has been gathered: the COPY text of each table. */
  take(): Map<Table, string>;
}

/** @param starts the first free number of each table */
export function createRows(starts: ReadonlyMap<Table, number>): Rows & { used(): Map<Table, number> } {
  const next = new Map(starts);
  let gathered = new Map<Table, string>();
  return {
    add(table, row) {
      const columns = tables[table] as readonly (keyof typeof row)[];
      // One text grows: millions of lines of their own are a burden to the collector of garbage.
      gathered.set(table, (gathered.get(table) ?? '') + copyLine(columns.map(column => row[column])));
    },
    id(table) {
      const id = next.get(table) ?? 1;
      next.set(table, id + 1);
      return id;
    },
    take() {
      const taken = gathered;
      gathered = new Map();
      return taken;
    },
    used: () => new Map(next),
  };
}

export async function copyRows(client: pg.ClientBase, gathered: Map<Table, string>): Promise<void> {
  for (const [table, columns] of Object.entries(tables)) {
    const text = gathered.get(table as Table);
    if (text) await copyInto(client, `${table} (${columns.join(', ')})`, pieces(text));
  }
}

/** Pieces of a size that the socket takes without holding up the making of the next rows. */
function* pieces(text: string): Generator<Buffer> {
  const bytes = Buffer.from(text);
  const size = 256 * 1024;
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}
