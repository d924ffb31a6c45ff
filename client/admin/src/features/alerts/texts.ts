import { defineTexts } from '../../i18n/index.tsx';

export const alertTexts = defineTexts(
  {
    title: '用户提醒',
    hint: '按用户自己的设置发出的提醒，同一户同一规则同一期只发一次。',
    find: '户号或末几位',
    rule: '提醒',
    'all-rules': '全部提醒',
    state: '状态',
    'all-states': '全部状态',
    at: '时间',
    account: '户号',
    to: '收件人',
    what: '内容',
    none: '没有符合条件的提醒',
    'none-hint': '换个条件，或等下一次扫描。',
    earlier: '更早的',
    latest: '回到最新',
    sweep: '最近一次扫描：{count} 户，{at}',
    'sweep-open': '一次扫描没有做完，下一次会补齐',
    'account-title': '提醒与预测',
    'mode.prepaid': '预付费',
    'mode.postpaid': '后付费',
    'no-estimate': '还没有测算',
    'as-of': '截至 {day}',
    used: '上次账单后电费（测算）',
    forecast: '{month} 预测',
    missing: '近 28 天缺 {count} 天读数',
    'told-of': '会收到',
    nobody: '没有人绑定这一户',
    contacts: '联系人',
    last: '最近提醒',
    'none-yet': '还没有提醒',
  },
  {
    title: 'Alerts',
    hint: 'Told by each person’s own settings; once for each account, rule and period.',
    find: 'Account number or its end',
    rule: 'Alert',
    'all-rules': 'All alerts',
    state: 'State',
    'all-states': 'All states',
    at: 'When',
    account: 'Account',
    to: 'To',
    what: 'What',
    none: 'No alert fits',
    'none-hint': 'Ask differently, or wait for the next sweep.',
    earlier: 'Earlier',
    latest: 'Back to the latest',
    sweep: 'Last sweep: {count} accounts, {at}',
    'sweep-open': 'A sweep was cut off; the next makes up for it',
    'account-title': 'Alerts and forecast',
    'mode.prepaid': 'Prepaid',
    'mode.postpaid': 'Pays bills',
    'no-estimate': 'Not worked out yet',
    'as-of': 'As of {day}',
    used: 'Cost since the last bill (estimate)',
    forecast: 'Forecast of {month}',
    missing: '{count} of the last 28 days without a reading',
    'told-of': 'Is told of',
    nobody: 'Nobody is bound to this household',
    contacts: 'Contacts',
    last: 'Last alerts',
    'none-yet': 'No alerts yet',
  },
);

export const ruleNames = [
  'low-balance',
  'bill-issued',
  'due-soon',
  'overdue',
  'forecast-above',
  'unusual-use',
  'tier-step',
  'payment-credited',
  'autopay-debited',
] as const;

export const noticeStates = ['waiting', 'working', 'sent', 'delivered', 'stopped', 'dead'] as const;

const ruleWords = {
  zh: [
    '余额不足',
    '账单已出',
    '即将到期',
    '已逾期',
    '预计超过限额',
    '用电异常',
    '进入下一档',
    '他人代缴到账',
    '自动缴费结果',
  ],
  en: [
    'Low balance',
    'New bill',
    'Due soon',
    'Overdue',
    'Forecast above limit',
    'Unusual use',
    'Next tier',
    'Paid by others',
    'Automatic payment',
  ],
};
const stateWords = {
  zh: ['等待发送', '发送中', '已发出', '已送达', '未发', '失败'],
  en: ['Waiting', 'Being sent', 'Sent', 'Delivered', 'Not sent', 'Failed'],
};

function wordsOf(language: 'zh' | 'en'): Record<string, string> {
  return Object.fromEntries([
    ...ruleNames.map((name, index) => [`alert-rule.${name}`, ruleWords[language][index]!]),
    ...noticeStates.map((name, index) => [`alert-state.${name}`, stateWords[language][index]!]),
    ...(language === 'zh'
      ? [
          ['alert-to.person', '绑定的人'],
          ['alert-to.contact', '联系人'],
          ['alert-to.holder', '户主'],
          ['contact-role.finance', '财务'],
          ['contact-role.operations', '运行'],
          ['contact-role.manager', '负责人'],
          ['contact-role.emergency', '紧急'],
        ]
      : [
          ['alert-to.person', 'A bound person'],
          ['alert-to.contact', 'A contact'],
          ['alert-to.holder', 'The holder'],
          ['contact-role.finance', 'Finance'],
          ['contact-role.operations', 'Operations'],
          ['contact-role.manager', 'Manager'],
          ['contact-role.emergency', 'Emergency'],
        ]),
  ]);
}

export const alertWords = { zh: wordsOf('zh'), en: wordsOf('en') };
