/**
 * Writes the tables' migration from prisma/schema. Only until the first release: afterwards a change is a new migration.
 */
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../server/src/infra/embedded-postgres.ts';
import { schemaSql } from '../server/src/infra/schema-engine.ts';

const file = 'prisma/migrations/20261122000100_tables/migration.sql';
const roleMark = "-- The application's role.";
const folder = mkdtempSync(join(tmpdir(), 'dianting-schema-'));
chmodSync(folder, 0o755);
const server = await startEmbeddedPostgres({ dataDir: join(folder, 'pg') });
const tables = await schemaSql(server.ownerUrl);
await server.stop();
rmSync(folder, { recursive: true });
const before = readFileSync(file, 'utf8');
const firstLine = before.slice(0, before.indexOf('\n') + 1);
writeFileSync(file, `${firstLine}${tables.trimEnd()}\n\n${before.slice(before.indexOf(roleMark))}`);
process.exit(0);
