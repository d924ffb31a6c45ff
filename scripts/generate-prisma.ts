/**
 * Generates the Prisma client. `prisma generate` asks a download host for its schema engine unless
 * PRISMA_SCHEMA_ENGINE_BINARY names an existing file; the client itself needs no engine, so node's own binary will do.
 */
import { spawnSync } from 'node:child_process';

const run = spawnSync(process.execPath, ['node_modules/prisma/build/index.js', 'generate'], {
  stdio: 'inherit',
  env: {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
  },
});
process.exit(run.status ?? 1);
