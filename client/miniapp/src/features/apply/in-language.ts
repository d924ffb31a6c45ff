import type { Language } from '@/i18n/language';

/** What the server says in both languages, in the reader's. */
export const inLanguage = (words: { zh: string; en: string }, { language }: { language: Language }): string =>
  words[language];
