import { z } from 'zod';
import type { Month } from '../../shared/dates.ts';

export const MonthText = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
  .transform(text => text as Month)
  .meta({ example: '2026-10' });
export const AccountParams = z.object({ accountNo: z.string() });
export const BillParams = z.object({ accountNo: z.string(), billNo: z.string().regex(/^[\w-]{1,40}$/) });

const Kwh = z.string().describe('kWh with two decimals');
const SumFen = z.int();

const billRowFields = {
  billNo: z.string(),
  month: z.string(),
  from: z.string().describe('First day'),
  to: z.string().describe('Last day'),
  energy: Kwh,
  totalFen: SumFen,
  paidFen: SumFen,
  outstandingFen: SumFen,
  status: z.enum(['unpaid', 'part-paid', 'paid', 'reversed']),
  dueOn: z.string(),
  issuedAt: z.string(),
  estimated: z.boolean(),
};
export const BillRow = z.object(billRowFields);
export type BillRow = z.input<typeof BillRow>;

export const BillsQuery = z.strictObject({ from: MonthText.optional(), to: MonthText.optional() });
export const BillsView = z.object({ bills: z.array(BillRow) });

const ReadingEnd = z.object({ on: z.string(), value: Kwh });
const BillReading = z.object({
  meterAssetNo: z.string(),
  register: z.enum(['total', 'peak', 'valley']),
  from: ReadingEnd,
  to: ReadingEnd,
  multiplier: z.int(),
  energy: Kwh,
  quality: z.enum(['actual', 'estimated']),
  corrected: z.boolean().describe('One of the two readings was put right by a person'),
});

const BillLine = z.object({
  kind: z.enum(['energy', 'free-allowance', 'adjustment', 'late-fee']),
  period: z.enum(['flat', 'peak', 'valley']).nullable(),
  tier: z.int().nullable(),
  energy: Kwh.nullable(),
  priceYuan: z.string().nullable().describe('Yuan per kWh, such as "0.5469"'),
  amountFen: SumFen,
  from: z.string(),
  to: z.string(),
  explainZh: z.string(),
  explainEn: z.string(),
});

const TariffOfBill = z.object({
  nameZh: z.string(),
  nameEn: z.string(),
  source: z.string(),
  note: z.string().nullable(),
  effectiveFrom: z.string(),
});

export const BillView = z.object({
  ...billRowFields,
  payableId: z.int().nullable(),
  energyFen: SumFen,
  adjustmentFen: SumFen,
  readings: z.array(BillReading),
  lines: z.array(BillLine),
  tier: z
    .object({
      yearFrom: z.string(),
      allowanceMonths: z.int(),
      used: Kwh,
      usedBefore: Kwh.describe('Of it, what was used before the hall’s first bill'),
      limits: z.array(Kwh),
      current: z.int(),
    })
    .nullable(),
  tariff: TariffOfBill.nullable().describe('The edition in force at the end of the period'),
  tariffs: z.array(TariffOfBill).describe('Every edition the lines were priced by'),
  payments: z.array(
    z.object({
      paymentNo: z.string(),
      paidAt: z.string(),
      amountFen: SumFen,
      channel: z.string(),
      mine: z.boolean().describe('Whether the one who asks may open it; others’ payments are sums only'),
    }),
  ),
  fromBalanceFen: SumFen.describe('What the balance or prepayment paid'),
  sumsNote: z.string(),
  lateFee: z
    .object({
      payableId: z.int(),
      amountFen: SumFen,
      paidFen: SumFen,
      days: z.int().describe('Days overdue on which it was counted'),
      parts: z.array(
        z.object({
          from: z.string(),
          to: z.string(),
          outstandingFen: SumFen,
          ppm: z.int().describe('Millionths a day'),
        }),
      ),
      frozen: z.boolean().describe('The bill is paid: nothing is added any more'),
      edition: z.string().describe('The edition of the rule'),
    })
    .nullable()
    .describe('Besides totalFen, which is the bill alone'),
});
export type BillView = z.input<typeof BillView>;

const EnergyOrNull = Kwh.nullable().describe('kWh with two decimals; null when not known');

export const UsageQuery = z.strictObject({ months: z.coerce.number().int().min(1).max(36).default(36) });
export const UsageView = z.object({
  months: z.array(
    z.object({
      month: z.string(),
      energy: EnergyOrNull,
      peak: EnergyOrNull,
      valley: EnergyOrNull,
      estimated: z.boolean(),
      totalFen: SumFen.nullable(),
    }),
  ),
});

export const DailyQuery = z.strictObject({ days: z.enum(['7', '30', '62']).default('30').transform(Number) });
export const DailyView = z.object({
  asOf: z.string().nullable().describe('The day of the latest reading'),
  days: z.array(
    z.object({
      on: z.string(),
      energy: EnergyOrNull,
      peak: EnergyOrNull,
      valley: EnergyOrNull,
      estimated: z.boolean().describe('The reading before or after the day is an estimate'),
    }),
  ),
});

export const TierView = z.object({
  year: z.string(),
  asOf: z.string().nullable(),
  used: Kwh,
  usedBefore: Kwh.describe(
    'Of it, what was used before the hall’s first bill, as the former system billed it',
  ),
  limits: z.array(Kwh),
  tier: z.int().nullable().describe('Null under a tariff without tiers'),
  toNextTier: Kwh.nullable(),
  months: z.int().nullable().describe('Months of allowance in this tier year'),
});

export const SummaryView = z.object({
  accountNo: z.string(),
  asOf: z.string().nullable(),
  owedFen: SumFen,
  overdueFen: SumFen,
  dueOn: z.string().nullable(),
  balanceFen: SumFen.nullable(),
  prepaidFen: SumFen.nullable(),
  latestBill: BillRow.nullable(),
  thisMonth: z
    .object({
      month: z.string(),
      energy: EnergyOrNull,
      lastMonthEnergy: EnergyOrNull,
      lastYearEnergy: EnergyOrNull,
    })
    .nullable(),
  openPayables: z.array(
    z.object({
      payableId: z.int(),
      kind: z.enum(['bill', 'late-fee']),
      title: z.string(),
      month: z.string().nullable(),
      amountFen: SumFen,
      paidFen: SumFen,
      outstandingFen: SumFen,
      dueOn: z.string().nullable(),
      locked: z.boolean().describe('A bank debit of it is under way: it cannot be paid otherwise meanwhile'),
    }),
  ),
});

export const ExportQuery = z.strictObject({ format: z.enum(['csv', 'green-button']) });

export const PlanComparisonView = z.object({
  current: z.enum(['flat', 'time-of-use']),
  unavailable: z
    .enum(['no-plan', 'not-measured'])
    .nullable()
    .describe(
      'Why there is nothing to compare: no such tariff here, or a meter that does not measure by time',
    ),
  flatFen: SumFen.describe('What the months below would have cost at the flat price'),
  timeOfUseFen: SumFen,
  energy: Kwh,
  valley: Kwh,
  months: z.array(
    z.object({ month: z.string(), energy: Kwh, valley: Kwh, flatFen: SumFen, timeOfUseFen: SumFen }),
  ),
  leftOut: z.array(z.string()).describe('Months of the last twelve without both registers'),
});
