import { expect, test } from '@jest/globals';
import { runChaos } from './chaos.ts';

test('sixty payments through a misbehaving sandbox, with the server killed three times and the database once, end booked exactly once', async () => {
  const report = await runChaos({ payments: 60, serverKills: 3, databaseKills: 1, seed: 7 });
  expect(report.count.differences).toEqual([]);
  expect(report.count.paidAtSandbox).toBeGreaterThan(20);
  expect(report.count.collectedFen).toBe(report.count.paidFen);
  expect(report.count.refundedBookedFen).toBe(report.count.refundedAtSandboxFen);
  expect(report.ledger).toMatchObject({ ok: true });
  expect(Object.values(report.serverDeaths).reduce((sum, times) => sum + times, 0)).toBeGreaterThanOrEqual(3);
  expect(report.databaseDeaths).toBe(1);
  expect(report.faults.reduce((sum, fault) => sum + fault.done, 0)).toBeGreaterThan(20);
}, 900_000);
