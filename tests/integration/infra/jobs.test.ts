/** Jobs on a real queue: a database that goes away in the middle of them, and work that lasts beside work that must not wait. */

import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { Logger, runMigrations } from 'graphile-worker';
import { openDatabase } from '../../../server/src/infra/database.ts';
import { startEmbeddedPostgres } from '../../../server/src/infra/embedded-postgres.ts';
import { type Job, type Lane, startJobs } from '../../../server/src/infra/jobs.ts';
import { createLogger } from '../../../server/src/infra/logging.ts';
import { createMetrics } from '../../../server/src/infra/metrics.ts';
import { eventually } from '../../support/hall.ts';

async function startQueue() {
  const folder = mkdtempSync(join(tmpdir(), 'dianting-test-'));
  chmodSync(folder, 0o755);
  const dataDir = join(folder, 'pg');
  const server = await startEmbeddedPostgres({ dataDir });
  await runMigrations({ connectionString: server.ownerUrl, logger: new Logger(() => () => {}) });
  const database = openDatabase({ url: server.ownerUrl, poolSize: 10 });
  return { folder, dataDir, server, database };
}

const watched = { logger: createLogger('silent'), metrics: createMetrics() };

test('jobs go on after a database that went away in the middle of each of them', async () => {
  const { folder, dataDir, database, ...begun } = await startQueue();
  let { server } = begun;
  const { port } = new URL(server.ownerUrl);
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
    ...watched,
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

test('messages and long work that never end hold up no job of money', async () => {
  const { folder, server, database } = await startQueue();
  let end = () => {};
  const ending = new Promise<void>(resolve => {
    end = resolve;
  });
  const begun: Record<Lane, number> = { money: 0, books: 0, rest: 0 };
  const endless = (lane: Lane, at: number): Job => ({
    name: `${lane}-${at}`,
    lane,
    everySeconds: 1,
    run() {
      begun[lane]++;
      return ending;
    },
  });
  const crowd = Array.from({ length: 20 }, (_, at) => at);
  const quick: Job = {
    name: 'query-back',
    lane: 'money',
    everySeconds: 1,
    run: async () => void begun.money++,
  };
  // It says nothing of a lane, so it waits with the rest.
  const { lane: _, ...plain } = endless('rest', crowd.length);
  const jobs = await startJobs(
    [...crowd.map(at => endless('rest', at)), plain, ...crowd.map(at => endless('books', at)), quick],
    { pool: database.pool, ...watched },
  );
  try {
    await eventually(
      async () => begun,
      ({ rest, books }) => rest === 4 && books === 3,
      30_000,
    );
    const before = begun.money;
    await eventually(
      async () => begun.money,
      runs => runs > before + 2,
      30_000,
    );
    // Not one of the many was let in beyond the slots of its lane.
    expect(begun).toMatchObject({ rest: 4, books: 3 });
  } finally {
    end();
    await jobs.stop();
    await database.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);
