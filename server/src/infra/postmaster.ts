/** What stands about a running PostgreSQL in its data folder, and how to end one whose starter was killed. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export function postmasterPid(dataDir: string): number | undefined {
  return readPid(join(dataDir, 'postmaster.pid'));
}

/** PostgreSQL writes its state into the eighth line of postmaster.pid. */
export function isReady(dataDir: string, pid: number): boolean {
  try {
    const lines = readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n');
    return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
  } catch {
    return false;
  }
}

const starterFile = (dataDir: string) => join(dataDir, 'starter.pid');

export function noteStarter(dataDir: string): void {
  writeFileSync(starterFile(dataDir), `${process.pid}\n`);
}

/**
 * Ends a server left over in this folder. One whose starter still lives is in use and is left alone.
 * @throws Error when it is in use or does not end
 */
export async function stopOrphan(dataDir: string): Promise<void> {
  const pid = postmasterPid(dataDir);
  if (pid === undefined || !isAlive(pid)) return;
  if (!isPostmasterOf(pid, dataDir)) return disownPidFile(dataDir);
  const starter = readPid(starterFile(dataDir));
  if (starter !== undefined && isAlive(starter) && (parentOf(pid) ?? starter) === starter)
    throw new Error(
      `the database in ${dataDir} is in use by process ${starter}; end that first, or set DATA_DIR to another folder`,
    );
  process.kill(pid, 'SIGINT');
  for (let waited = 0; waited < 15_000 && isAlive(pid); waited += 50) await sleep(50);
  if (isAlive(pid))
    throw new Error(`PostgreSQL (process ${pid}) was left over in ${dataDir} and does not end`);
}

/**
 * The number in the file now belongs to another program, for which PostgreSQL would refuse to start. It takes its
 * parent's number for a leftover, and then still makes sure that no old backend is at work, which deleting the file would not.
 */
function disownPidFile(dataDir: string): void {
  const file = join(dataDir, 'postmaster.pid');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(process.pid)));
}

function readPid(file: string): number | undefined {
  if (!existsSync(file)) return undefined;
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
  return Number.isInteger(pid) && pid > 0 ? pid : undefined;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** PostgreSQL works with its data folder as the current one. */
function isPostmasterOf(pid: number, dataDir: string): boolean {
  if (process.platform === 'win32') return true;
  if (process.platform !== 'linux')
    return ask('ps', ['-o', 'command=', '-p', String(pid)]).includes('postgres');
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dataDir);
  } catch {
    return false;
  }
}

/** Undefined where the system does not say. */
function parentOf(pid: number): number | undefined {
  if (process.platform === 'win32') return undefined;
  if (process.platform !== 'linux') return Number(ask('ps', ['-o', 'ppid=', '-p', String(pid)])) || undefined;
  return Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) || undefined;
}

const ask = (command: string, args: string[]) => spawnSync(command, args, { encoding: 'utf8' }).stdout ?? '';
