/** Texts about what somebody has said to the hall. */
import type { EventTexts } from './event-text.ts';

const rest = '详情请在电厅查看。';
const more = 'See the hall for details.';

export const caseTexts = {
  'case-received': {
    zh: {
      title: '诉求已收到',
      body: `您的诉求已收到，编号{caseNo}，将在{dueAt}前答复。${rest}`,
      sms: '您的诉求已收到，编号{caseNo}，将在{dueAt}前答复。',
    },
    en: {
      title: 'We have it',
      body: `We have what you said as {caseNo} and answer by {dueAt}. ${more}`,
      sms: 'We have what you said as {caseNo} and answer by {dueAt}.',
    },
  },
  'case-updated': {
    zh: {
      title: '诉求有新进展',
      body: `您的诉求{caseNo}有新进展，将在{dueAt}前答复。${rest}`,
      sms: '您的诉求{caseNo}有新进展，将在{dueAt}前答复，详情请在电厅查看。',
    },
    en: {
      title: 'News of your case',
      body: `There is news of {caseNo}; the answer comes by {dueAt}. ${more}`,
      sms: 'There is news of {caseNo}; the answer comes by {dueAt}. See the hall.',
    },
  },
  'case-answered': {
    zh: {
      title: '诉求已答复',
      body: `您的诉求{caseNo}已答复，请查看并评价；不满意可重新办理。${rest}`,
      sms: '您的诉求{caseNo}已答复，请在电厅查看并评价；不满意可重新办理。',
    },
    en: {
      title: 'Case answered',
      body: `{caseNo} is answered. Please read and rate it; if you are not satisfied it is opened again. ${more}`,
      sms: '{caseNo} is answered. Please rate it in the hall; if not satisfied it is opened again.',
    },
  },
  'chat-unread': {
    zh: {
      title: '客服已回复您',
      body: '客服在会话{chatNo}里回复了您，请打开电厅查看。',
      sms: '客服在会话{chatNo}里回复了您，请打开电厅查看。',
    },
    en: {
      title: 'We have replied',
      body: 'We have replied in conversation {chatNo}; please open the hall.',
      sms: 'We have replied in conversation {chatNo}; please open the hall.',
    },
  },
} satisfies EventTexts;
