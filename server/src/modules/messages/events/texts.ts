/**
 * The catalogue's own texts; an edition approved by staff takes their place. A text names its parameters without the
 * ending that says what they are: `amountFen` is written {amount}; days, instants and months are written as people do.
 * Titles have 20 characters at most, as a wallet's message card takes them.
 */
import type { Language } from '../../../shared/errors.ts';
import type { EventName } from './catalogue.ts';

export interface NoticeText {
  title: string;
  body: string;
  sms: string;
}

const rest = '详情请在电厅查看。';
const more = 'See the hall for details.';

export const texts: Record<EventName, Record<Language, NoticeText>> = {
  'low-balance': {
    zh: {
      title: '电费余额不足',
      body: '截至{asOfOn},估算余额{balance},约可用{daysLeft}天。请及时预存,以免影响用电。',
      sms: '截至{asOfOn},您的电费估算余额{balance},约可用{daysLeft}天,请及时预存。',
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
      body: '{month}电费{amount},请在{dueOn}前缴清。',
      sms: '您{month}的电费为{amount},请在{dueOn}前缴清。',
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
      body: '{month}电费{amount}将于{dueOn}到期,尚未缴清。',
      sms: '您{month}的电费{amount}将于{dueOn}到期,请按时缴纳。',
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
      sms: '您有{amount}电费已逾期{daysOverdue}天,请尽快缴清。',
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
      body: '预计{month}电费{forecast},高于您设定的{limit}。',
      sms: '预计您{month}的电费为{forecast},高于您设定的{limit}。',
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
      body: '{onOn}用电{usedKwh}千瓦时,平常约{usualKwh}千瓦时。请检查电器。',
      sms: '您{onOn}用电{usedKwh}千瓦时,明显高于平常的{usualKwh}千瓦时,请检查电器。',
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
      body: '{year}年累计用电{usedKwh}千瓦时,已进入第{tier}档电价。',
      sms: '您{year}年累计用电{usedKwh}千瓦时,已进入第{tier}档电价。',
    },
    en: {
      title: 'Next price tier',
      body: '{usedKwh} kWh used in {year}: tier {tier} prices apply from now on.',
      sms: 'You have used {usedKwh} kWh in {year}; tier {tier} prices apply from now on.',
    },
  },
  'payment-credited': {
    zh: {
      title: '缴费已到账',
      body: '您支付的电费{amount}已到账,单号尾号{paymentTail}。可在电厅查看收据。',
      sms: '您支付的电费{amount}已到账,单号尾号{paymentTail}。可在电厅查看收据。',
    },
    en: {
      title: 'Payment credited',
      body: 'Your payment of {amount} has been credited (order ending {paymentTail}). The receipt is in the hall.',
      sms: 'Your payment of {amount} has been credited (order ending {paymentTail}). The receipt is in the hall.',
    },
  },
  'refund-succeeded': {
    zh: {
      title: '退款已退回',
      body: '退款{amount}已按原路退回,单号尾号{paymentTail}。到账时间以支付机构为准。',
      sms: '退款{amount}已按原路退回,单号尾号{paymentTail}。到账时间以支付机构为准。',
    },
    en: {
      title: 'Refund sent',
      body: 'A refund of {amount} has gone back the way it came (order ending {paymentTail}).',
      sms: 'A refund of {amount} has gone back the way it came (order ending {paymentTail}). Your bank or wallet shows when it arrives.',
    },
  },
  'autopay-debited': {
    zh: {
      title: '自动缴费成功',
      body: '户号尾号{accountTail}已自动缴费{amount}。',
      sms: '户号尾号{accountTail}已自动缴费{amount}。',
    },
    en: {
      title: 'Paid automatically',
      body: '{amount} was paid automatically for the account ending {accountTail}.',
      sms: '{amount} was paid automatically for the account ending {accountTail}.',
    },
  },
  'autopay-failed': {
    zh: {
      title: '自动缴费未成功',
      body: '户号尾号{accountTail}的自动缴费{amount}未成功:{reason}。本期不再自动扣款,请现在缴费。',
      sms: '户号尾号{accountTail}的自动缴费{amount}未成功:{reason}。本期不再自动扣款,请现在缴费:{link}',
    },
    en: {
      title: 'Auto-pay failed',
      body: 'The automatic payment of {amount} for the account ending {accountTail} failed: {reason}. Please pay now.',
      sms: 'The automatic payment of {amount} for the account ending {accountTail} failed: {reason}. It is not tried again this month; please pay now: {link}',
    },
  },
  'autopay-failed-again': {
    zh: {
      title: '自动缴费将再试',
      body: '户号尾号{accountTail}的自动缴费{amount}未成功:{reason}。{dayOn}将再试一次,也可现在缴费。',
      sms: '户号尾号{accountTail}的自动缴费{amount}未成功:{reason}。{dayOn}将再试一次,也可现在缴费:{link}',
    },
    en: {
      title: 'Auto-pay tries again',
      body: 'The automatic payment of {amount} for the account ending {accountTail} failed: {reason}. It is tried again on {dayOn}.',
      sms: 'The automatic payment of {amount} for the account ending {accountTail} failed: {reason}. It is tried again on {dayOn}; or pay now: {link}',
    },
  },
  'supply-suspended': {
    zh: {
      title: '已停止供电',
      body: '因欠费{amount},已停止供电。缴清后24小时内恢复。',
      sms: '因欠费{amount},已停止供电。缴清后24小时内恢复,如有困难请拨95598。',
    },
    en: {
      title: 'Supply suspended',
      body: 'Supply is suspended because {amount} is owed. It returns within 24 hours of payment.',
      sms: 'Your supply is suspended because {amount} is owed. It returns within 24 hours of payment; in need call 95598.',
    },
  },
  'supply-restored': {
    zh: {
      title: '已恢复供电',
      body: '您的用电已恢复,请注意用电安全。',
      sms: '您的用电已恢复,请注意用电安全。',
    },
    en: { title: 'Supply restored', body: 'Your supply is back.', sms: 'Your electricity supply is back.' },
  },
  'dunning-reminder': {
    zh: {
      title: '电费催缴提醒',
      body: '您有{amount}电费应于{dueOn}缴清,已逾期{daysOverdue}天,请尽快缴纳。',
      sms: '催缴提醒:您有{amount}电费应于{dueOn}缴清,已逾期{daysOverdue}天,请尽快缴纳。',
    },
    en: {
      title: 'Payment reminder',
      body: '{amount} was due on {dueOn} and is {daysOverdue} days late. Please pay soon.',
      sms: 'Reminder: {amount} was due on {dueOn} and is {daysOverdue} days late. Please pay soon.',
    },
  },
  'dunning-formal': {
    zh: {
      title: '欠费停电通知',
      body: '您欠电费{amount},已逾期{daysOverdue}天。如未缴清,将于{disconnectOn}停止供电。如有异议或困难,请联系95598。',
      sms: '停电通知:您欠电费{amount},已逾期{daysOverdue}天,如未缴清将于{disconnectOn}停止供电。有异议或困难请拨95598。',
    },
    en: {
      title: 'Disconnection notice',
      body: '{amount} is {daysOverdue} days overdue. Unless it is paid, supply stops on {disconnectOn}. To object or ask for help call 95598.',
      sms: 'Notice: {amount} is {daysOverdue} days overdue. Unless paid, supply stops on {disconnectOn}. To object or for help call 95598.',
    },
  },
  'dunning-last-call': {
    zh: {
      title: '即将停止供电',
      body: '您欠电费{amount},将于{disconnectAt}停止供电。现在缴清即可避免。',
      sms: '紧急:您欠电费{amount},将于{disconnectAt}停止供电,现在缴清即可避免。',
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
      body: '此前的欠费停电通知已撤销。',
      sms: '此前的欠费停电通知已撤销,感谢配合。',
    },
    en: {
      title: 'Notice withdrawn',
      body: 'The disconnection notice has been withdrawn.',
      sms: 'The disconnection notice we sent has been withdrawn. Thank you.',
    },
  },
  'outage-planned': {
    zh: {
      title: '计划停电通知',
      body: `{area}因{reason}将于{fromAt}至{untilAt}停电,请提前准备。${rest}`,
      sms: '计划停电:{area}因{reason}将于{fromAt}至{untilAt}停电,请提前准备。',
    },
    en: {
      title: 'Planned outage',
      body: `{area}: no power from {fromAt} to {untilAt} ({reason}). ${more}`,
      sms: 'Planned outage at {area} from {fromAt} to {untilAt} ({reason}). Please prepare.',
    },
  },
  'outage-temporary': {
    zh: {
      title: '临时停电通知',
      body: `{area}因{reason}将于{fromAt}至{untilAt}临时停电。${rest}`,
      sms: '临时停电:{area}因{reason}将于{fromAt}至{untilAt}停电。',
    },
    en: {
      title: 'Temporary outage',
      body: `{area}: no power from {fromAt} to {untilAt} ({reason}). ${more}`,
      sms: 'Temporary outage at {area} from {fromAt} to {untilAt} ({reason}).',
    },
  },
  'outage-fault': {
    zh: {
      title: '故障停电通知',
      body: `{area}因{reason}自{fromAt}停电,预计{untilAt}恢复。${rest}`,
      sms: '故障停电:{area}因{reason}自{fromAt}停电,预计{untilAt}恢复,正在抢修。',
    },
    en: {
      title: 'Power fault',
      body: `{area}: no power since {fromAt} ({reason}); expected back at {untilAt}. ${more}`,
      sms: 'Power fault at {area} since {fromAt} ({reason}); expected back at {untilAt}.',
    },
  },
  'outage-changed': {
    zh: {
      title: '停电时间变更',
      body: `{area}的停电时间改为{fromAt}至{untilAt}。${rest}`,
      sms: '停电变更:{area}的停电时间改为{fromAt}至{untilAt}。',
    },
    en: {
      title: 'Outage changed',
      body: `{area}: the outage is now from {fromAt} to {untilAt}. ${more}`,
      sms: 'The outage at {area} is now from {fromAt} to {untilAt}.',
    },
  },
  'outage-cancelled': {
    zh: {
      title: '停电已取消',
      body: '{area}原定{fromAt}至{untilAt}的停电已取消,正常供电。',
      sms: '停电取消:{area}原定{fromAt}至{untilAt}的停电已取消,正常供电。',
    },
    en: {
      title: 'Outage cancelled',
      body: 'The outage at {area} from {fromAt} to {untilAt} has been cancelled.',
      sms: 'The outage at {area} from {fromAt} to {untilAt} has been cancelled.',
    },
  },
  'outage-restored': {
    zh: {
      title: '已恢复供电',
      body: '{area}已恢复供电。给您带来不便,敬请谅解。',
      sms: '{area}已恢复供电。给您带来不便,敬请谅解。',
    },
    en: {
      title: 'Power is back',
      body: 'Power is back at {area}. We are sorry for the trouble.',
      sms: 'Power is back at {area}. We are sorry for the trouble.',
    },
  },
  'outage-proposal': {
    zh: {
      title: '停电时间协商',
      body: '拟于{fromAt}至{untilAt}停电检修({outageNo}),请在{answerByAt}前答复。',
      sms: '停电协商:拟于{fromAt}至{untilAt}停电检修({outageNo}),请在{answerByAt}前答复。',
    },
    en: {
      title: 'Outage proposed',
      body: 'Work with an outage is proposed from {fromAt} to {untilAt} ({outageNo}). Please answer by {answerByAt}.',
      sms: 'An outage is proposed from {fromAt} to {untilAt} ({outageNo}). Please answer by {answerByAt}.',
    },
  },
};
