import { yuan } from '../../app/format.ts';
import { At, Money } from '../../components/values.tsx';
import { Who } from '../../components/who.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { countTexts } from './count-texts.ts';
import type { Shift } from './counter.queries.ts';

/** Every count of a till or a box, the first one first: it was given before anybody was told what it should be. */
export function CountList({ counts }: { counts: Shift['counts'] }) {
  const t = useFeatureTexts(countTexts);
  if (counts.length === 0) return null;
  return (
    <>
      <p className="till-label">{t('counts')}</p>
      <ol className="till-counts" aria-label={t('counts')}>
        {counts.map(({ at, by, countedFen, differenceFen, papers, explanation }) => (
          <li key={at}>
            <At at={at} /> <Who did={by} /> <Money fen={countedFen} />
            <div className="soft">
              <span className={differenceFen === 0 ? '' : 'owed'}>
                {t('difference', { amount: yuan(differenceFen) })}
              </span>
              {papers === null ? '' : ` · ${t('papers', { count: papers })}`}
              {explanation ? ` · ${explanation}` : ''}
            </div>
          </li>
        ))}
      </ol>
    </>
  );
}
