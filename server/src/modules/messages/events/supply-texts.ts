/** Texts of dunning, and of power cut off and restored. */
import type { EventTexts } from './event-text.ts';

export const supplyTexts = {
  'supply-suspended': {
    zh: {
      title: '已停止供电',
      body: '因欠费{amount}，已停止供电。缴清后24小时内恢复。',
      sms: '因欠费{amount}，已停止供电。缴清后24小时内恢复，如有困难请拨95598。',
    },
    en: {
      title: 'Supply suspended',
      body: 'Supply is suspended because {amount} is owed. It returns within 24 hours of payment.',
      sms: 'Your supply is suspended because {amount} is owed. It returns within 24 hours of payment; in need call 95598.',
    },
  },
  'supply-off-after-all': {
    zh: {
      title: '用电已中断，正在恢复',
      body: '停电指令已经撤销，但您的用电仍被中断。我们已安排复电，最迟{restoreAt}恢复。',
      sms: '停电指令已经撤销，但您的用电仍被中断。我们已安排复电，最迟{restoreAt}恢复，如有困难请拨95598。',
    },
    en: {
      title: 'Power off by mistake',
      body: 'The order to suspend your supply was taken back, but it went off all the same. It returns by {restoreAt} at the latest.',
      sms: 'The order to suspend your supply was taken back, but it went off all the same. It returns by {restoreAt} at the latest; in need call 95598.',
    },
  },
  'supply-restored': {
    zh: {
      title: '已恢复供电',
      body: '您的用电已恢复，请注意用电安全。',
      sms: '您的用电已恢复，请注意用电安全。',
    },
    en: { title: 'Supply restored', body: 'Your supply is back.', sms: 'Your electricity supply is back.' },
  },
  'dunning-reminder': {
    zh: {
      title: '电费催缴提醒',
      body: '您有{amount}电费应于{dueOn}缴清，已逾期{daysOverdue}天，请尽快缴纳。',
      sms: '催缴提醒：您有{amount}电费应于{dueOn}缴清，已逾期{daysOverdue}天，请尽快缴纳。',
    },
    en: {
      title: 'Payment reminder',
      body: '{amount} was due on {dueOn} and is {daysOverdue} days late. Please pay soon.',
      sms: 'Reminder: {amount} was due on {dueOn} and is {daysOverdue} days late. Please pay soon.',
    },
  },
  'dunning-reminder-second': {
    zh: {
      title: '电费再次催缴提醒',
      body: '再次提醒：您有{amount}电费应于{dueOn}缴清，已逾期{daysOverdue}天，至今未缴清。一次缴清有困难的，可拨95598商量分期缴纳。',
      sms: '再次催缴：您有{amount}电费应于{dueOn}缴清，已逾期{daysOverdue}天，至今未缴清。有困难可拨95598商量分期。',
    },
    en: {
      title: 'Second reminder',
      body: 'Again: {amount} was due on {dueOn}, is {daysOverdue} days late and still unpaid. If you cannot pay it at once, call 95598 to agree on instalments.',
      sms: 'Second reminder: {amount} was due on {dueOn}, is {daysOverdue} days late and still unpaid. To agree on instalments call 95598.',
    },
  },
  'dunning-reminder-last': {
    zh: {
      title: '电费最后一次催缴提醒',
      body: '最后一次提醒：您有{amount}电费应于{dueOn}缴清，已逾期{daysOverdue}天。仍不缴清的，我们将另发停电通知，最早自{suspendOn}起可以停止供电。如有异议或困难，请联系95598。',
      sms: '最后一次催缴：您有{amount}电费应于{dueOn}缴清，已逾期{daysOverdue}天。仍不缴清将另发停电通知，最早自{suspendOn}起可以停电。有异议或困难请拨95598。',
    },
    en: {
      title: 'Last reminder',
      body: 'Last reminder: {amount} was due on {dueOn} and is {daysOverdue} days late. If it stays unpaid, a disconnection notice follows and supply may be suspended from {suspendOn} on. To object or ask for help call 95598.',
      sms: 'Last reminder: {amount} was due on {dueOn} and is {daysOverdue} days late. Unpaid, a notice follows and supply may be suspended from {suspendOn} on. To object or for help call 95598.',
    },
  },
  'dunning-formal': {
    zh: {
      title: '欠费停电通知',
      body: '您欠电费{amount}，已逾期{daysOverdue}天。如未缴清，将于{disconnectOn}停止供电。如有异议或困难，请联系95598。',
      sms: '停电通知：您欠电费{amount}，已逾期{daysOverdue}天，如未缴清将于{disconnectOn}停止供电。有异议或困难请拨95598。',
    },
    en: {
      title: 'Disconnection notice',
      body: '{amount} is {daysOverdue} days overdue. Unless it is paid, supply stops on {disconnectOn}. To object or ask for help call 95598.',
      sms: 'Notice: {amount} is {daysOverdue} days overdue. Unless paid, supply stops on {disconnectOn}. To object or for help call 95598.',
    },
  },
  'dunning-prepaid': {
    zh: {
      title: '预付费停电通知',
      body: '您的预付电费已用完，欠{amount}。如未充值补足，将于{disconnectOn}停止供电。如有异议或困难，请联系95598。',
      sms: '停电通知：您的预付电费已用完，欠{amount}，如未充值补足将于{disconnectOn}停止供电。有异议或困难请拨95598。',
    },
    en: {
      title: 'Disconnection notice',
      body: 'Your prepaid balance is used up: {amount} below zero. Unless it is topped up, supply stops on {disconnectOn}. To object or ask for help call 95598.',
      sms: 'Notice: your prepaid balance is {amount} below zero. Unless topped up, supply stops on {disconnectOn}. To object or for help call 95598.',
    },
  },
  'dunning-last-call': {
    zh: {
      title: '即将停止供电',
      body: '您欠电费{amount}，将于{disconnectAt}停止供电。现在缴清即可避免。',
      sms: '紧急：您欠电费{amount}，将于{disconnectAt}停止供电，现在缴清即可避免。',
    },
    en: {
      title: 'Supply stops soon',
      body: '{amount} is owed; supply stops at {disconnectAt}. Paying now prevents it.',
      sms: 'Urgent: {amount} is owed; your supply stops at {disconnectAt}. Paying now prevents it.',
    },
  },
  'dunning-withdrawn': {
    zh: {
      title: '停电通知已撤销',
      body: '此前的欠费停电通知已撤销，不再据此停电。',
      sms: '此前的欠费停电通知已撤销，不再据此停电。',
    },
    en: {
      title: 'Notice withdrawn',
      body: 'The disconnection notice has been withdrawn; supply does not stop because of it.',
      sms: 'The disconnection notice we sent has been withdrawn; supply does not stop because of it.',
    },
  },
} satisfies EventTexts;
