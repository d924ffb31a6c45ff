/** What stands between this database and a hall that may use it: asked before starting, and by `/health/ready` ever after. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../infra/database.ts';
import { projectRoot } from '../infra/project-root.ts';

export type Finding =
  | 'database-unreachable'
  | 'migrations-missing'
  | 'mode-differs'
  | 'role-too-weak'
  | 'role-too-strong';

export interface Inspection {
  findings: Finding[];
  /** The database's mark, where there is one. */
  mode?: string;
}

const insufficientPrivilege = '42501';
const required = [
  'public._prisma_migrations',
  'public.database_marks',
  'public.ledger_postings',
  'graphile_worker.migrations',
];
/** History that the application may only add to. */
const appendOnly = ['ledger_transactions', 'ledger_postings', 'payment_events', 'audit_entries'];

const migrationNames = readdirSync(join(projectRoot, 'prisma/migrations'), { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(entry => entry.name);

/** Never throws: a database that does not answer within `patienceMs` is a finding. */
export async function inspectDatabase(
  db: Database,
  expectedMode: string,
  patienceMs: number,
): Promise<Inspection> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<Inspection>(resolve => {
    timer = setTimeout(() => resolve({ findings: ['database-unreachable'] }), patienceMs);
  });
  const asked = ask(db, expectedMode).catch(
    (error): Inspection => ({
      findings: [error.code === insufficientPrivilege ? 'role-too-weak' : 'database-unreachable'],
    }),
  );
  return Promise.race([asked, silence]).finally(() => clearTimeout(timer));
}

async function ask({ pool }: Database, expectedMode: string): Promise<Inspection> {
  const there = await pool.query(
    `SELECT count(*) = cardinality($1::text[]) AS is_there
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname || '.' || c.relname = ANY ($1)`,
    [required],
  );
  if (!there.rows[0].is_there) return { findings: ['migrations-missing'] };
  const { rows } = await pool.query(
    `SELECT (SELECT array_agg(migration_name) FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL) AS applied,
            (SELECT value FROM database_marks WHERE name = 'mode') AS mode,
            (SELECT bool_or(has_table_privilege(c.oid, 'UPDATE') OR has_table_privilege(c.oid, 'DELETE')
                            OR has_table_privilege(c.oid, 'TRUNCATE') OR pg_has_role(c.relowner, 'USAGE'))
               FROM pg_class c WHERE c.oid = ANY ($1::regclass[])) AS too_strong`,
    [appendOnly],
  );
  const [{ applied, mode, too_strong: tooStrong }] = rows;
  const findings: Finding[] = [];
  if (migrationNames.some(name => !(applied ?? []).includes(name))) findings.push('migrations-missing');
  if (mode !== expectedMode) findings.push('mode-differs');
  if (tooStrong) findings.push('role-too-strong');
  return { findings, mode };
}
