/** Fills a demo database with a town. One transaction: there is all of it or nothing. */
import pg from 'pg';
import { createFieldCipher, type FieldCipher } from '../../server/src/infra/crypto.ts';
import { openDatabase } from '../../server/src/infra/database.ts';
import { refuseUnlessDemo } from '../../server/src/infra/migrate.ts';
import { seedPartners } from '../../server/src/modules/agency/index.ts';
import { seedStaff } from '../../server/src/modules/staff/index.ts';
import {
  addDays,
  addMonths,
  type BusinessDate,
  businessDate,
  type Month,
  monthOf,
  parseBusinessDate,
} from '../../server/src/shared/dates.ts';
import { writeApplications } from './application-cases.ts';
import { createCalendar } from './calendar.ts';
import { checkBooks } from './check-books.ts';
import { copyRows, createRows, type Table, tables } from './copy-tables.ts';
import { writeCountedPast } from './counted-history.ts';
import { seedCrews } from './crews.ts';
import { createDemoPeople } from './demo-people.ts';
import type { HouseholdPlan } from './households.ts';
import { writeLadders } from './ladder-history.ts';
import { writeMessages } from './message-history.ts';
import { writeOutages } from './outage-plans.ts';
import { writePublicNotices } from './public-notices.ts';
import { reconcilePast } from './reconciliation-history.ts';
import { loadReferenceData, readEditions } from './reference-data.ts';
import { loadGrid } from './repair-grid.ts';
import { writeRepairs } from './repair-history.ts';
import { writeCases } from './service-cases.ts';
import { setIndexesAside } from './set-indexes-aside.ts';
import { type SeedContext, writeHousehold } from './write-household.ts';

export interface SeedOptions {
  ownerUrl: string;
  /** What named the database, for whoever reads a refusal. */
  setting?: string;
  /** Base64 of the 32 bytes that personal data is encrypted with. */
  fieldKey: string;
  accounts?: number;
  seed?: number;
  /** The day of the latest reading; yesterday, where it is not said. What is made up goes by this day. */
  until?: string;
  /** Bills of so many months back, and how many of them on the books; the rest count as settled before the books began. */
  billMonths?: number;
  bookMonths?: number;
  /** What people have said to the utility: so many cases. */
  cases?: number;
  /** Leave foreign keys and triggers on even where they could be set aside: slower, for tests. */
  checked?: boolean;
  say?: (line: string) => void;
  progress?: (done: number, total: number) => void;
}

export const standardAccounts = 2_000;
const standardCases = 400;
/** A larger town gets the bills of the last year only, the last two months of them on the books. */
const smallTown = 20_000;
const accountsPerChunk = 400;

/** @returns the database's size on disk, as PostgreSQL says it, and whether anything was filled in */
export async function seed(options: SeedOptions): Promise<{ size: string; filled: boolean }> {
  const say = options.say ?? (() => {});
  const until = options.until ? parseBusinessDate(options.until) : addDays(businessDate(new Date()), -1);
  await refuseUnlessDemo(options.ownerUrl, options.setting ?? 'DATABASE_OWNER_URL');
  const cipher = createFieldCipher(Buffer.from(options.fieldKey, 'base64'));
  const client = new pg.Client({ connectionString: options.ownerUrl });
  // Where the database ends under it, the query under way tells it.
  client.on('error', () => {});
  await client.connect();
  let size: string;
  let filled: boolean;
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock(hashtext($1))', ['seed']);
    await loadReferenceData(client);
    const there = await alreadyThere(client);
    if (there) say(there);
    else await fill(client, options, cipher, until);
    filled = !there;
    await client.query('COMMIT');
    size = await sizeOf(client);
  } finally {
    await client.end();
  }
  const db = openDatabase({ url: options.ownerUrl, poolSize: 2 });
  try {
    await seedStaff(db, cipher);
    await seedPartners(db, cipher);
  } finally {
    await db.close();
  }
  await seedCrews(options.ownerUrl, cipher);
  return { size, filled };
}

async function sizeOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ size: string }>(
    'SELECT pg_size_pretty(pg_database_size(current_database())) AS size',
  );
  return rows[0]!.size;
}

async function alreadyThere(client: pg.Client): Promise<string | null> {
  const { rows: marks } = await client.query<{ value: string }>(
    `SELECT value FROM database_marks WHERE name = 'seed'`,
  );
  if (marks[0]) return `Demo data is there already (${marks[0].value}); it is left alone`;
  const { rows } = await client.query('SELECT FROM supply_accounts LIMIT 1');
  return rows.length > 0 ? "This database has accounts that are not the demo's; it is left alone" : null;
}

async function fill(
  client: pg.Client,
  options: SeedOptions,
  cipher: FieldCipher,
  until: BusinessDate,
): Promise<void> {
  const accounts = options.accounts ?? standardAccounts;
  const number = options.seed ?? 1;
  if (!options.checked) await setChecksAside(client);
  const rows = createRows(await firstFreeNumbers(client));
  const people = createDemoPeople(cipher);
  const editions = await readEditions(client);
  const small = accounts <= smallTown;
  const month = monthOf(until);
  const makeIndexes = small ? undefined : await setIndexesAside(client, Object.keys(tables));
  const context: SeedContext = {
    seed: number,
    calendar: createCalendar(until),
    rows,
    cipher,
    versionsOf: (region, category) => editions.get(`${region}/${category}`) ?? [],
    areaId: areaNumbers(rows),
    ...people,
    billedFrom: addMonths(month, -(options.billMonths ?? (small ? 36 : 12))),
    booksFrom: addMonths(month, -(options.bookMonths ?? (small ? 36 : 2))),
    newBillNo: billNumbers(),
  };
  let sending: Promise<void> = Promise.resolve();
  for (let index = 0; index < accounts; index += 1) {
    writeHousehold(context, index);
    if ((index + 1) % accountsPerChunk === 0) {
      // The next chunk is made while PostgreSQL takes this one.
      await sending;
      sending = copyRows(client, rows.take());
      // Met again at the next await.
      sending.catch(() => {});
      options.progress?.(index + 1, accounts);
    }
    // PostgreSQL is given more as soon as it has taken what it had.
    await new Promise(setImmediate);
  }
  await sending;
  people.write(rows);
  await copyRows(client, rows.take());
  options.progress?.(accounts, accounts);
  options.say?.('The accounts are written; what they did and were told follows, and the books are checked');
  await makeIndexes?.();
  await setSequences(client, rows.used(), context.newBillNo(month));
  await writeCountedPast(client, cipher, until);
  await writeMessages(client, cipher, until);
  await writeLadders(client, cipher, until);
  await writeOutages(client, cipher);
  await writePublicNotices(client);
  await writeApplications(client, cipher);
  await loadGrid(client);
  await writeRepairs(
    client,
    cipher,
    await writeCases(client, cipher, options.cases ?? standardCases, number),
    number,
  );
  if (small) await reconcilePast(client, until, cipher);
  await client.query('ANALYZE');
  await checkBooks(client);
  const value = `${accounts} accounts, seed ${number}, until ${until}`;
  await client.query(`INSERT INTO database_marks (name, value) VALUES ('seed', $1)`, [value]);
}

/** A superuser may load without foreign keys and triggers: the rows are consistent by making, and checked afterwards. */
async function setChecksAside(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ super: boolean }>(
    `SELECT current_setting('is_superuser') = 'on' AS super`,
  );
  if (rows[0]?.super) await client.query('SET LOCAL session_replication_role = replica');
}

const unnumbered: readonly Table[] = ['readings', 'customer_balances', 'people', 'identities', 'bindings'];
const numbered = (Object.keys(tables) as Table[]).filter(table => !unnumbered.includes(table));

async function firstFreeNumbers(client: pg.Client): Promise<Map<Table, number>> {
  const starts = new Map<Table, number>();
  for (const table of numbered) {
    const { rows } = await client.query<{ next: string }>(
      `SELECT coalesce(max(id), 0) + 1 AS next FROM ${table}`,
    );
    starts.set(table, Number(rows[0]!.next));
  }
  return starts;
}

async function setSequences(client: pg.Client, used: Map<Table, number>, lastBillNo: string): Promise<void> {
  for (const table of numbered)
    await client.query(`SELECT setval('${table}_id_seq', $1, false)`, [used.get(table)]);
  await client.query(`SELECT setval('bill_numbers', $1), setval('receipt_numbers', $2)`, [
    Number(lastBillNo.slice(7)),
    used.get('receipts'),
  ]);
}

function billNumbers(): (month: Month) => string {
  let last = 0;
  return month => {
    last += 1;
    return `B${month.replace('-', '')}${String(last).padStart(10, '0')}`;
  };
}

function areaNumbers(rows: ReturnType<typeof createRows>): (plan: HouseholdPlan) => number {
  const known = new Map<number, number>();
  return ({ place }) => {
    const there = known.get(place.area);
    if (there) return there;
    const id = rows.id('transformer_areas');
    known.set(place.area, id);
    const code = `TQ${String(place.area).padStart(8, '0')}`;
    rows.add('transformer_areas', {
      id,
      region_code: place.town.regionCode,
      code,
      name: `${place.street}${place.building}台区`,
    });
    return id;
  };
}
