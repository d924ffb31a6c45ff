import { useTexts } from '../i18n/index.tsx';

/** How much of a whole: 80% (4/5); a dash where there is nothing to have a part of. */
export function useShare() {
  const { t } = useTexts();
  return (part: number, whole: number): string =>
    whole === 0 ? '—' : t('text.share', { percent: Math.round((part * 100) / whole), part, whole });
}
