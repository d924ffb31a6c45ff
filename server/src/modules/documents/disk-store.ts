import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DocumentStore } from './store.ts';

/** Files in folders by the first two letters of their names. A file is there as a whole and on disk, or not at all. */
export function createDiskStore(dir: string): DocumentStore {
  const pathOf = (key: string) => join(dir, key.slice(0, 2), key);
  return {
    code: 'disk',
    async put(key, bytes) {
      const path = pathOf(key);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const draft = `${path}.${randomUUID()}.part`;
      const file = await open(draft, 'wx', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, path);
    },
    get: key => readFile(pathOf(key)).catch(orNothing),
    remove: key => rm(pathOf(key), { force: true }),
    async *list() {
      for (const folder of (await readdir(dir).catch(orNothing)) ?? [])
        for (const key of (await readdir(join(dir, folder)).catch(orNothing)) ?? []) {
          const found = await stat(join(dir, folder, key)).catch(orNothing);
          if (found?.isFile()) yield { key, since: found.mtime };
        }
    },
  };
}

function orNothing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
  throw error;
}
