import { useTexts } from '../../i18n/index.tsx';

/** What a definition says in both languages, in the reader's. */
export function useInLanguage(): (words: { zh: string; en: string }) => string {
  const { language } = useTexts();
  return words => words[language];
}
