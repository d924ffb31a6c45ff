/** The builds the tests run: made anew when there is none or when a source is younger. */
import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { build } from '../../../scripts/build.ts';

const dist = path.resolve(import.meta.dirname, '../../../client/miniapp/dist');

/** @returns the folder of the build */
export async function ensureBuilt(name: 'weapp' | 'alipay' | 'h5'): Promise<string> {
  await alone(name, () => build([name]));
  return path.join(dist, name);
}

/** Test workers run side by side: only one of them builds, the others wait for it. */
async function alone(name: string, run: () => Promise<void>): Promise<void> {
  const lock = path.join(dist, `.${name}.lock`);
  mkdirSync(dist, { recursive: true });
  const end = Date.now() + 300_000;
  while (!taken(lock)) {
    if (Date.now() > end) throw new Error(`another process has been building ${name} for five minutes`);
    await new Promise(done => setTimeout(done, 200));
  }
  try {
    await run();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function taken(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    // Left behind by a run that was killed.
    if (existsSync(lock) && Date.now() - statSync(lock).mtimeMs > 240_000)
      rmSync(lock, { recursive: true, force: true });
    return false;
  }
}
