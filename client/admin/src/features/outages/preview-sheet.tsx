import { ProblemList } from '../../components/problem-list.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { type PreviewBody, usePreview } from './outages.queries.ts';
import { type OverridableRule, Requirements } from './rules-sheet.tsx';
import { texts } from './texts.ts';
import './outages.css';

const counts = [
  'accounts',
  'buildings',
  'people',
  'holders',
  'contacts',
  'unreachable',
  'important',
  'large',
] as const;

/** Whom the plan would concern, how many would be told, and what the rules ask of it at this moment. */
export function PreviewSheet({
  plan,
  onAsk,
}: {
  plan: PreviewBody | null;
  /** Where an exception can be asked for. */
  onAsk?: (rule: OverridableRule) => void;
}) {
  const t = useFeatureTexts(texts);
  const preview = usePreview(plan);
  return (
    <Sheet title={t('preview')}>
      {plan === null ? <span className="soft">{t('preview-none')}</span> : null}
      {plan && preview.error ? <ProblemList error={preview.error} /> : null}
      {plan && !preview.error ? (
        <Loaded query={preview}>
          {data => (
            <>
              <dl className="numbers">
                {counts.map(name => (
                  <div key={name}>
                    <dt>{t(`count.${name}`)}</dt>
                    <dd>{data.counts[name]}</dd>
                  </div>
                ))}
              </dl>
              <h3>{t('rules')}</h3>
              <Requirements
                requirements={data.requirements}
                large={data.large}
                agreed={data.agreed}
                onAsk={onAsk}
              />
              {data.weighty.length > 0 ? <h3>{t('weighty')}</h3> : null}
              <ul className="plain outage-places">
                {data.weighty.map(({ accountNo, addressMasked, importance }) => (
                  <li key={accountNo} className="outage-place">
                    <span>
                      <span className="mono">{accountNo}</span> {addressMasked}
                    </span>
                    <StatusTag status={importance} tone="waits" text={t(`importance.${importance}`)} />
                  </li>
                ))}
              </ul>
            </>
          )}
        </Loaded>
      ) : null}
    </Sheet>
  );
}
