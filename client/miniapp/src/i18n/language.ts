import Taro from '@tarojs/taro';
import { keep, recall } from '@/state/storage';
import { createStore, useStore } from '@/state/store';

export type Language = 'zh' | 'en';

function systemLanguage(): Language {
  try {
    return /^en/i.test(Taro.getSystemInfoSync().language ?? '') ? 'en' : 'zh';
  } catch {
    return 'zh';
  }
}

const language = createStore<Language>(recall<Language>('language') ?? systemLanguage());

export const currentLanguage = (): Language => language.get();
export const useLanguage = (): Language => useStore(language);

export function chooseLanguage(next: Language): void {
  keep('language', next);
  language.set(next);
}
