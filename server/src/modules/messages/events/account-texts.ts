/** Texts about a household's account: balance, bills, use, and who sees it. */
import type { EventTexts } from './event-text.ts';

export const accountTexts = {
  'low-balance': {
    zh: {
      title: '电费余额不足',
      body: '截至{asOfOn}，估算余额{balance}，约可用{daysLeft}天。请及时预存，以免影响用电。',
      sms: '截至{asOfOn}，您的电费估算余额{balance}，约可用{daysLeft}天，请及时预存。',
    },
    en: {
      title: 'Balance is low',
      body: 'As of {asOfOn} about {balance} is left, enough for some {daysLeft} days. Please top up in time.',
      sms: 'As of {asOfOn} about {balance} is left on your electricity account, some {daysLeft} days. Please top up.',
    },
  },
  'bill-issued': {
    zh: {
      title: '电费账单已出',
      body: '{month}电费{amount}，请在{dueOn}前缴清。',
      sms: '您{month}的电费为{amount}，请在{dueOn}前缴清。',
    },
    en: {
      title: 'New bill',
      body: 'Your bill of {month} is {amount}, due by {dueOn}.',
      sms: 'Your electricity bill of {month} is {amount}, due by {dueOn}.',
    },
  },
  'due-soon': {
    zh: {
      title: '电费即将到期',
      body: '{month}电费{amount}将于{dueOn}到期，尚未缴清。',
      sms: '您{month}的电费{amount}将于{dueOn}到期，请按时缴纳。',
    },
    en: {
      title: 'Bill due soon',
      body: '{amount} for {month} is due on {dueOn} and still open.',
      sms: 'Your electricity bill of {month}, {amount}, is due on {dueOn}.',
    },
  },
  overdue: {
    zh: {
      title: '电费已逾期',
      body: '有{amount}电费已逾期{daysOverdue}天。尽快缴清可避免违约金。',
      sms: '您有{amount}电费已逾期{daysOverdue}天，请尽快缴清。',
    },
    en: {
      title: 'Bill overdue',
      body: '{amount} has been overdue for {daysOverdue} days. Paying now avoids late fees.',
      sms: '{amount} of your electricity bill has been overdue for {daysOverdue} days. Please pay.',
    },
  },
  'forecast-above': {
    zh: {
      title: '本月电费预计超额',
      body: '预计{month}电费{forecast}，高于您设定的{limit}。',
      sms: '预计您{month}的电费为{forecast}，高于您设定的{limit}。',
    },
    en: {
      title: 'Forecast above limit',
      body: 'The bill of {month} is expected at {forecast}, above your limit of {limit}.',
      sms: 'Your electricity bill of {month} is expected at {forecast}, above your limit of {limit}.',
    },
  },
  'unusual-use': {
    zh: {
      title: '用电量异常',
      body: '{onOn}用电{usedKwh}千瓦时，平常约{usualKwh}千瓦时。请检查电器。',
      sms: '您{onOn}用电{usedKwh}千瓦时，明显高于平常的{usualKwh}千瓦时，请检查电器。',
    },
    en: {
      title: 'Unusual use',
      body: '{usedKwh} kWh were used on {onOn}; about {usualKwh} kWh are usual. Please check your appliances.',
      sms: '{usedKwh} kWh were used on {onOn}, far above the usual {usualKwh} kWh. Please check your appliances.',
    },
  },
  'tier-step': {
    zh: {
      title: '进入新的阶梯电价',
      body: '{year}年累计用电{usedKwh}千瓦时，已进入第{tier}档电价。',
      sms: '您{year}年累计用电{usedKwh}千瓦时，已进入第{tier}档电价。',
    },
    en: {
      title: 'Next price tier',
      body: '{usedKwh} kWh used in {year}: tier {tier} prices apply from now on.',
      sms: 'You have used {usedKwh} kWh in {year}; tier {tier} prices apply from now on.',
    },
  },
  'household-bound': {
    zh: {
      title: '户号被他人绑定',
      body: '户号尾号{accountTail}已被一位用户完整绑定，可查看账单与用电。如非家人操作，请登录电厅解除。',
      sms: '户号尾号{accountTail}已被一位用户完整绑定，可查看账单与用电。如非家人操作，请登录电厅解除。',
    },
    en: {
      title: 'Household bound',
      body: 'Somebody now sees bills and usage of the account ending {accountTail}. If this is not family, sign in and remove them.',
      sms: 'Somebody now sees bills and usage of the account ending {accountTail}. If this is not family, sign in and remove them.',
    },
  },
} satisfies EventTexts;
