import { z } from 'zod';
import { acceptedFacts, factsNeeded } from './facts.ts';

const phoneWording = { zh: '应为11位手机号', en: 'Should be a mobile number of 11 digits' };
export const Phone = z
  .string()
  .refine(text => /^1[3-9]\d{9}$/.test(text), { params: { rule: 'phone', wording: phoneWording } })
  .meta({ example: '13800000001' });

const codeWording = { zh: '应为6位数字', en: 'Should be 6 digits' };
export const Code = z
  .string()
  .refine(text => /^\d{6}$/.test(text), { params: { rule: 'code', wording: codeWording } })
  .meta({ example: '123456' });

const accountNoWording = { zh: '户号只含数字和字母', en: 'An account number has digits and letters only' };
/** The form only; the region's rule is checked against configuration. */
export const AccountNoText = z.string().refine(text => /^[0-9A-Za-z]{4,32}$/.test(text), {
  params: { rule: 'account-no', wording: accountNoWording },
});
export const AccountNoParams = z.object({ accountNo: AccountNoText });

const nicknameWording = { zh: '称呼应为1到20个字', en: 'A nickname has 1 to 20 characters' };
/** Without surrounding blanks, as people type them. */
export const Nickname = z
  .string()
  .max(40)
  .transform(text => text.trim())
  .refine(text => text.length > 0 && [...text].length <= 20, {
    params: { rule: 'nickname', wording: nicknameWording },
  });

export const SmsCodeBody = z.discriminatedUnion('purpose', [
  z.strictObject({ purpose: z.literal('sign-in'), phone: Phone }),
  /** For the public web form. */
  z.strictObject({ purpose: z.literal('web-case'), phone: Phone }),
  z.strictObject({ purpose: z.literal('merge'), phone: Phone }),
  /** To the asker's own phone, whatever it is. */
  z.strictObject({ purpose: z.literal('own-phone') }),
  z.strictObject({ purpose: z.literal('bind'), accountNo: AccountNoText }),
]);
export const SmsCodeView = z.object({
  sentTo: z.string(),
  expiresInSeconds: z.int(),
  resendInSeconds: z.int(),
});

const WalletCode = z.string().min(1).max(512);
/** The day from which the privacy policy applies that stood beside the button; agreed to by signing in. */
const privacyEdition = z.iso.date().optional();
export const SessionBody = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sms'), phone: Phone, code: Code, privacyEdition }),
  z.strictObject({ kind: z.literal('wechat-mini'), code: WalletCode, privacyEdition }),
  z.strictObject({ kind: z.literal('wechat-oa'), code: WalletCode, privacyEdition }),
  z.strictObject({ kind: z.literal('alipay'), code: WalletCode, privacyEdition }),
]);

const pageWording = { zh: '应为本站的页面', en: 'Should be a page of this site' };
export const WechatOaQuery = z.strictObject({
  /** Comes back with the code; the client compares it, so that nobody else's code is slipped in. */
  state: z.string().min(8).max(128),
  page: z
    .string()
    .max(500)
    .refine(text => /^\/(?![/\\])/.test(text), { params: { rule: 'own-page', wording: pageWording } })
    .default('/'),
});
export const WechatOaView = z.object({ url: z.string() });

export const MeView = z.object({
  personId: z.string(),
  phone: z.string().nullable(),
  identities: z.array(z.object({ id: z.string(), provider: z.string(), createdAt: z.string() })),
  defaultAccountNo: z.string().nullable(),
  householdCount: z.int(),
});
export const SessionView = z.object({ token: z.string(), expiresAt: z.string(), me: MeView });

const join = z.boolean().optional();
/** `join`: if the wallet is another person's, the two become one; one that was added under a phone of theirs comes alone. */
export const MyIdentityBody = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('wechat-mini'), code: WalletCode, join }),
  z.strictObject({ kind: z.literal('wechat-oa'), code: WalletCode, join }),
  z.strictObject({ kind: z.literal('alipay'), code: WalletCode, join }),
]);
export const MyProofBody = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sms'), code: Code }),
  z.strictObject({ kind: z.literal('wechat-mini'), code: WalletCode }),
  z.strictObject({ kind: z.literal('wechat-oa'), code: WalletCode }),
  z.strictObject({ kind: z.literal('alipay'), code: WalletCode }),
]);
export const MyPhoneBody = z.strictObject({ phone: Phone, code: Code });
export const ForgetMeBody = z.strictObject({ confirm: z.literal(true) });
const when = z.string();
export const MyDataView = z.object({
  since: when,
  phone: z.string().nullable(),
  identities: z.array(z.object({ provider: z.string(), since: when })),
  sessions: z.array(z.object({ since: when, until: when })),
  bindings: z.array(
    z.object({
      accountNo: z.string(),
      level: z.string(),
      nickname: z.string().nullable(),
      since: when,
      until: when.nullable(),
    }),
  ),
  payments: z.array(z.object({ paymentNo: z.string(), amountFen: z.int(), status: z.string(), at: when })),
  invoiceTitles: z.array(z.object({ kind: z.string(), name: z.string(), taxNo: z.string().nullable() })),
  claims: z.array(z.object({ claimNo: z.string(), paymentNo: z.string(), reason: z.string(), at: when })),
  cases: z.array(
    z.object({ caseNo: z.string(), kind: z.string(), status: z.string(), words: z.string(), at: when }),
  ),
  chats: z.array(z.object({ chatNo: z.string(), from: z.string(), text: z.string(), at: when })),
  ratings: z.array(
    z.object({
      kind: z.string(),
      reference: z.string(),
      stars: z.int(),
      satisfied: z.boolean(),
      words: z.string().nullable(),
      at: when,
    }),
  ),
  surveys: z.array(z.object({ surveyNo: z.string(), invitedAt: when, answeredOn: when.nullable() })),
  agreements: z.array(
    z.object({
      agreementNo: z.string(),
      accountNo: z.string(),
      gateway: z.string(),
      status: z.string(),
      since: when,
      until: when.nullable(),
    }),
  ),
  mandates: z.array(
    z.object({
      mandateNo: z.string(),
      accountNo: z.string(),
      bankCode: z.string(),
      accountTail: z.string(),
      status: z.string(),
      since: when,
      until: when.nullable(),
    }),
  ),
  applications: z.array(
    z.object({
      caseNo: z.string(),
      kind: z.string(),
      status: z.string(),
      form: z.record(z.string(), z.unknown()).nullable(),
      papers: z.int(),
      at: when,
    }),
  ),
  consents: z.array(z.object({ kind: z.string(), edition: z.string(), at: when })),
  alertRules: z.array(
    z.object({
      accountNo: z.string(),
      rule: z.string(),
      enabled: z.boolean(),
      amountFen: z.int().nullable(),
      days: z.int().nullable(),
      percent: z.int().nullable(),
      changedAt: when,
    }),
  ),
  messageWishes: z
    .object({
      channels: z.array(z.string()),
      quietFrom: z.int().nullable().describe('Minutes after midnight, Beijing time'),
      quietUntil: z.int().nullable(),
      language: z.string(),
      stopped: z.array(z.string()),
      email: z.string().nullable(),
    })
    .nullable(),
  messageConsents: z.array(
    z.object({ channel: z.string(), event: z.string(), given: z.int(), used: z.int() }),
  ),
  messages: z.array(
    z.object({
      event: z.string(),
      accountNo: z.string().nullable(),
      values: z.record(z.string(), z.unknown()),
      at: when,
      readAt: when.nullable(),
      ways: z.array(z.object({ channel: z.string(), state: z.string(), at: when.nullable() })),
    }),
  ),
});
export const IdentityParams = z.object({ id: z.uuid() });

export const MeterLookupBody = z.union([
  z.strictObject({ assetNo: z.string().trim().min(4).max(40) }),
  z.strictObject({ regionCode: z.string().min(1).max(20), address: z.string().trim().min(4).max(120) }),
  z.strictObject({ ownPhone: z.literal(true) }),
]);
export const MeterLookupView = z.object({
  matches: z.array(z.object({ accountNo: z.string(), addressMasked: z.string(), nameMasked: z.string() })),
});

const onBillWording = {
  zh: '此项印在账单上，不能作为证明',
  en: 'This stands on the posted bill and proves nothing',
};
const onBill = z
  .string()
  .refine(() => false, { params: { rule: 'on-bill', wording: onBillWording } })
  .optional();
const fact = z.string().trim().min(1).max(64).optional();
const twoFactsWording = {
  zh: `请填写其中${factsNeeded}项：登记手机号、证件号后6位、合同编号`,
  en: `Give ${factsNeeded} of: phone on file, last 6 characters of the identity number, contract number`,
};
const FactsProof = z
  .strictObject({
    kind: z.literal('facts'),
    phone: fact,
    identityNoTail: fact,
    contractNo: fact,
    name: onBill,
    meterAssetNo: onBill,
  })
  .refine(given => acceptedFacts.filter(name => given[name] !== undefined).length === factsNeeded, {
    params: { rule: 'two-facts', wording: twoFactsWording },
  });
export const ProofInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('phone'), code: Code }),
  FactsProof,
  z.strictObject({ kind: z.literal('own-phone') }),
]);

export const BindBody = z.strictObject({
  accountNo: AccountNoText,
  proof: ProofInput.optional(),
  nickname: Nickname.optional(),
});
export const ProofBody = z.strictObject({ proof: ProofInput });
const wishWording = { zh: '请填写要修改的内容', en: 'Say what to change' };
export const HouseholdWishBody = z
  .strictObject({ nickname: Nickname.nullable().optional(), isDefault: z.literal(true).optional() })
  .refine(wish => Object.values(wish).some(value => value !== undefined), {
    params: { rule: 'nothing-to-change', wording: wishWording },
  });

const level = z.enum(['pay-only', 'full']);
export const HouseholdView = z.object({
  accountNo: z.string(),
  level,
  isHolder: z.boolean(),
  nickname: z.string().nullable(),
  isDefault: z.boolean(),
  nameMasked: z.string(),
  addressMasked: z.string(),
  name: z.string().nullable(),
  address: z.string().nullable(),
  regionCode: z.string(),
  category: z.string(),
  owedFen: z.int(),
  openBills: z.int(),
  dueOn: z.string().nullable(),
  balanceFen: z.int().nullable(),
  prepaidFen: z.int().nullable(),
});
export const HouseholdsView = z.object({ households: z.array(HouseholdView) });

export const PreviewView = z.object({
  accountNo: z.string(),
  nameMasked: z.string(),
  addressMasked: z.string(),
  phoneHint: z.string().nullable(),
  ownPhone: z.boolean(),
  acceptedFacts: z.array(z.enum(acceptedFacts)),
});

export const PeopleView = z.object({
  people: z.array(
    z.object({
      bindingId: z.string(),
      phoneMasked: z.string().nullable(),
      level,
      since: z.string(),
      isMe: z.boolean(),
    }),
  ),
});
export const BindingParams = z.object({ accountNo: AccountNoText, bindingId: z.uuid() });

const region = {
  code: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  accountNoPattern: z.string(),
  accountNoHintZh: z.string(),
  accountNoHintEn: z.string(),
};
export const ConfigView = z.object({
  regions: z.array(z.object(region)),
  maxHouseholds: z.int(),
  prepayment: z.object({ minFen: z.int(), maxFen: z.int() }).describe('What one prepayment may be'),
  hotline: z.string().describe('The telephone number at which a person answers'),
  demo: z.boolean(),
  wechatAppId: z.string().nullable(),
  oaAppId: z.string().nullable(),
  alipayAppId: z.string().nullable(),
  /** The channels in which UnionPay is offered. */
  unionPayChannels: z.array(z.string()),
  smsCodeSeconds: z.int(),
  demoSignIns: z.array(z.object({ labelZh: z.string(), labelEn: z.string(), phone: z.string() })).optional(),
  sandboxUrl: z.string().optional(),
});
