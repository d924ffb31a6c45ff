/** `npm run build`: everything a production server needs. `npm start` builds only what is missing or older than its sources. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

interface Target {
  name: string;
  /** What it is made of; a newer file there makes the result stale. */
  sources: string[];
  /** Files that must exist afterwards: a failed Taro build exits 0. */
  results: string[];
  command: [string, ...string[]];
  cwd?: string;
}

const tsc = join(root, 'node_modules/typescript/bin/tsc');
const tsx = join(root, 'node_modules/tsx/dist/cli.mjs');
const taro = (platform: string, result: string): Target => ({
  name: platform,
  sources: ['client/miniapp/src', 'client/miniapp/config', 'client/api', 'project.config.json'],
  results: [`client/miniapp/dist/${platform}/${result}`],
  command: [tsx, 'scripts/build.ts', platform],
  cwd: 'client/miniapp',
});

export const targets = {
  prisma: {
    name: 'prisma',
    sources: ['prisma/schema'],
    results: ['server/src/infra/prisma/client.ts'],
    command: [tsx, 'scripts/generate-prisma.ts'],
  },
  server: {
    name: 'server',
    sources: ['server/src', 'server/sandbox', 'server/tsconfig.json'],
    results: ['server/dist/src/main.js', 'server/dist/sandbox/main.js'],
    command: [tsc, '-p', 'server/tsconfig.json'],
  },
  admin: {
    name: 'admin',
    sources: ['client/admin/src', 'client/admin/index.html', 'client/api'],
    results: ['client/admin/dist/index.html'],
    command: [join(root, 'node_modules/vite/bin/vite.js'), 'build'],
    cwd: 'client/admin',
  },
  h5: taro('h5', 'index.html'),
  weapp: taro('weapp', 'app.json'),
  alipay: taro('alipay', 'app.json'),
} satisfies Record<string, Target>;

export type TargetName = keyof typeof targets;

/** Builds those of `names` that are missing or stale (all of them with `force`), one after the other. */
export async function build(names: TargetName[], options: { force?: boolean; say?: (line: string) => void } = {}): Promise<void> {
  for (const name of names) {
    const target: Target = targets[name];
    if (!options.force && isFresh(target)) continue;
    options.say?.(`building ${name} …`);
    await run(target);
    const missing = target.results.filter(file => !existsSync(join(root, file)));
    if (missing.length) throw new Error(`${name}: the build made no ${missing.join(', ')}`);
    writeFileSync(stampOf(target), '');
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
  const built = statSync(stamp).mtimeMs;
  return target.sources.every(source => newest(join(root, source)) <= built);
}

function newest(path: string): number {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).filter(name => name !== 'node_modules' && name !== 'dist').map(name => newest(join(path, name))));
}

function run(target: Target): Promise<void> {
  return new Promise((resolve, reject) => {
    const output: Buffer[] = [];
    const child = spawn(process.execPath, target.command, { cwd: join(root, target.cwd ?? '.'), env: { ...process.env, NODE_ENV: 'production' } });
    child.stdout.on('data', chunk => output.push(chunk));
    child.stderr.on('data', chunk => output.push(chunk));
    child.on('error', reject);
    child.on('close', code => (code === 0 ? resolve() : reject(new Error(`building ${target.name} failed:\n${Buffer.concat(output).toString()}`))));
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const asked = process.argv.slice(2) as TargetName[];
  const names = asked.length ? asked : (Object.keys(targets) as TargetName[]);
  await build(names, { force: true, say: line => console.log(line) });
}
