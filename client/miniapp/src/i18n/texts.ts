import { en } from './en';
import { type Language, useLanguage } from './language';
import { zh } from './zh';

export type TextKey = keyof typeof zh;
export type TextValues = Record<string, string | number>;
export type Texts = Record<TextKey, string>;

/** `en` must have every key of `zh` and no other. */
export const texts: Record<Language, Texts> = { zh, en };

export function say(language: Language, key: TextKey, values: TextValues = {}): string {
  return texts[language][key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

export type Translate = ((key: TextKey, values?: TextValues) => string) & { language: Language };

/** The texts in the reader's language; the page is drawn again when that changes. */
export function useTexts(): Translate {
  const language = useLanguage();
  return Object.assign((key: TextKey, values?: TextValues) => say(language, key, values), { language });
}
