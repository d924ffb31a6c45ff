/** A hall with the demo's town behind it: what the pictures are taken of. */
import type { Browser } from 'playwright-core';
import { seed } from '../../prisma/seed/seed.ts';
import { addDays, businessDate } from '../../server/src/shared/dates.ts';
import { openBrowser } from '../support/browser.ts';
import { startCluster } from '../support/cluster.ts';
import { type RunningHall, startHall } from '../support/hall.ts';
import { testFieldKey } from '../support/world.ts';

export interface Stage {
  hall: RunningHall;
  browser: Browser;
  close(): Promise<void>;
}

export async function setStage(): Promise<Stage> {
  const cluster = await startCluster();
  process.env['TEST_CLUSTER_URL'] = cluster.ownerUrl;
  const hall = await startHall({ web: true });
  await fillTown(hall);
  const browser = await openBrowser();
  return {
    hall,
    browser,
    async close() {
      await browser.close();
      await hall.close();
      await cluster.stop();
    },
  };
}

/** The demo's people, homes and bills. */
export const fillTown = (hall: RunningHall) =>
  seed({
    ownerUrl: hall.owner.options.connectionString!,
    fieldKey: testFieldKey,
    accounts: 120,
    // The latest reading is yesterday's, whenever the pictures are taken.
    until: addDays(businessDate(new Date()), -1),
  });
