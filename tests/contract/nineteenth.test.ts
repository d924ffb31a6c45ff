/**
 * A nineteenth way to pay, added as CONTRIBUTING.md says: scaffolded into a copy of the repository, filled in with what stands in
 * docs/examples, and then held to what every channel is held to. The copy is thrown away.
 */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { scaffoldChannel } from '../../scripts/channel-new.ts';

const root = join(import.meta.dirname, '../..');
const minutes = 60_000;
let copy: string;

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'dianting-nineteenth-'));
  const parts = [
    'server/src',
    'server/sandbox',
    'server/package.json',
    'prisma',
    'prisma.config.ts',
    'tests',
    'scripts',
    'docs',
  ];
  const files = ['package.json', 'tsconfig.json', 'jest.config.js', 'client/api', 'client/admin/src/i18n'];
  for (const part of [...parts, ...files])
    cpSync(join(root, part), join(copy, part), {
      recursive: true,
      filter: path => !path.includes('.artifacts'),
    });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** A program of the toolchain in the copy; its output when it fails. */
function run(program: string, ...args: string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(
    process.execPath,
    [
      ...(program.includes('jest') ? ['--experimental-vm-modules', '--no-warnings'] : []),
      join(root, 'node_modules', program),
      ...args,
    ],
    {
      cwd: copy,
      env: { ...process.env, NODE_OPTIONS: '' },
    },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  return new Promise(resolve => child.on('close', code => resolve({ code, output })));
}
const jest = (...args: string[]) =>
  run('jest/bin/jest.js', '--testTimeout=300000', '--runInBand', '--forceExit', ...args);

test(
  'the scaffold alone is accepted by the registry, and the suite says which cases are missing',
  async () => {
    const files = scaffoldChannel(copy, { code: 'e-bao', kind: 'agency', zh: '电e宝', en: 'E-Bao wallet' });
    expect(files).toContain('server/src/modules/payments/channels/e-bao/e-bao.ts');
    expect(() => scaffoldChannel(copy, { code: 'e-bao', kind: 'agency', zh: '', en: '' })).toThrow(
      'there is a channel',
    );
    expect(readFileSync(join(copy, 'tests/contract/channels/table.ts'), 'utf8')).toContain("'e-bao': agency");
    const registry = await jest('channels/registry.test.ts');
    expect(registry).toMatchObject({ code: 0 });
    const unfilled = await jest('tests/contract/channels/e-bao.test.ts', '-t', 'success');
    expect(unfilled.code).toBe(1);
    expect(unfilled.output).toContain('e-bao does not play the case success, which the table requires of it');
  },
  8 * minutes,
);

test(
  'filled in as the example is, it passes the type check, the table of channels and every case required of it',
  async () => {
    cpSync(
      join(root, 'docs/examples/e-bao/README.md'),
      join(copy, 'server/src/modules/payments/channels/e-bao/README.md'),
    );
    cpSync(
      join(root, 'docs/examples/e-bao/driver.ts'),
      join(copy, 'tests/contract/channels/drivers/e-bao.ts'),
    );
    const types = await run('typescript/bin/tsc', '-p', 'tsconfig.json', '--noEmit');
    expect(types).toEqual({ code: 0, output: '' });
    const played = await jest(
      'tests/contract/channels/e-bao.test.ts',
      'tests/contract/channels/table.test.ts',
    );
    expect(played.output).toMatch(/PASS .*e-bao\.test\.ts/);
    expect(played.output).not.toContain('✕');
    expect(played.code).toBe(0);
  },
  15 * minutes,
);

test(
  'a second kind, paid at a gateway, is scaffolded just so',
  async () => {
    scaffoldChannel(copy, { code: 'short-link', kind: 'prepay', zh: '短链缴费', en: 'Short link' });
    expect(await jest('channels/registry.test.ts')).toMatchObject({ code: 0 });
  },
  5 * minutes,
);
