import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { seed, standardAccounts } from '../../../prisma/seed/seed.ts';
import { openDatabase } from '../../../server/src/infra/database.ts';
import { openLedger } from '../../../server/src/modules/ledger/index.ts';
import { createTestDatabase, type TestDatabase } from '../../support/cluster.ts';
import { testFieldKey } from '../../support/world.ts';

const databases: TestDatabase[] = [];
const clients: pg.Client[] = [];

async function open() {
  const database = await createTestDatabase();
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  databases.push(database);
  clients.push(client);
  const said: string[] = [];
  const fill = (change: object = {}) =>
    seed({
      ownerUrl: database.ownerUrl,
      fieldKey: testFieldKey,
      accounts: 24,
      until: '2026-11-21',
      checked: true,
      say: line => said.push(line),
      ...change,
    });
  const rows = async (sql: string) => (await client.query(sql)).rows;
  return { fill, rows, said, ownerUrl: database.ownerUrl };
}

afterAll(async () => {
  for (const client of clients) await client.end();
  for (const database of databases) await database.drop();
});

/** Everything but what is encrypted, which differs by nonce. */
const fingerprint = `SELECT md5(string_agg(bill_no || month || energy || total_fen || content::text, ',' ORDER BY id)) AS bills,
  (SELECT md5(string_agg(r::text, ',' ORDER BY meter_id, read_on)) FROM readings r) AS readings,
  (SELECT md5(string_agg(encode(name_hash, 'hex') || encode(phone_hash, 'hex'), ',' ORDER BY id)) FROM customers) AS customers,
  (SELECT md5(string_agg(p::text, ',' ORDER BY id)) FROM ledger_postings p) AS postings FROM bills`;

describe('the demo town', () => {
  let town: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => {
    town = await open();
    // With foreign keys, checks and the ledger's triggers on.
    await town.fill();
  });

  it('has 2,000 accounts where nobody asks for another number, as README promises', () => {
    expect(standardAccounts).toBe(2_000);
  });

  it('has people with alerts of their own, a prepaid home with money left, and messages in every state', async () => {
    const states = await town.rows(
      `SELECT status, count(*)::int AS count FROM notices GROUP BY 1 ORDER BY 1`,
    );
    expect(states).toEqual([
      { status: 'dead', count: 1 },
      { status: 'delivered', count: 24 },
      { status: 'sent', count: 1 },
      { status: 'stopped', count: 1 },
      { status: 'waiting', count: 1 },
    ]);
    const [prepaid] = await town.rows(
      `SELECT c.prepaid_fen::int AS kept, r.amount_fen::int AS under FROM prepaid_agreements g JOIN customer_balances c USING (holder_period_id)
         JOIN alert_rules r USING (holder_period_id) WHERE r.rule = 'low-balance'`,
    );
    // A month of its use costs some ¥140.
    expect(prepaid).toMatchObject({ kept: expect.any(Number), under: 10_000 });
    expect(prepaid.kept).toBeGreaterThanOrEqual(20_000);
  });

  it('has 65 grid points with a crew each, cases of every type, source and state, and orders behind the faults', async () => {
    const all = async (sql: string) => (await town.rows(sql)).map(row => Object.values(row)[0]);
    expect(await all('SELECT count(*)::int FROM grid_points')).toEqual([65]);
    expect(await all('SELECT count(DISTINCT team_id)::int FROM repair_team_members')).toEqual([65]);
    expect(await all('SELECT DISTINCT kind FROM service_cases')).toHaveLength(9);
    expect(
      await all(`SELECT count(*) > 0 FROM service_case_events WHERE act = 'remind'`),
      // The tenth type, 催办, is written into the case that it hurries.
    ).toEqual([true]);
    expect(await all('SELECT DISTINCT source FROM service_cases')).toHaveLength(8);
    expect(await all('SELECT DISTINCT status FROM service_cases')).toHaveLength(7);
    expect((await all('SELECT DISTINCT status FROM repair_orders')).sort()).toEqual(
      expect.arrayContaining(['accepted', 'archived', 'done', 'returned', 'waiting']),
    );
    expect(
      await all(
        `SELECT count(*)::int FROM premises p WHERE NOT EXISTS (SELECT FROM grid_areas g WHERE g.region_code = p.region_code AND g.district = p.district AND g.street = p.street)`,
      ),
    ).toEqual([0]);
  });

  it('has three years of bills, month-end readings, and daily ones for 62 days', async () => {
    const [counts] = await town.rows(`SELECT (SELECT count(*)::int FROM supply_accounts) AS accounts,
      (SELECT count(DISTINCT month)::int FROM bills) AS months, (SELECT min(month) FROM bills) AS first, (SELECT max(month) FROM bills) AS last,
      (SELECT max(read_on)::text FROM readings) AS until,
      (SELECT count(*)::int FROM readings WHERE read_on > '2026-09-20' AND meter_id = (SELECT min(id) FROM meters)) AS days`);
    expect(counts).toEqual({
      accounts: 24,
      months: 36,
      first: '2023-11',
      last: '2026-10',
      until: '2026-11-21',
      days: 62,
    });
  });

  it('has books on which every check of ledger:verify holds, and most bills paid', async () => {
    const db = openDatabase({ url: town.ownerUrl, poolSize: 1 });
    const differences = await openLedger({ db }).differences();
    await db.close();
    expect(differences).toEqual([]);
    const [sums] = await town.rows(
      'SELECT avg((paid_fen = amount_fen)::int)::float AS paid, count(*)::int AS payables FROM payables',
    );
    expect(sums.payables).toBeGreaterThan(24 * 36);
    expect(sums.paid).toBeGreaterThan(0.9);
  });

  it('goes on where it ends: the next account, bill and payment get fresh numbers', async () => {
    for (const table of ['supply_accounts', 'bills', 'payables', 'payments', 'ledger_transactions']) {
      const [row] = await town.rows(
        `SELECT nextval('${table}_id_seq')::int > max(id) AS fresh FROM ${table}`,
      );
      expect(row).toEqual({ fresh: true });
    }
    const [row] = await town.rows(
      `SELECT lpad(nextval('bill_numbers')::text, 10, '0') > max(right(bill_no, 10)) AS fresh FROM bills`,
    );
    expect(row).toEqual({ fresh: true });
  });

  it('has no name, phone or identity number of a customer in clear', async () => {
    const [{ dump }] = await town.rows('SELECT string_agg(c::text, chr(10)) AS dump FROM customers c');
    const hex = (text: string) => Buffer.from(text).toString('hex');
    for (const secret of ['13800000001', '张伟明', '99000019']) {
      expect(dump).not.toContain(secret);
      expect(dump).not.toContain(hex(secret));
    }
  });

  it('is left alone by a second seeding', async () => {
    const before = await town.rows(fingerprint);
    expect(await town.fill({ accounts: 30, seed: 9 })).toMatchObject({ filled: false });
    expect(town.said.at(-1)).toBe(
      'Demo data is there already (24 accounts, seed 1, until 2026-11-21); it is left alone',
    );
    expect(await town.rows(fingerprint)).toEqual(before);
  });

  it('is the same everywhere, whether or not foreign keys were set aside; another seed gives another town', async () => {
    const [same, other] = [await open(), await open()];
    await same.fill({ checked: false });
    await other.fill({ seed: 2 });
    expect(await same.rows(fingerprint)).toEqual(await town.rows(fingerprint));
    expect(await other.rows(fingerprint)).not.toEqual(await town.rows(fingerprint));
  });
});

it.each(['2026-10-31', '2026-11-01'])('tells the same stories of a town that ends on %s', async until => {
  const { fill, rows } = await open();
  await fill({ until, checked: false });
  const day = `'${until}'::date`;
  const [town] = await rows(`SELECT (SELECT max(read_on)::text FROM readings) AS until,
    (SELECT max(shanghai_date(issued_at)) <= ${day} FROM bills) AS issued, (SELECT max(shanghai_date(settled_at)) <= ${day} FROM payments) AS paid,
    (SELECT bool_and(settled_at > b.issued_at) FROM payments p JOIN payment_items i ON i.payment_id = p.id JOIN bills b ON b.payable_id = i.payable_id) AS in_turn,
    (SELECT count(*) > 0 AND bool_and(b.due_on > ${day}) FROM bills b JOIN payables y ON y.id = b.payable_id
      WHERE y.paid_fen < y.amount_fen AND b.month = (SELECT max(month) FROM bills)) AS latest_may_be_paid,
    (SELECT count(*) > 0 AND bool_and(shanghai_date(disconnect_at) > overdue_since + 30) FROM dunning_cases WHERE status = 'suspended') AS cut_off_lawfully,
    (SELECT bool_and(c.overdue_since = (SELECT min(b.due_on) FROM bills b JOIN payables y ON y.id = b.payable_id WHERE y.holder_period_id = c.holder_period_id AND y.paid_fen < y.amount_fen))
       FROM dunning_cases c WHERE c.status IN ('suspended', 'submitted')) AS overdue_as_said`);
  expect(town).toEqual({
    until,
    issued: true,
    paid: true,
    in_turn: true,
    latest_may_be_paid: true,
    cut_off_lawfully: true,
    overdue_as_said: true,
  });
});

it('a large town has older bills brought forward: settled, without payables, and the year complete', async () => {
  const { fill, rows } = await open();
  await fill({ billMonths: 12, bookMonths: 2 });
  expect(
    await rows(`SELECT month >= '2026-09' AS booked, count(DISTINCT month)::int AS months, bool_and((payable_id IS NOT NULL) = (month >= '2026-09')) AS as_said
    FROM bills GROUP BY 1 ORDER BY 1`),
  ).toEqual([
    { booked: false, months: 10, as_said: true },
    { booked: true, months: 2, as_said: true },
  ]);
});

it('a large town has 36 months of monthly readings, and daily ones of the last 62 days, of every account', async () => {
  const { fill, rows } = await open();
  await fill({ billMonths: 12, bookMonths: 2 });
  // 37 ends of months bound 36 months.
  expect(
    await rows(`SELECT ends::int, days::int, count(*)::int AS accounts FROM (
      SELECT count(DISTINCT read_on) FILTER (WHERE read_on = date_trunc('month', read_on) + interval '1 month - 1 day') AS ends,
        count(DISTINCT read_on) FILTER (WHERE read_on > '2026-11-21'::date - 62) AS days
      FROM readings r JOIN meter_installations m USING (meter_id) GROUP BY m.metering_point_id) account GROUP BY 1, 2 ORDER BY 2`),
  ).toEqual([
    // The home that shows how missing readings look.
    { ends: 37, days: 58, accounts: 1 },
    { ends: 37, days: 62, accounts: 23 },
  ]);
});

it('a database that is not marked as demo is refused', async () => {
  const { fill, rows } = await open();
  await rows(`UPDATE database_marks SET value = 'production'`);
  await expect(fill()).rejects.toThrow('this database is marked production, expected one marked demo');
});

it('a seeding that fails leaves nothing behind', async () => {
  const { fill, rows } = await open();
  await rows(`CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''disk full''; END';
    CREATE TRIGGER fail BEFORE INSERT ON database_marks FOR EACH ROW EXECUTE FUNCTION fail()`);
  await expect(fill()).rejects.toThrow('disk full');
  expect(await rows('SELECT count(*)::int AS n FROM supply_accounts')).toEqual([{ n: 0 }]);
});
