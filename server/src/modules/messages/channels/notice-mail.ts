import type { Letter } from './channel.ts';

const foot = {
  zh: '本邮件由系统发出，请勿回复。可在电厅“消息设置”中更改接收方式。',
  en: 'Sent automatically; please do not reply. Change how you are told in the hall under Message settings.',
};

/** Plain text only: it is read everywhere, and nothing in it loads from anywhere. */
export function noticeMail({ title, body, language }: Pick<Letter, 'title' | 'body' | 'language'>) {
  return {
    subject: title,
    text: `${body}\n\n${foot[language]}\n`,
    headers: { 'Content-Language': language, 'Auto-Submitted': 'auto-generated' },
  };
}
