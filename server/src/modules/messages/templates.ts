/** Every text message the hall sends. Providers keep the approved text under `<name>.<language>`; `{…}` are its parameters. */
import type { Language, Wording } from '../../shared/errors.ts';

export const templates = {
  'sign-in-code': {
    zh: '验证码{code},用于登录电厅,{minutes}分钟内有效。工作人员不会向您索要验证码。',
    en: '{code} is your Dianting sign-in code, valid for {minutes} minutes. Our staff never ask for it.',
  },
  'bind-code': {
    zh: '验证码{code},用于绑定户号尾号{accountTail}查看电费,{minutes}分钟内有效。如非本人或家人操作,请勿告知他人。',
    en: '{code} lets someone see the bills of the account ending {accountTail}; valid for {minutes} minutes. Not you or your family? Tell nobody.',
  },
  'merge-code': {
    zh: '验证码{code},用于关联手机号并合并登录方式,{minutes}分钟内有效。请勿告知他人。',
    en: '{code} links this phone and joins your sign-ins; valid for {minutes} minutes. Tell nobody.',
  },
  'household-bound': {
    zh: '户号尾号{accountTail}已被一位用户完整绑定,可查看账单与用电。如非家人操作,请登录电厅解除。',
    en: 'Somebody now sees bills and usage of the account ending {accountTail}. If this is not family, sign in and remove them.',
  },
  'payment-credited': {
    zh: '您支付的电费{amount}已到账,单号尾号{paymentTail}。可在电厅查看收据。',
    en: 'Your payment of {amount} has been credited (order ending {paymentTail}). The receipt is in the hall.',
  },
  'refund-succeeded': {
    zh: '退款{amount}已按原路退回,单号尾号{paymentTail}。到账时间以支付机构为准。',
    en: 'A refund of {amount} has gone back the way it came (order ending {paymentTail}). Your bank or wallet shows when it arrives.',
  },
} satisfies Record<string, Wording>;

export type TemplateName = keyof typeof templates;
export type TemplateParams = Record<string, string>;

/** The provider's code of a template. */
export function templateCode(name: TemplateName, language: Language): string {
  return `${name}.${language}`;
}

/** The parameters a template needs. */
export function parametersOf(name: TemplateName): string[] {
  return [...templates[name].zh.matchAll(/\{(\w+)\}/g)].map(match => match[1]!);
}
