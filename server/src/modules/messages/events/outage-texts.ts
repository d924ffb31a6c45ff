/** Texts of outages. */
import type { EventTexts } from './event-text.ts';

const rest = '详情请在电厅查看。';
const more = 'See the hall for details.';

export const outageTexts = {
  'outage-planned': {
    zh: {
      title: '计划停电通知',
      body: `{area}因{reason}将于{fromAt}至{untilAt}停电，请提前准备。${rest}`,
      sms: '计划停电：{area}因{reason}将于{fromAt}至{untilAt}停电，请提前准备。',
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
      sms: '临时停电：{area}因{reason}将于{fromAt}至{untilAt}停电。',
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
      body: `{area}因{reason}自{fromAt}停电，预计{untilAt}恢复。${rest}`,
      sms: '故障停电：{area}因{reason}自{fromAt}停电，预计{untilAt}恢复，正在抢修。',
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
      sms: '停电变更：{area}的停电时间改为{fromAt}至{untilAt}。',
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
      body: '{area}原定{fromAt}至{untilAt}的停电已取消，正常供电。',
      sms: '停电取消：{area}原定{fromAt}至{untilAt}的停电已取消，正常供电。',
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
      body: '{area}已恢复供电。给您带来不便，敬请谅解。',
      sms: '{area}已恢复供电。给您带来不便，敬请谅解。',
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
      body: '拟于{fromAt}至{untilAt}停电检修（{outageNo}），请在{answerByAt}前答复。',
      sms: '停电协商：拟于{fromAt}至{untilAt}停电检修（{outageNo}），请在{answerByAt}前答复。',
    },
    en: {
      title: 'Outage proposed',
      body: 'Work with an outage is proposed from {fromAt} to {untilAt} ({outageNo}). Please answer by {answerByAt}.',
      sms: 'An outage is proposed from {fromAt} to {untilAt} ({outageNo}). Please answer by {answerByAt}.',
    },
  },
} satisfies EventTexts;
