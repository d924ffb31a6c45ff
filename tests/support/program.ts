/** Our programs as operators run them: a process of their own, with its settings, its output and its end. */
import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { argumentsFor, type BundleName, fromSource } from './bundles.ts';

/** What `npm run build` made of them; the runner of the whole suite builds first. */
const built = { 'built-server': 'server/dist/src/main.js', 'built-worker': 'server/dist/src/worker.js' };

/** Programs that are no part of the hall. */
const fromSources = {
  start: 'scripts/start.ts',
  test: 'scripts/test.ts',
  regions: 'scripts/regions.ts',
  chaos: 'tests/chaos/main.ts',
  bench: 'tests/bench/main.ts',
  'bench-web': 'tests/bench-web/main.ts',
};

type ProgramName =
  | keyof typeof fromSources
  | keyof typeof built
  | Exclude<BundleName, 'app' | 'env' | 'sandbox'>;

function argumentsOf(name: ProgramName): string[] {
  if (name in fromSources) return fromSource(fromSources[name as keyof typeof fromSources]);
  if (name === 'built-server' || name === 'built-worker')
    return [new URL(`../../${built[name]}`, import.meta.url).pathname];
  return argumentsFor(name as BundleName);
}

export interface Program {
  child: ChildProcess;
  /** Everything said so far on both outputs. */
  output(): string;
  /** Waits for a line; the first group, or the whole line. Fails when the program ends before. */
  says(pattern: RegExp): Promise<string>;
  /** Waits for its end. */
  ended: Promise<{ code: number | null; output: string }>;
  stop(signal?: NodeJS.Signals): Promise<{ code: number | null; output: string }>;
}

/** Nothing of this machine's own settings reaches the program but where its tools are; `.env` is not found. */
export function startProgram(
  name: ProgramName,
  settings: Record<string, string | undefined>,
  args: string[] = [],
  /** With a process group of its own, as a shell gives it: its signals reach what it has started as well. */
  { ownGroup = false } = {},
): Program {
  const child = spawn(process.execPath, [...argumentsOf(name), ...args], {
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: ownGroup,
  });
  let said = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout!, child.stderr!])
    stream.setEncoding('utf8').on('data', chunk => {
      said += chunk;
      for (const listener of listeners) listener();
    });
  const ended = new Promise<{ code: number | null; output: string }>(resolve =>
    child.once('close', code => resolve({ code, output: said })),
  );
  return {
    child,
    output: () => said,
    says: pattern =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(said);
          if (!found) return;
          listeners.delete(look);
          resolve(found[1] ?? found[0]);
        };
        listeners.add(look);
        look();
        void ended.then(({ code }) =>
          reject(new Error(`${name} ended (${code}) without saying ${pattern}:\n${said}`)),
        );
      }),
    ended,
    stop(signal = 'SIGTERM') {
      if (!ownGroup) child.kill(signal);
      else if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, signal);
      return ended;
    },
  };
}
