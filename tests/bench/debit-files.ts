/**
 * `npm run bench -- --debit-files`: a batch of direct debits from the first bill chosen to the last file written (chosen and
 * locked in one transaction, decrypted, formed, sealed, encrypted and stored), beside the barest thing that could be done with
 * the same rows: insert them, mark the bills, read them back and put plain lines on the disk. Rounds by turns, a new database each.
 */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { systemClock } from '../../server/src/infra/clock.ts';
import { noCrashPoints } from '../../server/src/infra/crash-point.ts';
import { openDatabase } from '../../server/src/infra/database.ts';
import { startEmbeddedPostgres } from '../../server/src/infra/embedded-postgres.ts';
import { ensureAppLogin, markDatabase, migrate } from '../../server/src/infra/migrate.ts';
import { createBanksRepository } from '../../server/src/modules/debits/banks.repository.ts';
import { createBatchesRepository } from '../../server/src/modules/debits/batches.repository.ts';
import { createBanks } from '../../server/src/modules/debits/manage-banks.ts';
import { createRunBatch } from '../../server/src/modules/debits/run-batch.ts';
import { bankDebitChannel } from '../../server/src/modules/payments/channels/bank-debit/bank-debit.ts';
import { writeFigures } from '../support/made-of.ts';
import { testCipher } from '../support/world.ts';
import { makeTown } from './homes.ts';

const actor = { kind: 'staff', staffId: '', username: 'bench', roles: ['finance'] } as const;
const login = 'hall_bench';
const perFile = 1000;

/** @param rows bills to debit */
export async function benchDebitFiles(rows: number, rounds: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'dianting-bench-'));
  chmodSync(folder, 0o755);
  const postgres = await startEmbeddedPostgres({
    dataDir: join(folder, 'pg'),
    settings: { fsync: 'on', synchronous_commit: 'on' },
  });
  const [ours, floor]: [number[], number[]] = [[], []];
  try {
    for (let round = 0; round < rounds; round += 1) {
      ours.push(await inTown(postgres.ownerUrl, `ours_${round}`, rows, runBatch));
      floor.push(await inTown(postgres.ownerUrl, `floor_${round}`, rows, url => byHand(url, folder)));
      console.log(
        `round ${round + 1}: ${rate(rows, ours.at(-1)!)} rows/s, by hand ${rate(rows, floor.at(-1)!)} rows/s`,
      );
    }
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  const text = render(rows, rounds, median(ours), median(floor));
  console.log(text);
  if (rows >= 20_000) writeFigures('docs/bench-debit-files.md', text);
}

/** Seconds that `work` takes in a new database with so many bills under mandates. */
async function inTown(
  clusterUrl: string,
  name: string,
  rows: number,
  work: (url: string) => Promise<void>,
): Promise<number> {
  const admin = new pg.Client({ connectionString: clusterUrl });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  const ownerUrl = Object.assign(new URL(clusterUrl), { pathname: `/${name}` }).toString();
  await migrate(ownerUrl);
  await markDatabase(ownerUrl, 'demo');
  await ensureAppLogin(ownerUrl, login, login);
  await makeTown(ownerUrl, rows / 2, 2);
  await signAll(ownerUrl);
  const began = performance.now();
  await work(ownerUrl.replace(/\/\/[^@]+@/, `//${login}:${login}@`));
  const seconds = (performance.now() - began) / 1000;
  await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
  await admin.end();
  return seconds;
}

async function signAll(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query(
    `INSERT INTO debit_banks (code, name_zh, name_en, utility_code, key_id, key_enc) VALUES ('DTNS', '农商银行', 'Rural Bank', 'DIANTING', 'K1', $1)`,
    [testCipher.encrypt('2b7e151628aed2a6abf7158809cf4f3c')],
  );
  await client.query(
    `INSERT INTO debit_mandates (mandate_no, holder_period_id, bank_code, account_enc, account_tail, holder_name_enc, signed_at, signed_by, effective_from)
     SELECT 'M' || lpad(id::text, 16, '0'), id, 'DTNS', $1, '5678', $2, 'counter', 'bench', '2020-01-01' FROM holder_periods`,
    [testCipher.encrypt('6230580000012345678'), testCipher.encrypt('欧阳娜娜')],
  );
  await client.query('VACUUM (ANALYZE)');
  await client.end();
}

async function runBatch(url: string): Promise<void> {
  const db = openDatabase({ url });
  const audit = { record: async () => {}, names: async () => [] };
  const format = bankDebitChannel.create({ get: () => undefined as never, has: () => false } as never)
    .batchDebit!;
  const banks = createBanks({ banks: createBanksRepository(db.pool), cipher: testCipher });
  const batches = createBatchesRepository(db);
  const rest = { cipher: testCipher, clock: systemClock, crashPoints: noCrashPoints, audit, nudge: () => {} };
  const run = createRunBatch({ batches, banks, format, ...rest });
  await run.start('DTNS', { ...actor, roles: [...actor.roles] }, 'bench');
  await db.close();
}

async function byHand(url: string, folder: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('BEGIN');
  await client.query(`WITH batch AS (INSERT INTO debit_batches (bank_code, batch_no, made_on, deadline, rows, total_fen, created_by)
      VALUES ('DTNS', '000001', current_date, now(), 1, 1, 'x') RETURNING id), file AS (
      INSERT INTO debit_files (batch_id, file_no, name, rows, total_fen) SELECT id, '001', 'x', 1, 1 FROM batch RETURNING id)
    INSERT INTO debit_items (debit_no, file_id, bank_code, seq, mandate_id, payable_id, holder_period_id, amount_fen, month)
      SELECT 'DK' || y.id, file.id, 'DTNS', row_number() OVER (), m.id, y.id, y.holder_period_id, y.amount_fen, '202610'
        FROM file, payables y JOIN debit_mandates m USING (holder_period_id) WHERE y.status = 'open' AND y.paid_fen < y.amount_fen`);
  await client.query(
    `UPDATE payables SET locked_until = now(), locked_for = 'x' WHERE id IN (SELECT payable_id FROM debit_items)`,
  );
  await client.query('COMMIT');
  const { rows } = await client.query('SELECT * FROM debit_items ORDER BY seq');
  for (let from = 0; from < rows.length; from += perFile) {
    const lines = rows
      .slice(from, from + perFile)
      .map(
        row =>
          `1|${row.seq}|${row.debit_no}|${row.mandate_id}|6230580000012345678|欧阳娜娜|${row.amount_fen}|${row.month}`,
      );
    writeFileSync(join(folder, `${from}.txt`), `${lines.join('\n')}\n`, { flush: true });
  }
  await client.end();
}

const rate = (rows: number, seconds: number) => Math.round(rows / seconds).toLocaleString('en');
const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

function render(rows: number, rounds: number, ours: number, floor: number): string {
  return `# Writing debit files

\`npm run bench -- --debit-files\` on ${cpus().length} × ${cpus()[0]!.model.trim()}, load ${loadavg()[0]!.toFixed(1)}; median of ${rounds} rounds by turns, a new
database each, fsync on. ${rows.toLocaleString('en')} bills, ${Math.ceil(rows / perFile)} files.

| | Seconds | Rows a second |
|---|---|---|
| Ours: chosen under the holders' locks, locked, decrypted, formed in GBK, hashed, MACed, encrypted, stored | ${ours.toFixed(2)} | ${rate(rows, ours)} |
| By hand: inserted, marked, read back, plain lines on the disk | ${floor.toFixed(2)} | ${rate(rows, floor)} |

Ours takes ${(ours / floor).toFixed(1)} × as long. What it adds is two decryptions a row, the checks which bills may go out (nobody paying
them, not out already, the bank's earlier answers), and that the files lie encrypted in the database before anything is sent.
`;
}
