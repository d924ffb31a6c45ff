/** Chinese first, English second. A text is named by a typed key; the other language must have the very same keys. */
import type { Locale } from 'antd/es/locale';
import { createContext, type ReactNode, useContext } from 'react';
import { speak } from '../api/http.ts';
import type { zh } from './zh.ts';

export type TextKey = keyof typeof zh;
export type Texts = Record<TextKey, string>;
export type Language = 'zh' | 'en';
export type Params = Record<string, string | number>;

export interface Loaded {
  language: Language;
  texts: Texts;
  /** Words of the server that features brought along. */
  words: Record<string, string>;
  antd: Locale;
}

const storageKey = 'dianting-staff-language';

export function chosenLanguage(): Language {
  const stored = localStorage.getItem(storageKey);
  if (stored === 'zh' || stored === 'en') return stored;
  return navigator.language.startsWith('en') ? 'en' : 'zh';
}

export function chooseLanguage(language: Language): void {
  localStorage.setItem(storageKey, language);
  location.reload();
}

/** Only the language in use is loaded. */
export async function loadLanguage(language: Language): Promise<Omit<Loaded, 'words'>> {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  if (language === 'en') {
    const [{ en }, { default: antd }] = await Promise.all([
      import('./en.ts'),
      import('antd/es/locale/en_US'),
    ]);
    speak(language, ownWords(en));
    return { language, texts: en, antd };
  }
  const [{ zh }, { default: antd }] = await Promise.all([import('./zh.ts'), import('antd/es/locale/zh_CN')]);
  speak(language, ownWords(zh));
  return { language, texts: zh, antd };
}

const ownWords = (texts: Texts) => ({
  unreachable: texts['state.unreachable'],
  failed: texts['state.failed'],
});

const TextsContext = createContext<Loaded | null>(null);

export function TextsProvider({ loaded, children }: { loaded: Loaded; children: ReactNode }) {
  return <TextsContext.Provider value={loaded}>{children}</TextsContext.Provider>;
}

export type Translate = (key: TextKey, params?: Params) => string;

interface UsedTexts {
  language: Language;
  t: Translate;
  has(key: string): key is TextKey;
  /** The words of a group, such as all `audit-action.…`, without the group's name. */
  wordsOf(group: string): string[];
}

export function useTexts(): UsedTexts {
  const loaded = useContext(TextsContext);
  if (!loaded) throw new Error('TextsProvider is missing');
  const { texts, words, language } = loaded;
  return {
    language,
    t: (key, params) => filled(texts[key], params),
    has: (key): key is TextKey => key in texts,
    wordsOf: group =>
      Object.keys({ ...texts, ...words })
        .filter(key => key.startsWith(`${group}.`))
        .map(key => key.slice(group.length + 1)),
  };
}

const filled = (text: string, params: Params = {}) =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in params ? String(params[name]) : whole));

/** A word the server sends (`settled`, `wechat-pay`) in the reader's language; unknown words are shown as they are. */
export function useWord(): (group: string, word: string) => string {
  const loaded = useContext(TextsContext)!;
  return (group, word) => {
    const key = `${group}.${word}`;
    return loaded.words[key] ?? (loaded.texts as Record<string, string>)[key] ?? word;
  };
}

/** The texts of one feature, which are loaded with its pages. English must have the very same keys as Chinese. */
export interface FeatureTexts<Key extends string> {
  zh: Record<Key, string>;
  en: Record<Key, string>;
}

export function defineTexts<const Zh extends Record<string, string>>(
  zh: Zh,
  en: Record<keyof Zh & string, string>,
): FeatureTexts<keyof Zh & string> {
  return { zh, en };
}

/** `t` for a feature's own texts and for those that all share. */
export function useFeatureTexts<Key extends string>(own: FeatureTexts<Key>) {
  const { language, t } = useTexts();
  return (key: Key | TextKey, params?: Params) =>
    key in own[language] ? filled(own[language][key as Key], params) : t(key as TextKey, params);
}
