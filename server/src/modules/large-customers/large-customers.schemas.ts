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

export const ListFilter = z.strictObject({
  /** How an account number begins. */
  q: z
    .string()
    .regex(/^[0-9A-Za-z]{0,32}$/)
    .optional(),
});
export const ListQuery = ListFilter.extend({
  page: z.coerce.number().int().min(1).max(10_000).default(1),
});
export const ListView = z.object({
  customers: z.array(
    z.object({
      accountNo: z.string(),
      /** Masked. */
      name: z.string(),
      lastBilled: z.string().nullable(),
      lastLoad: z.string().nullable(),
    }),
  ),
  more: z.boolean(),
});

const statements = z.array(z.object({ month: z.string(), totalFen: z.int(), owedFen: z.int() }));
/** Quarters with something written down, newest first. */
const quarters = z.array(z.string());
export const FileView = z.object({
  accountNo: z.string(),
  name: z.string(),
  statements,
  quarters,
  loads: z.array(
    z.object({
      month: z.string(),
      maxDemand: z.int(),
      active: z.int(),
      reactive: z.int(),
      powerFactor: z.int().nullable(),
      recordedBy: z.string(),
      recordedAt: z.string(),
    }),
  ),
});
/** Of a household that is no large customer all is empty. */
export const ReportsView = z.object({ large: z.boolean(), statements, quarters });
