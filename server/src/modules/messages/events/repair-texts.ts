/** Of a fault that was reported: received, somebody on the way, mended. */
import type { EventTexts } from './event-text.ts';

const rest = '详情请在电厅查看。';
const more = 'See the hall for details.';

export const repairTexts = {
  'repair-received': {
    zh: {
      title: '报修已收到',
      body: `您的报修已收到，编号{caseNo}，抢修人员将在{dueAt}前到达。${rest}`,
      sms: '您的报修已收到，编号{caseNo}，抢修人员将在{dueAt}前到达。',
    },
    en: {
      title: 'Fault reported',
      body: `We have your report {caseNo}; a crew is there by {dueAt}. ${more}`,
      sms: 'We have your report {caseNo}; a crew is there by {dueAt}.',
    },
  },
  'repair-on-way': {
    zh: {
      title: '抢修人员已出发',
      body: `{crew}已接单并出发，预计{dueAt}前到达（报修{caseNo}）。${rest}`,
      sms: '{crew}已接单并出发，预计{dueAt}前到达（报修{caseNo}）。',
    },
    en: {
      title: 'Crew on its way',
      body: `{crew} is on the way and there by {dueAt} (report {caseNo}). ${more}`,
      sms: '{crew} is on the way and there by {dueAt} (report {caseNo}).',
    },
  },
  'repair-restored': {
    zh: {
      title: '供电已恢复',
      body: `您报修的故障已于{restoredAt}修复（报修{caseNo}）。如仍无电，请在电厅点“不满意”重新办理；也请您评价。`,
      sms: '您报修的故障已于{restoredAt}修复（报修{caseNo}）。如仍无电，请在电厅重新办理。',
    },
    en: {
      title: 'Power is back',
      body: 'The fault you reported as {caseNo} was mended at {restoredAt}. Still no power? Open it again in the hall; and please rate it.',
      sms: 'The fault you reported as {caseNo} was mended at {restoredAt}. Still no power? Open it again in the hall.',
    },
  },
} satisfies EventTexts;
