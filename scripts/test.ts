/** `npm test`: static checks, then every test. Arguments go to Jest: `npm test -- tests/integration/payments`. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { endOutsideDemo } from '../tests/support/demo-only.ts';
import { build } from './build.ts';

/** Several times what it takes: a run that hangs must say so and end, not be cut off by whoever waits for it. */
const patienceMinutes = 70;

/** @throws an Error that tells how it ended, with what it printed */
async function check(label: string, args: string[]): Promise<void> {
  const child = spawn(process.execPath, args, { timeout: patienceMinutes * 60_000 });
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk));
  const [code] = await once(child, 'close');
  const printed = Buffer.concat(output).toString();
  if (code !== 0) throw new Error(`${label}: failed\n${printed}`);
  console.log(`▸ ${label}\n${printed}`);
}

const typesOf = (project: string) => ['node_modules/typescript/bin/tsc', '-p', project, '--noEmit'];

async function checkAll(): Promise<void> {
  await check('types: server and tests', typesOf('tsconfig.json'));
  await check('types: mini-program', typesOf('client/miniapp/tsconfig.json'));
  await check('types: staff view', typesOf('client/admin/tsconfig.json'));
  await check('types: kiosk', typesOf('client/kiosk/tsconfig.json'));
  await check('format and lint', ['node_modules/@biomejs/biome/bin/biome', 'ci', '.']);
  await check('architecture', [
    'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    'server/src',
    'server/sandbox',
    'client/miniapp/src',
    'client/admin/src',
    'client/kiosk/src',
  ]);
  await check('unused code', ['node_modules/knip/bin/knip.js', '--no-progress']);
  await check('generated files', ['node_modules/tsx/dist/cli.mjs', 'scripts/generate-docs.ts', '--check']);
}

const asked = process.argv.slice(2);
await endOutsideDemo();
await build(['prisma'], { say: console.log });
if (asked.length === 0) {
  const ending = new AbortController();
  const builds = build(['server', 'admin', 'kiosk', 'h5', 'weapp', 'alipay'], {
    say: console.log,
    signal: ending.signal,
  });
  try {
    // Side by side: neither needs what the other makes, and each alone leaves a core idle.
    await Promise.all([checkAll(), builds]);
  } catch (error) {
    ending.abort(new Error('stopped'));
    await builds.catch(() => {});
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
const tests = spawnSync(
  process.execPath,
  ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js', ...asked],
  { stdio: 'inherit', timeout: patienceMinutes * 60_000 },
);
if (tests.signal) console.error(`tests: ended by ${tests.signal}, after ${patienceMinutes} minutes at most`);
process.exit(tests.status ?? 1);
