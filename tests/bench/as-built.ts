/** A program of the bench as the product runs: plain JavaScript that takes the server's code from `server/dist`, under its own flags. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What stands before the program in `npm run server`. */
export function serverFlags(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return (scripts.server as string).split(' ').filter(word => word.startsWith('--'));
}

const builtServer: Plugin = {
  name: 'built-server',
  setup({ onResolve }) {
    onResolve({ filter: /\/server\/src\/.*\.ts$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path).replace('/server/src/', '/server/dist/src/').replace(/\.ts$/, '.js'),
      external: true,
    }));
  },
};

/** @returns the file to be run, inside the project so that it finds packages */
export async function asBuilt(source: URL): Promise<string> {
  const folder = join(root, 'node_modules/.cache/dianting');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `bench-${process.pid}-${source.pathname.split('/').at(-1)!}.mjs`);
  await build({
    entryPoints: [fileURLToPath(source)],
    ...{ bundle: true, platform: 'node', format: 'esm', packages: 'external', outfile },
    plugins: [builtServer],
  });
  return outfile;
}
