import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { mainPackageLimit } from '../../bench-web/sizes.ts';
import { ensureBuilt } from '../../support/miniapp/built.ts';

const require = createRequire(import.meta.url);
const compiler = path.dirname(require.resolve('miniprogram-compiler/package.json'));
const binaries = path.join(
  compiler,
  'bin',
  { darwin: 'mac', win32: 'windows' }[process.platform as 'darwin'] ?? 'linux',
);
let dist: string;

beforeAll(async () => {
  dist = await ensureBuilt('weapp');
  // npm installs them without the permission to run.
  for (const name of ['wcc', 'wcsc']) chmodSync(path.join(binaries, name), 0o755);
}, 400_000);

function filesOf(folder: string): string[] {
  return readdirSync(path.join(dist, folder), { withFileTypes: true }).flatMap(entry => {
    const file = path.posix.join(folder, entry.name);
    return entry.isDirectory() ? filesOf(file) : [file];
  });
}

test('WeChat’s own compiler accepts every template of the build', () => {
  const templates = filesOf('.').filter(file => /\.(wxml|wxs)$/.test(file));
  const compiled = execFileSync(path.join(binaries, 'wcc'), templates, {
    cwd: dist,
    maxBuffer: 1e9,
    encoding: 'utf8',
  });
  for (const file of templates.filter(name => name.endsWith('.wxml')))
    expect(compiled).toContain(path.posix.normalize(file));
});

test('WeChat’s own compiler accepts every style sheet of the build', () => {
  const { wxssToJs } = require('miniprogram-compiler') as { wxssToJs(folder: string): string };
  const compiled = wxssToJs(dist);
  for (const file of filesOf('.').filter(name => name.endsWith('.wxss')))
    expect(compiled).toContain(path.posix.normalize(file));
});

test('each domain is a subpackage, and the main package stays under 700 KB', () => {
  const app = JSON.parse(readFileSync(path.join(dist, 'app.json'), 'utf8')) as {
    pages: string[];
    subPackages: { root: string }[];
  };
  expect(app.pages).toEqual(['pages/home/index']);
  const roots = app.subPackages.map(({ root }) => `${root.replace(/\/$/, '')}/`);
  const main = filesOf('.').filter(file => !roots.some(root => file.startsWith(root)));
  expect(main.reduce((sum, file) => sum + statSync(path.join(dist, file)).size, 0)).toBeLessThan(
    mainPackageLimit,
  );
});
