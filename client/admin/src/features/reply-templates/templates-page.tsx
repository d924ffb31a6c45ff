import { PageHead } from '../../components/page-head.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { MacrosSheet } from './macros-sheet.tsx';
import { TemplatesSheet } from './templates-sheet.tsx';
import { texts } from './texts.ts';

/** Words to begin an answer with, and sequences of acts. */
export function Page() {
  const t = useFeatureTexts(texts);
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')} />
      <TemplatesSheet />
      <MacrosSheet />
    </>
  );
}
