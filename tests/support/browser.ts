/** A Chromium for the tests: one that is on the machine, otherwise the packaged one, which brings its own libraries. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const candidates = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** @param forcePackaged takes the packaged browser even where another is installed. */
export async function openBrowser(options: { forcePackaged?: boolean } = {}): Promise<Browser> {
  const installed = options.forcePackaged
    ? undefined
    : (process.env['CHROMIUM_PATH'] ?? candidates.find(path => existsSync(path)));
  if (installed) return chromium.launch({ executablePath: installed, args: quiet });
  provideChineseFont();
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs22.x';
  const { default: packaged } = await import('@sparticuz/chromium');
  return chromium.launch({
    executablePath: await packaged.executablePath(),
    args: [...packaged.args.filter(arg => !arg.startsWith('--headless')), ...quiet],
  });
}

/** The packaged browser has no Chinese font; the one our receipts are printed with will do. */
function provideChineseFont(): void {
  try {
    if (execFileSync('fc-list', [':lang=zh', 'file'], { encoding: 'utf8' }).trim()) return;
  } catch {
    // fontconfig's tools are not installed: put the font where fontconfig looks.
  }
  const source = dirname(
    createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json'),
  );
  const target = join(homedir(), '.fonts');
  mkdirSync(target, { recursive: true });
  for (const weight of readdirSync(source).filter(name => /^(400|700)/.test(name)))
    for (const file of readdirSync(join(source, weight)).filter(name => name.endsWith('.ttf')))
      copyFileSync(join(source, weight, file), join(target, file));
}
