/** A Chromium for the tests: one that is on the machine, otherwise the packaged one, which brings its own libraries. */
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';

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

export async function openBrowser(): Promise<Browser> {
  const installed = process.env['CHROMIUM_PATH'] ?? candidates.find(path => existsSync(path));
  if (installed) return chromium.launch({ executablePath: installed, args: quiet });
  packaged ??= unpack();
  const { executablePath, env } = await packaged;
  // Not the package's own flags: they switch web security off, and run everything in one process.
  return chromium.launch({ executablePath, env, args: [...quiet, '--no-zygote'] });
}

/** A browser with a profile of its own in the folder, driven over a port as well: for Lighthouse, which brings its own driver. */
export async function openProfile(folder: string, port: number): Promise<BrowserContext> {
  const installed = process.env['CHROMIUM_PATH'] ?? candidates.find(path => existsSync(path));
  const debugging = `--remote-debugging-port=${port}`;
  if (installed)
    return chromium.launchPersistentContext(folder, {
      executablePath: installed,
      args: [...quiet, debugging],
    });
  packaged ??= unpack();
  const { executablePath, env } = await packaged;
  const args = [...quiet, '--no-zygote', debugging];
  return chromium.launchPersistentContext(folder, { executablePath, env, args });
}

interface Packaged {
  executablePath: string;
  env: Record<string, string>;
}

let packaged: Promise<Packaged> | undefined;

/** The package unpacks its libraries when told that it runs on AWS, and says where by changing the environment. */
async function unpack(): Promise<Packaged> {
  const before = { ...process.env };
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs22.x';
  const { default: chromiumPackage } = await import('@sparticuz/chromium');
  const executablePath = await chromiumPackage.executablePath();
  const env = { ...process.env, FONTCONFIG_FILE: writeFontConfig() } as Record<string, string>;
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
  return { executablePath, env };
}

/** The packaged browser has no Chinese font; the one our receipts are printed with will do where none is installed. */
function writeFontConfig(): string {
  const fonts = dirname(
    createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json'),
  );
  const weights = readdirSync(fonts).filter(name => /^(400|700)/.test(name));
  const folders = [
    '/usr/share/fonts',

    join(homedir(), '.fonts'),
    join(tmpdir(), 'fonts'),
    ...weights.map(weight => join(fonts, weight)),
  ];
  const own = mkdtempSync(join(tmpdir(), 'dianting-fonts-'));
  const file = join(own, 'fonts.conf');
  const list = folders.map(folder => `  <dir>${folder}</dir>`).join('\n');
  writeFileSync(
    file,
    `<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n${list}\n  <cachedir>${own}</cachedir>\n</fontconfig>\n`,
  );
  return file;
}
