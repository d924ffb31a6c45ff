/** The database goes away while jobs run, and comes back: the process lives, and so do its jobs. */

import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from '@jest/globals';
import { Logger, runMigrations } from 'graphile-worker';
import { openDatabase } from '../../../server/src/infra/database.ts';
import { startEmbeddedPostgres } from '../../../server/src/infra/embedded-postgres.ts';
import { startJobs } from '../../../server/src/infra/jobs.ts';
import { createLogger } from '../../../server/src/infra/logging.ts';
import { createMetrics } from '../../../server/src/infra/metrics.ts';
import { eventually } from '../../support/hall.ts';

test('jobs go on after a database that went away in the middle of each of them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dianting-test-'));
  chmodSync(folder, 0o755);
  const dataDir = join(folder, 'pg');
  let server = await startEmbeddedPostgres({ dataDir });
  const { port } = new URL(server.ownerUrl);
  await runMigrations({ connectionString: server.ownerUrl, logger: new Logger(() => () => {}) });
  const database = openDatabase({ url: server.ownerUrl, poolSize: 10 });
  let runs = 0;
  let inMiddle = 0;
  const job = (name: string, fails: boolean) => ({
    name,
    everySeconds: 1,
    async run() {
      inMiddle++;
      await sleep(400);
      inMiddle--;
      runs++;
      if (fails) throw new Error('as it may');
    },
  });
  const jobs = await startJobs([job('done', false), job('failing', true)], {
    pool: database.pool,
    logger: createLogger('silent'),
    metrics: createMetrics(),
  });
  try {
    for (let deaths = 0; deaths < 3; deaths++) {
      await eventually(
        async () => inMiddle,
        running => running === 2,
        30_000,
      );
      process.kill(server.pid, 'SIGQUIT');
      await sleep(1_500);
      server = await startEmbeddedPostgres({ dataDir, port: Number(port) });
      const before = runs;
      await eventually(
        async () => runs,
        now => now > before + 2,
        60_000,
      );
    }
  } finally {
    await jobs.stop();
    await database.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}, 180_000);
