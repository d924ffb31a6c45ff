/** `npm run build`: everything a production server needs. `npm start` builds only what is missing or older than its sources. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

interface Target {
  name: string;
  /** What it is made of; a newer file there makes the result stale. */
  sources: string[];
  /** Files that must exist afterwards: a failed Taro build exits 0. */
  results: string[];
  /** For node. */
  command: string[];
  cwd?: string;
}

const tsc = join(root, 'node_modules/typescript/bin/tsc');
const taro = (platform: string, result: string): Target => ({
  name: platform,
  sources: [
    'client/miniapp/src',
    'client/miniapp/config',
    'client/miniapp/scripts',
    'client/miniapp/package.json',
    'client/api',
    'project.config.json',
  ],
  results: [`client/miniapp/dist/${platform}/${result}`],
  command: ['--import', 'tsx', 'scripts/build.ts', platform],
  cwd: 'client/miniapp',
});

const targets = {
  prisma: {
    name: 'prisma',
    sources: ['prisma/schema'],
    results: ['server/src/infra/prisma/client.ts'],
    command: ['--import', 'tsx', 'scripts/generate-prisma.ts'],
  },
  server: {
    name: 'server',
    sources: ['server/src', 'server/sandbox', 'server/tsconfig.json', 'tsconfig.json'],
    results: ['server/dist/src/main.js', 'server/dist/src/worker.js', 'server/dist/sandbox/main.js'],
    command: [tsc, '-p', 'server/tsconfig.json'],
  },
  admin: {
    name: 'admin',
    sources: [
      'client/admin/src',
      'client/admin/index.html',
      'client/admin/vite.config.ts',
      'client/admin/package.json',
      'client/api',
    ],
    results: ['client/admin/dist/index.html'],
    command: [join(root, 'node_modules/vite/bin/vite.js'), 'build'],
    cwd: 'client/admin',
  },
  kiosk: {
    name: 'kiosk',
    sources: ['client/kiosk/src', 'client/kiosk/index.html', 'client/kiosk/vite.config.ts', 'client/api'],
    results: ['client/kiosk/dist/index.html'],
    command: [join(root, 'node_modules/vite/bin/vite.js'), 'build'],
    cwd: 'client/kiosk',
  },
  h5: taro('h5', 'index.html'),
  weapp: taro('weapp', 'app.json'),
  alipay: taro('alipay', 'app.json'),
} satisfies Record<string, Target>;

export type TargetName = keyof typeof targets;

/** Mini-programs carry the hall's address; a browser asks where its page came from. */
const needAddress: readonly string[] = ['weapp', 'alipay'] satisfies TargetName[];

/**
 * The address that the mini-programs ask: `API_BASE`, else how the hall is reached from outside. Undefined where neither is given.
 * @throws Error in production, where what was built would be uploaded and ask a stranger
 */
export function addressToBuildIn(
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const { HALL_MODE, API_BASE, PUBLIC_BASE_URL } = environment;
  const address = API_BASE || PUBLIC_BASE_URL;
  if (HALL_MODE === 'production' && !address)
    throw new Error('API_BASE: missing, expected the address that the mini-programs ask, or PUBLIC_BASE_URL');
  if (HALL_MODE === 'production' && !address?.startsWith('https://'))
    throw new Error(`${API_BASE ? 'API_BASE' : 'PUBLIC_BASE_URL'}: expected an address with https://`);
  return address?.replace(/\/+$/, '');
}

export interface BuildOptions {
  /** Builds even what is up to date. */
  force?: boolean;
  say?: (line: string) => void;
  /** Ends the build under way. */
  signal?: AbortSignal;
}

/** Builds those of `names` that are missing or stale, one after the other. @throws Error with the tool's output */
export async function build(names: TargetName[], options: BuildOptions = {}): Promise<void> {
  for (const name of names) {
    options.signal?.throwIfAborted();
    const target: Target = targets[name];
    if (!options.force && isFresh(target)) continue;
    options.say?.(`building ${name} …`);
    const began = new Date();
    await run(target, options.signal);
    const missing = target.results.filter(file => !existsSync(join(root, file)));
    if (missing.length) throw new Error(`${name}: the build made no ${missing.join(', ')}`);
    // The time at which it began: what was edited meanwhile is built again.
    writeFileSync(stampOf(target), began.toISOString());
  }
}

function stampOf(target: Target): string {
  const folder = join(root, 'node_modules/.cache/dianting');
  mkdirSync(folder, { recursive: true });
  return join(folder, `${target.name}.built`);
}

function isFresh(target: Target): boolean {
  const stamp = stampOf(target);
  if (!existsSync(stamp) || target.results.some(file => !existsSync(join(root, file)))) return false;
  const built = Date.parse(readFileSync(stamp, 'utf8'));
  return target.sources.every(source => newest(join(root, source)) <= built);
}

const notSources = new Set(['node_modules', 'dist']);

/** When anything in it was last changed, in milliseconds; 0 where there is nothing. */
export function newest(path: string): number {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  const names = readdirSync(path).filter(name => !notSources.has(name));
  return Math.max(stat.mtimeMs, ...names.map(name => newest(join(path, name))));
}

function run(target: Target, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const output: Buffer[] = [];
    const child = spawn(process.execPath, target.command, {
      cwd: join(root, target.cwd ?? '.'),
      env: { ...process.env, NODE_ENV: 'production' },
      detached: process.platform !== 'win32',
    });
    const end = () => endGroup(child);
    signal?.addEventListener('abort', end);
    child.stdout.on('data', chunk => output.push(chunk));
    child.stderr.on('data', chunk => output.push(chunk));
    child.on('error', reject);
    child.on('close', code => {
      signal?.removeEventListener('abort', end);
      if (code === 0) resolve();
      else reject(new Error(`building ${target.name} failed:\n${Buffer.concat(output).toString()}`));
    });
  });
}

/** The tools start programs of their own, so the whole group ends. */
function endGroup(child: ChildProcess): void {
  if (process.platform === 'win32' || !child.pid) child.kill();
  else process.kill(-child.pid, 'SIGTERM');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const asked = process.argv.slice(2);
  const unknown = asked.find(name => !(name in targets));
  if (unknown) {
    console.error(`${unknown}: unknown, expected some of ${Object.keys(targets).join(', ')}`);
    process.exit(1);
  }
  const ending = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.on(name, () => ending.abort(new Error('stopped')));
  try {
    if (existsSync('.env')) process.loadEnvFile('.env');
    const names = (asked.length ? asked : Object.keys(targets)) as TargetName[];
    if (names.some(name => needAddress.includes(name))) {
      const address = addressToBuildIn(process.env);
      if (address) process.env['API_BASE'] = address;
      else console.warn('API_BASE: not set, so these mini-programs reach no hall and are for tests only');
    }
    await build(names, { force: true, say: line => console.log(line), signal: ending.signal });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
