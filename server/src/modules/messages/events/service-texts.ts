/** Texts that ask what people thought of a service. */
import type { EventTexts } from './event-text.ts';

export const serviceTexts = {
  'rating-asked': {
    zh: {
      title: '请评价服务',
      body: '您刚办理了{what}，请在电厅评价为您服务的人，点一下即可。',
      sms: '您刚办理了{what}，请在电厅评价为您服务的人。',
    },
    en: {
      title: 'How were you served?',
      body: 'You have just had our service ({what}). Please rate who served you in the hall; one tap is enough.',
      sms: 'You have just had our service ({what}). Please rate it in the hall.',
    },
  },
  'follow-up-asked': {
    zh: {
      title: '服务回访',
      body: '您的诉求{caseNo}已办结，问题是否真正解决？请在电厅回答，不满意将重新办理。',
      sms: '您的诉求{caseNo}已办结，是否满意？请在电厅回答，不满意将重新办理。',
    },
    en: {
      title: 'Is it settled?',
      body: '{caseNo} is closed. Is it really settled? Please say so in the hall; if not, it is opened again.',
      sms: '{caseNo} is closed. Is it settled? Please answer in the hall; if not, it is opened again.',
    },
  },
  'survey-asked': {
    zh: {
      title: '请您填写调查',
      body: '“{title}”请您填写，{untilOn}前有效，不记名，约一分钟。请在电厅打开。',
      sms: '“{title}”请您在电厅填写，{untilOn}前有效，不记名。',
    },
    en: {
      title: 'A short survey',
      body: 'Please answer “{title}” in the hall by {untilOn}. No names are kept; it takes a minute.',
      sms: 'Please answer “{title}” in the hall by {untilOn}. No names are kept.',
    },
  },
  'large-statement': {
    zh: {
      title: '月度对账单',
      body: '{month}的对账单已出，合计{amount}。请在电厅下载，负荷和功率因数每季一报。',
      sms: '{month}的对账单已出，合计{amount}，请在电厅下载。',
    },
    en: {
      title: 'Monthly statement',
      body: 'The statement of {month} is there: {amount} in all. Please download it in the hall.',
      sms: 'The statement of {month} is there: {amount} in all. Please see the hall.',
    },
  },
  'suggestion-published': {
    zh: {
      title: '您的建议已公开',
      body: '您的建议{caseNo}已采纳并在电厅公开。是否署名由您决定，可在诉求里随时更改。',
      sms: '您的建议{caseNo}已采纳并在电厅公开，是否署名可在电厅更改。',
    },
    en: {
      title: 'Suggestion published',
      body: 'Your suggestion {caseNo} is adopted and published in the hall. Whether you are named is yours to say, at any time.',
      sms: 'Your suggestion {caseNo} is adopted and published in the hall.',
    },
  },
  'suggestion-awarded': {
    zh: {
      title: '您的建议获奖了',
      body: '您的建议{caseNo}获得“{award}”，谢谢您。详情请在电厅查看。',
      sms: '您的建议{caseNo}获得“{award}”，谢谢您。',
    },
    en: {
      title: 'Suggestion awarded',
      body: 'Your suggestion {caseNo} was awarded “{award}”. Thank you. See the hall for details.',
      sms: 'Your suggestion {caseNo} was awarded “{award}”. Thank you.',
    },
  },
} satisfies EventTexts;
