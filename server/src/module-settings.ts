/** Part of the composition root: what modules are told of the settings. */
import type { Settings } from './config/env.ts';
import type { KeptDays } from './modules/documents/index.ts';
import type { PaymentsSettings } from './modules/payments/index.ts';
import type { UtilityRules } from './modules/settings/index.ts';

/** What holds until somebody sets it in the staff view. */
export function ruleDefaults(settings: Settings): UtilityRules {
  return {
    utilityName: { zh: settings.UTILITY_NAME_ZH, en: settings.UTILITY_NAME_EN },
    sealPurpose: '电费收讫',
    refundApprovalAboveFen: settings.REFUND_FOUR_EYES_ABOVE_FEN,
    prepaymentMinFen: settings.PREPAYMENT_MIN_FEN,
    prepaymentMaxFen: settings.PREPAYMENT_MAX_FEN,
    paymentExpiryMinutes: settings.PAYMENT_EXPIRY_MINUTES,
    // 22:00 to 07:00: the usual rest at home, which reminders respect.
    quietHours: '22:00-07:00',
    messagesPerDay: 5,
    messageTriesPerWay: 5,
    messageTries: 12,
    // A kettle in an empty flat is no news.
    unusualUseLeastKwh: 5,
    applicationReminderDays: 5,
    keepPropertyDays: 365,
    keepLicenceDays: 365,
    // As long as the installation may be looked into, by the utility's archive rules.
    keepDrawingDays: 3_650,
    keepContractDays: 3_650,
    keepPhotoDays: 730,
    keepVoiceDays: 730,
    keepOtherDays: 365,
  };
}

/** How long papers are kept by the rules of the day. Photographs of identity papers serve the decision and nothing else. */
export const keptDaysOf = (rules: UtilityRules): KeptDays => ({
  identity: 0,
  property: rules.keepPropertyDays,
  licence: rules.keepLicenceDays,
  drawing: rules.keepDrawingDays,
  contract: rules.keepContractDays,
  photo: rules.keepPhotoDays,
  voice: rules.keepVoiceDays,
  other: rules.keepOtherDays,
});

export function paymentsSettings(settings: Settings, rules: PaymentsSettings['rules']): PaymentsSettings {
  const { RECEIPT_SIGNING_P12: p12, RECEIPT_SIGNING_PASSWORD: password } = settings;
  return {
    publicBaseUrl: settings.PUBLIC_BASE_URL,
    rules,
    receiptSigning: p12 && password ? { p12: Buffer.from(p12, 'base64'), password } : undefined,
  };
}

export function issuerSettings({ INVOICE_BASE_URL, INVOICE_ACCESS_KEY, INVOICE_SECRET }: Settings) {
  return INVOICE_BASE_URL && INVOICE_ACCESS_KEY && INVOICE_SECRET
    ? { baseUrl: INVOICE_BASE_URL, accessKey: INVOICE_ACCESS_KEY, secret: INVOICE_SECRET }
    : undefined;
}
