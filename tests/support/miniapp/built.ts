/** The builds the tests run: made anew when there is none or when a source is younger. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

const miniapp = path.resolve(import.meta.dirname, '../../../client/miniapp');
const proof = { weapp: 'app.json', alipay: 'app.json', h5: 'index.html' };

export type BuildName = keyof typeof proof;

/** @returns the folder of the build */
export async function ensureBuilt(name: BuildName): Promise<string> {
  const dist = path.join(miniapp, 'dist', name);
  const isCurrent = () =>
    existsSync(path.join(dist, proof[name])) &&
    statSync(path.join(dist, proof[name])).mtimeMs > newestSource();
  if (isCurrent()) return dist;
  await alone(name, () => {
    if (!isCurrent())
      execFileSync('npx', ['tsx', 'scripts/build.ts', name], {
        cwd: miniapp,
        stdio: ['ignore', 'ignore', 'inherit'],
      });
  });
  return dist;
}

/** Test workers run side by side: only one of them builds, the others wait for it. */
async function alone(name: string, build: () => void): Promise<void> {
  const lock = path.join(miniapp, 'dist', `.${name}.lock`);
  mkdirSync(path.dirname(lock), { recursive: true });
  const end = Date.now() + 300_000;
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      // Left behind by a run that was killed.
      if (existsSync(lock) && Date.now() - statSync(lock).mtimeMs > 240_000)
        rmSync(lock, { recursive: true, force: true });
      if (Date.now() > end) throw new Error(`another process has been building ${name} for five minutes`);
      await new Promise(done => setTimeout(done, 500));
    }
  }
  try {
    build();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

let newest: number | undefined;

function newestSource(): number {
  newest ??= Math.max(
    ...['src', 'config', 'babel.config.cjs', 'package.json'].map(one => youngest(path.join(miniapp, one))),
  );
  return newest;
}

function youngest(file: string): number {
  const { mtimeMs } = statSync(file);
  if (!statSync(file).isDirectory()) return mtimeMs;
  const inside = readdirSync(file).filter(name => !/\.test\.tsx?$/.test(name));
  return Math.max(0, ...inside.map(name => youngest(path.join(file, name))));
}
