import { useFeatureTexts } from '../../i18n/index.tsx';
import type { Other } from './presence.queries.ts';
import { texts } from './texts.ts';

/** Who else has the case open, so that two do not answer one customer. */
export function OthersNotice({ others }: { others: Other[] }) {
  const t = useFeatureTexts(texts);
  const names = (writing: boolean) =>
    others
      .filter(other => other.writing === writing)
      .map(({ displayName }) => displayName)
      .join(' · ');
  const [writes, reads] = [names(true), names(false)];
  return (
    <div aria-live="polite">
      {writes ? (
        <div className="notice">
          <strong>{t('others-write', { who: writes })}</strong> {t('others-write-hint')}
        </div>
      ) : null}
      {reads ? <p className="soft no-top">{t('others-read', { who: reads })}</p> : null}
    </div>
  );
}
