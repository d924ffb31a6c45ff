/** Values of law and practice by which debts are dunned. What the law bounds is bounded here. Pure. */
import { z } from 'zod';
import { rowInForce } from '../../shared/dated.ts';

const ppm = z.int().min(0).max(10_000);
const hour = z.int().min(0).max(24);

export const ruleForms = {
  /** 违约金 a day, in millionths of what is owed. */
  lateFee: z.strictObject({
    enabled: z.boolean(),
    residentPpm: ppm,
    otherPpm: ppm,
    /** Of debts carried over the end of a year. */
    otherCrossYearPpm: ppm,
    minimumFen: z.int().min(0).max(10_000),
    /** Never more than this part of the bill. */
    capPercent: z.int().min(1).max(1_000).nullable(),
  }),
  /** Days overdue on which a reminder goes out. */
  reminders: z.strictObject({
    days: z
      .array(z.int().min(1).max(180))
      .min(1)
      .max(6)
      .refine(days => days.every((day, index) => index === 0 || day > days[index - 1]!), {
        error: 'in ascending order',
      }),
  }),
  suspension: z.strictObject({
    /** Supply may be suspended when a debt is overdue for more than so many days: 30 by law. */
    overdueDays: z.int().min(30).max(365),
    minimumDebtFen: z.int().min(0).max(10_000_000),
    /** The formal notice goes out so many days before: 3 to 7 by law. */
    noticeDays: z.int().min(3).max(7),
    /** And again so many minutes before: at least 30 by law. */
    lastCallMinutes: z.int().min(30).max(240),
    /** What counts as proof that the notice arrived. */
    proof: z.enum(['delivered', 'handed']),
  }),
  /** The formal notice reaches the household so many days before supply is suspended: three to seven by law. */
  noticeWindow: z
    .strictObject({ leastDays: z.int().min(3).max(7), mostDays: z.int().min(3).max(7) })
    .refine(({ leastDays, mostDays }) => leastDays <= mostDays, { error: 'the least before the most' }),
  /** How the ladder keeps time where no law says so. */
  timing: z.strictObject({
    /** Reminders and notices are written from this hour on. */
    writingHour: z.int().min(7).max(20),
    /** A rejected proposal rests so long unless the person says otherwise. */
    restDays: z.int().min(1).max(365),
    /** After so long the last call must be made again. */
    lastCallHours: z.int().min(1).max(8),
    /** Whatever their orders come to, no more last calls are made on one day. */
    mostCallsADay: z.int().min(1).max(4),
    /** A disconnect that has not reached the meter by then is not executed any more. */
    disconnectMinutes: z.int().min(5).max(240),
    reconnectDays: z.int().min(1).max(30),
  }),
  hours: z
    .strictObject({
      fromHour: hour,
      toHour: hour,
      workingDaysOnly: z.boolean(),
      notBeforeHoliday: z.boolean(),
    })
    .refine(({ fromHour, toHour }) => fromHour < toHour, { error: 'from before to' }),
  coldDays: z.strictObject({
    months: z.array(z.int().min(1).max(12)).max(12),
    dates: z.array(z.iso.date()).max(200),
  }),
  restore: z.strictObject({
    withinHours: z.int().min(1).max(24),
    fieldAfterMinutes: z.int().min(5).max(720),
  }),
  /** Holds for holders with a signed prepaid agreement only. */
  prepaid: z.strictObject({ enabled: z.boolean(), graceHours: z.int().min(24).max(240) }),
  instalments: z.strictObject({ mostParts: z.int().min(2).max(36), graceDays: z.int().min(0).max(15) }),
} as const;

export type RuleName = keyof typeof ruleForms;
export type DunningRules = { [Name in RuleName]: z.output<(typeof ruleForms)[Name]> };
export const ruleNames = Object.keys(ruleForms) as RuleName[];

/** One value as it was set. */
export interface RuleRow {
  id: number;
  name: RuleName;
  value: unknown;
  /** A business date. */
  validFrom: string;
  edition: string;
  reason: string;
  setBy: string;
  setAt: Date;
}

/** @throws Error when a value is missing: the migration brings one of each from 2024 on */
export function rulesOn(rows: readonly RuleRow[], day: string): DunningRules {
  const entries = ruleNames.map(name => {
    const row = rowInForce(rows, name, day);
    if (!row) throw new Error(`no dunning rule ${name} on ${day}`);
    return [name, ruleForms[name].parse(row.value)];
  });
  return Object.fromEntries(entries) as DunningRules;
}
