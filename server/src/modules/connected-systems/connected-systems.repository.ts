import type { SystemScope } from '../../http/access.ts';
import type { Database } from '../../infra/database.ts';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import { systemKeyTaken, systemTaken, twoKeysLive } from './connected-systems.errors.ts';

export interface NewSystem {
  code: string;
  name: string;
  scopes: SystemScope[];
  addresses: string[];
}

export interface SystemChange {
  name?: string | undefined;
  scopes?: SystemScope[] | undefined;
  addresses?: string[] | undefined;
  active?: boolean | undefined;
}

interface ShownKey {
  keyId: string;
  createdBy: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  endedAt: Date | null;
  endedBy: string | null;
}

export interface ShownSystem extends NewSystem {
  active: boolean;
  createdBy: string;
  createdAt: Date;
  keys: ShownKey[];
}

/** A live key of an active system. */
interface LiveKey {
  id: number;
  keyId: string;
  code: string;
  scopes: SystemScope[];
  addresses: string[];
}

const listSql = `SELECT id, code, name, scopes, addresses, active, created_by AS "createdBy", created_at AS "createdAt"
  FROM connected_systems WHERE $1::text IS NULL OR code = $1 ORDER BY code`;
const keysSql = `SELECT system_id AS "systemId", key_id AS "keyId", created_by AS "createdBy", created_at AS "createdAt", last_used_at AS "lastUsedAt",
    ended_at AS "endedAt", ended_by AS "endedBy" FROM system_keys WHERE system_id = ANY($1::bigint[]) ORDER BY id DESC`;

const findKeySql = `SELECT k.id, k.key_id AS "keyId", s.code, s.scopes, s.addresses
  FROM system_keys k JOIN connected_systems s ON s.id = k.system_id WHERE k.hash = $1 AND k.ended_at IS NULL AND s.active`;
// Written down once a minute at most: a system in use would otherwise write with every call.
const noteUseSql = `UPDATE system_keys SET last_used_at = $2 WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < $2::timestamptz - interval '1 minute')`;

// Without a free slot there is none to write, which the column refuses.
const addKeySql = `INSERT INTO system_keys (system_id, key_id, slot, hash, created_by, created_at)
  SELECT s.id, $2, (SELECT min(n) FROM generate_series(1, 2) n
                     WHERE NOT EXISTS (SELECT FROM system_keys k WHERE k.system_id = s.id AND k.slot = n AND k.ended_at IS NULL)), $3, $4, $5
    FROM connected_systems s WHERE s.code = $1 RETURNING id`;
const endKeySql = `UPDATE system_keys k SET ended_at = $3, ended_by = $4 FROM connected_systems s
  WHERE s.id = k.system_id AND s.code = $1 AND k.key_id = $2 AND k.ended_at IS NULL RETURNING k.id`;

export type ConnectedSystemsRepository = ReturnType<typeof createConnectedSystemsRepository>;

export function createConnectedSystemsRepository({ pool }: Pick<Database, 'pool'>) {
  /** True when there was a row to write. */
  const run = async (text: string, values: unknown[], audit: AuditRecord): Promise<boolean> =>
    (await pool.query(withAudit(text, values, audit))).rows.length > 0;

  return {
    async list(code?: string): Promise<ShownSystem[]> {
      const systems = (await pool.query<ShownSystem & { id: number }>(listSql, [code ?? null])).rows;
      const keys = (await pool.query<ShownKey & { systemId: number }>(keysSql, [systems.map(({ id }) => id)]))
        .rows;
      return systems.map(({ id, ...system }) => ({
        ...system,
        keys: keys.filter(({ systemId }) => systemId === id),
      }));
    },

    async add({ code, name, scopes, addresses }: NewSystem, by: string, audit: AuditRecord): Promise<void> {
      const text = `INSERT INTO connected_systems (code, name, scopes, addresses, created_by) VALUES ($1, $2, $3, $4, $5)`;
      await run(text, [code, name, scopes, addresses, by], audit).catch(taken(systemTaken));
    },

    change: (code: string, { name, scopes, addresses, active }: SystemChange, audit: AuditRecord) =>
      run(
        `UPDATE connected_systems SET name = coalesce($2, name), scopes = coalesce($3, scopes), addresses = coalesce($4, addresses),
           active = coalesce($5, active) WHERE code = $1`,
        [code, name ?? null, scopes ?? null, addresses ?? null, active ?? null],
        audit,
      ),

    addKey: (
      code: string,
      key: { keyId: string; hash: Buffer; createdBy: string; createdAt: Date },
      audit: AuditRecord,
    ) =>
      run(addKeySql, [code, key.keyId, key.hash, key.createdBy, key.createdAt], audit).catch(error => {
        const noSlot = error.code === '23502' || error.constraint === 'system_keys_live_key';
        throw noSlot ? twoKeysLive() : taken(systemKeyTaken)(error);
      }),

    endKey: (code: string, keyId: string, at: Date, by: string, audit: AuditRecord) =>
      run(endKeySql, [code, keyId, at, by], audit),

    async find(hash: Buffer): Promise<LiveKey | undefined> {
      return (await pool.query<LiveKey>(findKeySql, [hash])).rows[0];
    },

    async noteUse(id: number, at: Date): Promise<void> {
      await pool.query(noteUseSql, [id, at]);
    },
  };
}

const taken =
  (make: () => Error) =>
  (error: { code?: string }): never => {
    throw error.code === '23505' ? make() : error;
  };
