/** Names and rules of the utility that its people change themselves. Pure. */
import { z } from 'zod';
import { rowInForce } from '../../shared/dated.ts';

const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^\P{Cc}*$/u);
const fen = (min: number, max: number) => z.int().min(min).max(max);

const kept = z.int().min(30).max(14_600);

/** Each setting by name, with the form of its value. */
export const settingForms = {
  utilityName: z.strictObject({ zh: line(60), en: line(60) }),
  /** What the seal on receipts says below the name. */
  sealPurpose: line(12),
  /** Above this a refund needs a second person. */
  refundApprovalAboveFen: fen(0, 1_000_000_000),
  prepaymentMinFen: fen(1, 100_000_000),
  prepaymentMaxFen: fen(1, 100_000_000),
  paymentExpiryMinutes: z.int().min(2).max(120),
  /** When nobody is written to without need: "22:00-07:00", over midnight; equal ends are none. */
  quietHours: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/),
  /** Messages that may be switched off, to one recipient on one day. */
  messagesPerDay: z.int().min(2).max(120),
  /** So often a way is tried before the next one; where there is none, up to `messageTries`. */
  messageTriesPerWay: z.int().min(1).max(12),
  messageTries: z.int().min(2).max(50),
  /** Unusual use is told from so many kWh more than usual on. */
  unusualUseLeastKwh: z.int().min(1).max(100),
  /** A customer is reminded of an application that waits for them every so many days. */
  applicationReminderDays: z.int().min(1).max(60),
  /** How long papers are kept by class; identity papers go with the decision, and no setting keeps them. */
  keepPropertyDays: kept,
  keepLicenceDays: kept,
  keepDrawingDays: kept,
  keepContractDays: kept,
  keepPhotoDays: kept,
  keepVoiceDays: kept,
  keepOtherDays: kept,
} as const;

export type SettingName = keyof typeof settingForms;
export type UtilityRules = { [Name in SettingName]: z.output<(typeof settingForms)[Name]> };
export const settingNames = Object.keys(settingForms) as SettingName[];

/** One value as it was set. */
export interface SettingRow {
  id: number;
  name: SettingName;
  value: unknown;
  validFrom: Date;
  setBy: string;
  setAt: Date;
  reason: string;
}

/** What holds now; a name without a row, or whose row no longer has the right form, takes the given default. */
export function rulesAt(rows: readonly SettingRow[], defaults: UtilityRules, now: Date): UtilityRules {
  const entries = settingNames.map(name => {
    const parsed = settingForms[name].safeParse(rowInForce(rows, name, now)?.value);
    return [name, parsed.success ? parsed.data : defaults[name]];
  });
  return Object.fromEntries(entries) as UtilityRules;
}

/** Rules that contradict each other are refused: prepayments need some room between their bounds. */
export function contradictions(rules: UtilityRules): 'prepayment-bounds' | undefined {
  return rules.prepaymentMinFen > rules.prepaymentMaxFen ? 'prepayment-bounds' : undefined;
}
