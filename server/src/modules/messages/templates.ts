/** Codes, changes of how an account is signed in to, and answers to text messages; whatever else people are told is a notice (events/). Providers keep the approved text under `<name>.<language>`; `{…}` are its parameters. */
import type { Language, Wording } from '../../shared/errors.ts';

export const templates = {
  'sign-in-code': {
    zh: '验证码{code}，用于登录电厅，{minutes}分钟内有效。工作人员不会向您索要验证码。',
    en: '{code} is your Dianting sign-in code, valid for {minutes} minutes. Our staff never ask for it.',
  },
  'web-case-code': {
    zh: '验证码{code}，用于在网上提交诉求，{minutes}分钟内有效。如非本人操作请勿告知他人。',
    en: '{code} sends your report to us; valid for {minutes} minutes. Not you? Tell nobody.',
  },
  'bind-code': {
    zh: '验证码{code}，用于绑定户号尾号{accountTail}查看电费，{minutes}分钟内有效。如非本人或家人操作，请勿告知他人。',
    en: '{code} lets someone see the bills of the account ending {accountTail}; valid for {minutes} minutes. Not you or your family? Tell nobody.',
  },
  'merge-code': {
    zh: '验证码{code}，用于关联手机号并合并登录方式，{minutes}分钟内有效。请勿告知他人。',
    en: '{code} links this phone and joins your sign-ins; valid for {minutes} minutes. Tell nobody.',
  },
  'own-phone-code': {
    zh: '验证码{code}，用于更改您账号的登录方式，{minutes}分钟内有效。如非本人操作，请勿告知他人。',
    en: '{code} lets someone change how your account is signed in to; valid for {minutes} minutes. Not you? Tell nobody.',
  },
  // To the phone that an account had before the change, which may be another person's by now.
  'phone-unlinked': {
    zh: '本号码已不再用于登录电厅账号。如非本人操作，请尽快致电{hotline}。',
    en: 'This number no longer signs in to its Dianting account. Not you? Please call {hotline} soon.',
  },
  'account-closed': {
    zh: '本号码的电厅账号已注销，登录方式和绑定的户号已清除。如非本人操作，请尽快致电{hotline}。',
    en: 'The Dianting account of this number is closed; its sign-ins and households are gone. Not you? Please call {hotline} soon.',
  },
  'wallet-added': {
    zh: '您的电厅账号新增了微信或支付宝登录，可在“我的”里查看。如非本人操作，请在“我的”里解除，或致电{hotline}。',
    en: 'A WeChat or Alipay can now sign in to your Dianting account; see under “Me”. Not you? Remove it there or call {hotline}.',
  },
  'wallet-removed': {
    zh: '您的电厅账号解除了一个微信或支付宝登录。如非本人操作，请致电{hotline}。',
    en: 'A WeChat or Alipay no longer signs in to your Dianting account. Not you? Please call {hotline}.',
  },
  // Of a fault somebody reported who is neither in the hall nor of a household on file.
  'caller-on-way': {
    zh: '{crew}已接单并出发，预计{dueAt}前到达（报修{caseNo}）。',
    en: '{crew} is on the way and there by {dueAt} (report {caseNo}).',
  },
  'caller-called-off': {
    zh: '抢修人员不再前往（报修{caseNo}），由客服继续办理。如仍无电，请再来电。',
    en: 'No crew is coming any more (report {caseNo}); the service desk goes on with it. Still no power? Please call again.',
  },
  'caller-restored': {
    zh: '您报修的故障已于{restoredAt}修复（报修{caseNo}）。如仍无电，请再来电。',
    en: 'The fault you reported as {caseNo} was mended at {restoredAt}. Still no power? Please call again.',
  },
  // To whoever called or wrote and is not in the hall.
  'case-rating': {
    zh: '您的诉求{caseNo}已答复，请评价:{link} ,14天内有效，只能评一次。',
    en: 'Your case {caseNo} is answered. Please rate it here: {link} (valid for 14 days, once).',
  },
  'sms-due': {
    zh: '户号尾号{accountTail}应缴{amount}（{months}），请于{dueOn}前缴清；余额{balance}。回复JF#{accountTail}缴费。',
    en: 'Account ending {accountTail}: {amount} due ({months}) by {dueOn}; balance {balance}. Reply JF#{accountTail} to pay.',
  },
  'sms-nothing-due': {
    zh: '户号尾号{accountTail}已结清，余额{balance}。',
    en: 'Account ending {accountTail}: nothing is due; balance {balance}.',
  },
  'sms-use': {
    zh: '户号尾号{accountTail}截至{asOf}本期已用电{energy}度，{month}电费预计{forecast}（估算）。',
    en: 'Account ending {accountTail}: {energy} kWh used since the last bill, as of {asOf}; {month} will probably cost {forecast}.',
  },
  'sms-use-days': {
    zh: '户号尾号{accountTail}截至{asOf}本期已用电{energy}度，余额约可用{days}天，{month}电费预计{forecast}（估算）。',
    en: 'Account ending {accountTail}: {energy} kWh used since the last bill, as of {asOf}; the balance lasts about {days} days; {month} will probably cost {forecast}.',
  },
  'sms-confirm': {
    zh: '将为户号尾号{accountTail}缴费{amount}（{months}）。回复{code}确认，{minutes}分钟内有效。如非本人操作请勿回复。',
    en: 'Pay {amount} ({months}) for the account ending {accountTail}? Reply {code} within {minutes} minutes. Not you? Do not reply.',
  },
  'sms-which': {
    zh: '您绑定了多个户号（尾号{tails}），请回复{command}#户号尾号，例如{command}#{example}。',
    en: 'You have several accounts (ending {tails}). Reply {command}#ending, such as {command}#{example}.',
  },
  'sms-pay-link': {
    zh: '请点此完成户号尾号{accountTail}的缴费{amount}:{link} ,24小时内有效。',
    en: 'Pay {amount} for the account ending {accountTail} here: {link} (valid for 24 hours).',
  },
  'sms-debiting': {
    zh: '户号尾号{accountTail}的电费{amount}正由您签约的{wallet}自动扣款，结果另行短信告知。',
    en: 'Your agreement with {wallet} is paying {amount} for the account ending {accountTail}; the result follows by text.',
  },
  'sms-changed': {
    zh: '户号尾号{accountTail}的应缴金额已变为{amount}，未扣款。请重新回复JF#{accountTail}。',
    en: 'What is due on the account ending {accountTail} is now {amount}; nothing was paid. Reply JF#{accountTail} again.',
  },
  'sms-locked': {
    zh: '户号尾号{accountTail}的账单正在银行代扣中，请等代扣结果出来后再缴。',
    en: 'A bank debit is under way for the account ending {accountTail}; please wait for its result.',
  },
  'sms-wrong-code': {
    zh: '确认码不正确或已失效，未扣款。请重新回复JF。',
    en: 'The code is wrong or has lapsed; nothing was paid. Reply JF to begin again.',
  },
  'sms-unknown-account': {
    zh: '没有找到尾号{accountTail}的户号，请先在电厅绑定。',
    en: 'No account ending {accountTail} is bound to this phone; bind it in the hall first.',
  },
  'sms-not-bound': {
    zh: '此手机号尚未绑定户号。请先在电厅用本机号码登录并绑定。',
    en: 'This phone is bound to no account. Sign in to the hall with it and bind one first.',
  },
  'sms-opted-out': {
    zh: '已退订，不再主动发送短信；查询和缴费指令仍可使用。回复DY恢复。',
    en: 'Unsubscribed: no more messages you did not ask for. Commands still work. Reply DY to undo.',
  },
  'sms-opted-in': {
    zh: '已恢复短信通知。回复TD可再次退订。',
    en: 'You will receive messages again. Reply TD to unsubscribe.',
  },
  'sms-help': {
    zh: 'CX 查询电费；JF 缴费；CX#户号尾号 或 JF#户号尾号 指定户号；CZ#卡号#密码#户号 充值卡；TD 退订；BZ 帮助。',
    en: 'CX: what is due; JF: pay; add #ending to name an account; CZ#card#PIN#account: recharge card; TD: unsubscribe; BZ: help.',
  },
  'sms-card-redeemed': {
    zh: '充值卡{amount}已充入户号尾号{accountTail}。',
    en: 'The card of {amount} was credited to the account ending {accountTail}.',
  },
  'sms-card-refused': {
    zh: '充值卡未能使用：{reason}',
    en: 'The card could not be used: {reason}',
  },
} satisfies Record<string, Wording>;

export type TemplateName = keyof typeof templates;
export type TemplateParams = Record<string, string>;

/** The provider's code of a template. */
export function templateCode(name: string, language: Language): string {
  return `${name}.${language}`;
}

/** As the person reads it: what it is charged by. */
export function textOf(name: TemplateName, language: Language, params: TemplateParams): string {
  return templates[name][language].replace(/\{(\w+)\}/g, (_, key: string) => params[key] ?? '');
}

/** The parameters a template needs. */
export function parametersOf(name: TemplateName): string[] {
  return [...templates[name].zh.matchAll(/\{(\w+)\}/g)].map(match => match[1]!);
}
