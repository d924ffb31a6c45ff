/**
 * Prisma's own schema engine in its WebAssembly build, so that no engine binary is downloaded. It writes the same
 * `_prisma_migrations` table as `prisma migrate deploy`. Pinned to the engine version that prisma 7.10.0 names.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';
import { projectRoot } from './project-root.ts';

// Node has it; its types stand only in the browser's library.
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { exports: Record<string, unknown> };
};

const schemaFolder = join(projectRoot, 'prisma/schema');
const migrationsFolder = join(projectRoot, 'prisma/migrations');
const filters = { externalTables: [], externalEnums: [] };

interface Engine {
  applyMigrations(input: object): Promise<{ appliedMigrationNames: string[] }>;
  diff(input: object): Promise<{ stdout: string | null; exitCode: number }>;
}

function schemaFiles(): { path: string; content: string }[] {
  return readdirSync(schemaFolder)
    .filter(name => name.endsWith('.prisma'))
    .sort()
    .map(name => ({ path: name, content: readFileSync(join(schemaFolder, name), 'utf8') }));
}

function migrationsList() {
  const migrationDirectories = readdirSync(migrationsFolder, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && existsSync(join(migrationsFolder, entry.name, 'migration.sql')))
    .map(entry => entry.name)
    .sort()
    .map(path => {
      const value = readFileSync(join(migrationsFolder, path, 'migration.sql'), 'utf8');
      return { path, migrationFile: { path: 'migration.sql', content: { tag: 'ok', value } } };
    });
  return {
    baseDir: relative(process.cwd(), migrationsFolder) || '.',
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories,
  };
}

let loaded = false;
function loadWasm(): void {
  if (loaded) return;
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm');
  const module = new WebAssembly.Module(
    readFileSync(entry.replace('schema_engine.js', 'schema_engine_bg.wasm')),
  );
  const instance = new WebAssembly.Instance(module, { './schema_engine_bg.js': bindings });
  bindings.__wbg_set_wasm(instance.exports);
  (instance.exports['__wbindgen_start'] as () => void)();
  loaded = true;
}

/** The adapter would cut a script at every semicolon, those inside function bodies too; PostgreSQL takes it in one piece. */
function sendScriptsWhole(factory: PrismaPg): PrismaPg {
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    adapter.executeScript = async script => {
      await adapter.underlyingDriver().query(script);
    };
    return adapter;
  };
  return factory;
}

/** Every connection is closed at the end: a database that somebody is still connected to cannot serve as a template. */
async function withEngine<T>(connectionString: string, work: (engine: Engine) => Promise<T>): Promise<T> {
  loadWasm();
  const pool = new pg.Pool({ connectionString });
  const datamodels = schemaFiles().map((file): [string, string] => [file.path, file.content]);
  try {
    const adapter = bindMigrationAwareSqlAdapterFactory(sendScriptsWhole(new PrismaPg(pool)));
    return await work(await bindings.SchemaEngine.new({ datamodels }, () => {}, adapter));
  } finally {
    await pool.end();
  }
}

/** Applies what is missing; returns the names of the migrations applied now. */
export function applyMigrations(connectionString: string): Promise<string[]> {
  return withEngine(connectionString, async engine => {
    const result = await engine.applyMigrations({ migrationsList: migrationsList(), filters });
    return result.appliedMigrationNames;
  });
}

/** The SQL that builds the whole schema from nothing: the start of a migration, to be completed by hand. */
export function schemaSql(connectionString: string): Promise<string> {
  return withEngine(connectionString, async engine => {
    const { stdout } = await engine.diff({
      from: { tag: 'empty' },
      to: { tag: 'schemaDatamodel', files: schemaFiles() },
      script: true,
      exitCode: null,
      shadowDatabaseUrl: null,
      filters,
    });
    return stdout ?? '';
  });
}
