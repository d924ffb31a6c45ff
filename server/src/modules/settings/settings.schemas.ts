import { z } from 'zod';
import { instant } from '../../http/fields.ts';
import { type SettingName, settingForms, settingNames } from './utility-rules.ts';

const common = {
  /** A business date on which it begins, at midnight; now when left out. */
  validFrom: z.iso.date().optional(),
  reason: z
    .string()
    .trim()
    .min(2)
    .max(200)
    .regex(/^\P{Cc}*$/u),
};
const body = <Name extends SettingName>(name: Name) =>
  z.strictObject({ name: z.literal(name), value: settingForms[name], ...common });

export const SettingBody = z.discriminatedUnion('name', [
  body('utilityName'),
  body('sealPurpose'),
  body('refundApprovalAboveFen'),
  body('prepaymentMinFen'),
  body('prepaymentMaxFen'),
  body('paymentExpiryMinutes'),
  body('quietHours'),
  body('messagesPerDay'),
  body('messageTriesPerWay'),
  body('messageTries'),
  body('unusualUseLeastKwh'),
  body('applicationReminderDays'),
  body('keepPropertyDays'),
  body('keepLicenceDays'),
  body('keepDrawingDays'),
  body('keepContractDays'),
  body('keepPhotoDays'),
  body('keepVoiceDays'),
  body('keepOtherDays'),
]);

const Name = z.enum(settingNames as [SettingName, ...SettingName[]]);
const Value = z.union([z.int(), z.string(), z.object({ zh: z.string(), en: z.string() })]);

export const SettingsView = z.object({
  settings: z.array(
    z.object({
      name: Name,
      value: Value,
      /** Null while it is what the environment says. */
      since: instant.nullable(),
    }),
  ),
  /** Every change, newest first, those that begin later among them. */
  history: z.array(
    z.object({
      id: z.int(),
      name: Name,
      value: Value,
      validFrom: instant,
      setBy: z.string(),
      setAt: instant,
      reason: z.string(),
      state: z.enum(['scheduled', 'in-force', 'past']),
    }),
  ),
});
