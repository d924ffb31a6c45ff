/** Words of the server about alerts. */
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

/** What of a rule may be set, as the server has it. */
export function limitsOf(rule: string): readonly ('amountFen' | 'days' | 'percent')[] {
  if (rule === 'low-balance') return ['amountFen', 'days'];
  if (rule === 'due-soon') return ['days'];
  if (rule === 'forecast-above') return ['amountFen'];
  return rule === 'unusual-use' ? ['percent'] : [];
}

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
          ['alert-default.scheduled', '将生效'],
        ]
      : [
          ['alert-to.person', 'A bound person'],
          ['alert-to.contact', 'A contact'],
          ['alert-to.holder', 'The holder'],
          ['contact-role.finance', 'Finance'],
          ['contact-role.operations', 'Operations'],
          ['contact-role.manager', 'Manager'],
          ['contact-role.emergency', 'Emergency'],
          ['alert-default.scheduled', 'to come'],
        ]),
  ]);
}

export const alertWords = { zh: wordsOf('zh'), en: wordsOf('en') };
