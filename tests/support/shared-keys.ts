/**
 * The gateways' keys are made once for all sandboxes of a test run: a dozen RSA pairs and their certificates take two
 * seconds of a core, and nearly every suite has a sandbox of its own.
 */
import { copyFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadKeys } from '../../server/sandbox/state/keys.ts';

const variable = 'TEST_SANDBOX_KEYS';

/** Makes them and tells the suites where. Returns the folder, for its removal. */
export async function makeSharedKeys(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'dianting-keys-'));
  await loadKeys(folder, new Date());
  process.env[variable] = join(folder, 'keys.json');
  return folder;
}

/** Gives a sandbox that has no state yet the keys of the run, if there are any. */
export function layKeys(stateDir: string): void {
  const path = process.env[variable];
  if (path) copyFileSync(path, join(stateDir, 'keys.json'));
}
