/** `npm test`: static checks, then every test. Arguments go to Jest: `npm test -- tests/integration/payments`. */
import { spawnSync } from 'node:child_process';
import { build } from './build.ts';

/** Several times what it takes: a run that hangs must say so and end, not be cut off by whoever waits for it. */
const patienceMinutes = 70;

function run(label: string, args: string[]): void {
  console.log(`\n▸ ${label}`);
  const result = spawnSync(process.execPath, args, { stdio: 'inherit', timeout: patienceMinutes * 60_000 });
  if (result.signal)
    console.error(`${label}: ended by ${result.signal}, after ${patienceMinutes} minutes at most`);
  if (result.status !== 0) process.exit(result.status ?? 1);
}

const asked = process.argv.slice(2);
await build(['prisma'], { say: console.log });
if (asked.length === 0) {
  run('types: server and tests', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json', '--noEmit']);
  run('types: mini-program', [
    'node_modules/typescript/bin/tsc',
    '-p',
    'client/miniapp/tsconfig.json',
    '--noEmit',
  ]);
  run('types: staff view', [
    'node_modules/typescript/bin/tsc',
    '-p',
    'client/admin/tsconfig.json',
    '--noEmit',
  ]);
  run('types: kiosk', ['node_modules/typescript/bin/tsc', '-p', 'client/kiosk/tsconfig.json', '--noEmit']);
  run('format and lint', ['node_modules/@biomejs/biome/bin/biome', 'ci', '.']);
  run('architecture', [
    'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    'server/src',
    'server/sandbox',
    'client/miniapp/src',
    'client/admin/src',
    'client/kiosk/src',
  ]);
  run('unused code', ['node_modules/knip/bin/knip.js', '--no-progress']);
  run('generated files', ['node_modules/tsx/dist/cli.mjs', 'scripts/generate-docs.ts', '--check']);
  await build(['server', 'admin', 'kiosk', 'h5', 'weapp', 'alipay'], { say: console.log });
}
run('tests', ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js', ...asked]);
