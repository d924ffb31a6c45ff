import { z } from 'zod';

export const AccountParams = z.object({ accountNo: z.string() });

const Fen = z.int();
const Kwh = z.string().describe('kWh with two decimals');

export const ForecastView = z.object({
  paymentMode: z.enum(['prepaid', 'postpaid']).describe('Prepaid while a signed agreement holds'),
  asOf: z.string().nullable().describe('The day of the latest reading; null without readings'),
  since: z.string().nullable().describe('The last day billed'),
  energySince: Kwh.nullable().describe('Used since the last bill until `asOf`; null when not known'),
  costSinceFen: Fen.nullable(),
  keptFen: Fen.describe('Balance and prepayment'),
  owedFen: Fen.describe('Unpaid bills'),
  runningFen: Fen.nullable().describe('Kept, less owed, less used since; as of `asOf`'),
  perDayEnergy: Kwh.nullable(),
  perDayFen: Fen.nullable(),
  daysLeft: z
    .object({ days: z.int(), low: z.int(), high: z.int() })
    .nullable()
    .describe('Whole days for which the running balance lasts, with the range that holds four times of five'),
  missingDays: z.int().describe('Days of the last 28 without a reading of their own'),
  month: z
    .object({ month: z.string(), energy: Kwh, fen: Fen, lowFen: Fen, highFen: Fen })
    .nullable()
    .describe('This month as it will probably be billed'),
});
export type ForecastView = z.input<typeof ForecastView>;
