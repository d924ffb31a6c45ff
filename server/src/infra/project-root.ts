import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds prisma/ and client/, found from the sources and from the compiled server alike. */
export const projectRoot = findRoot(dirname(fileURLToPath(import.meta.url)));

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'prisma', 'schema'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('prisma/schema was not found above the server');
  return findRoot(parent);
}
