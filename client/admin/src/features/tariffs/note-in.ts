import type { Language } from '../../i18n/index.tsx';

/** A tariff's note may have two lines, Chinese first and English second; each reader gets one. */
export function noteIn(note: string | null, language: Language): string | null {
  const [zh = '', en = zh] = (note ?? '').split('\n');
  return (language === 'zh' ? zh : en) || null;
}
