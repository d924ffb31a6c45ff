/**
 * `npm run documents:forget`: after a restore, before the hall opens, deletes the documents whose time is over and the files that
 * no row knows. Ends with 1 while anything of them remains, and at once beside a running hall: a file that is just being handed
 * in has no row yet.
 */
import { existsSync } from 'node:fs';
import { createHall } from '../app.ts';
import { readSettings } from '../config/env.ts';
import { requireStopped } from '../infra/require-stopped.ts';

if (existsSync('.env')) process.loadEnvFile('.env');

try {
  const settings = readSettings();
  await requireStopped(settings.DATABASE_URL, 'documents:forget');
  const hall = await createHall(settings);
  try {
    const { deleted, strays, remaining, straysLeft } = await hall.documents.forgetAfterRestore();
    const left = remaining + straysLeft;
    console.log(
      `${left === 0 ? '✓' : '✗'} ${deleted} documents deleted, ${strays} files without a document removed`,
    );
    if (remaining > 0) console.log(`  ${remaining} documents are due and still there`);
    if (straysLeft > 0)
      console.log(
        `  more files without a document than can be (${straysLeft} and more): look at the database and at where files lie`,
      );
    process.exitCode = left === 0 ? 0 : 1;
  } finally {
    await hall.close();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
