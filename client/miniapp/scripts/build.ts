/**
 * Builds the hall for WeChat, Alipay and browsers. Taro ends with success when its configuration is wrong, and
 * removes the old output when a build fails: so every build is judged by the files that exist afterwards.
 * Usage: tsx scripts/build.ts [weapp|alipay|h5 …]
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const pagesOf: Record<string, string[]> = {
  weapp: ['.js', '.wxml', '.json'],
  alipay: ['.js', '.axml', '.json'],
};

interface AppJson {
  pages: string[];
  subPackages?: { root: string; pages: string[] }[];
  subpackages?: { root: string; pages: string[] }[];
}

function build(platform: string): void {
  const out = path.join(root, 'dist', platform);
  rmSync(out, { recursive: true, force: true });
  const taro = createRequire(import.meta.url).resolve('@tarojs/cli/bin/taro');
  const { status } = spawnSync(
    process.execPath,
    [taro, 'build', '--type', platform, '--no-check', '--disable-global-config'],
    { cwd: root, stdio: 'inherit', env: { ...process.env, NODE_ENV: 'production', TARO_ENV: platform } },
  );
  const missing = expected(out, platform).filter(file => !existsSync(path.join(out, file)));
  if (status !== 0 || missing.length > 0)
    throw new Error(
      `The ${platform} build failed (status ${status}); missing: ${missing.join(', ') || 'nothing'}`,
    );
  if (platform === 'h5') preloadShared(out);
}

/** Every page needs the code that pages share: a browser fetches it beside the first scripts instead of after them. */
function preloadShared(out: string): void {
  const page = path.join(out, 'index.html');
  const links = readdirSync(path.join(out, 'js'))
    .filter(name => /^hall\.[0-9a-f]+\.js$/.test(name))
    .map(name => `<link rel="preload" as="script" href="/js/${name}">`);
  if (links.length !== 1) throw new Error('The h5 build has no shared code, or more than one');
  writeFileSync(page, readFileSync(page, 'utf8').replace('<script', `${links.join('')}<script`));
}

function expected(out: string, platform: string): string[] {
  const endings = pagesOf[platform];
  if (!endings) return ['index.html', 'js', 'css'];
  if (!existsSync(path.join(out, 'app.json'))) return ['app.json', 'app.js'];
  const app = JSON.parse(readFileSync(path.join(out, 'app.json'), 'utf8')) as AppJson;
  const packaged = (app.subPackages ?? app.subpackages ?? []).flatMap(one =>
    one.pages.map(page => `${one.root}/${page}`),
  );
  return ['app.js', ...[...app.pages, ...packaged].flatMap(page => endings.map(ending => page + ending))];
}

const asked = process.argv.slice(2);
for (const platform of asked.length > 0 ? asked : ['weapp', 'alipay', 'h5']) build(platform);
