/** `npm run pairs`: any two of the eighteen ways pay one bill in the same instant, each through its own door. */
import { spawnSync } from 'node:child_process';

const jest = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'];
const { status } = spawnSync(process.execPath, [...jest, 'tests/contract/pairs', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, PAIRS: 'all' },
});
process.exit(status ?? 1);
