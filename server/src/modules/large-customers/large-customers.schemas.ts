import { z } from 'zod';

const month = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/);
const quarter = z.string().regex(/^20\d{2}-Q[1-4]$/);
const accountNo = z.string().regex(/^[0-9A-Za-z]{4,32}$/);

export const StatementParams = z.object({ accountNo, month });
export const QuarterParams = z.object({ accountNo, quarter });
export const AccountParams = z.object({ accountNo });
export const LoadBody = z.strictObject({
  month,
  /** kW */
  maxDemand: z.int().min(1).max(10_000_000),
  /** kWh */
  activeEnergy: z.int().min(0).max(1_000_000_000),
  /** kvarh */
  reactiveEnergy: z.int().min(0).max(1_000_000_000),
});

const figures = z.object({
  maxDemand: z.int(),
  active: z.int(),
  /** Thousandths. */
  powerFactor: z.int().nullable(),
  /** Percent. */
  loadRate: z.int().nullable(),
});
export const QuarterView = z.object({
  accountNo: z.string(),
  quarter: z.string(),
  months: z.array(
    z.object({ month: z.string(), maxDemand: z.int(), active: z.int(), powerFactor: z.int().nullable() }),
  ),
  now: figures,
  before: figures,
  advice: z.array(z.object({ zh: z.string(), en: z.string() })),
});
