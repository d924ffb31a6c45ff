import { Button, Popconfirm } from 'antd';
import { useParams } from 'react-router-dom';
import { dayOf, lastDayOf } from '../../app/format.ts';
import { useMay } from '../../app/session.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { ShareBars } from '../../components/share-bars.tsx';
import { Facts, Sheet } from '../../components/sheet.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { useRegionName } from '../billing-runs/billing-runs.queries.ts';
import { percentOf, type Result, type SurveyFile, usePublishSurvey, useSurvey } from './surveys.queries.ts';
import { texts } from './texts.ts';
import './surveys.css';

/** One survey: whom it asks, how many answered, and what their answers come to. */
export function Page() {
  const { surveyNo = '' } = useParams();
  const survey = useSurvey(surveyNo);
  return <Loaded query={survey}>{file => <Shown file={file} />}</Loaded>;
}

function Shown({ file }: { file: SurveyFile }) {
  const t = useFeatureTexts(texts);
  const { t: common, language } = useTexts();
  const may = useMay();
  const nameOf = useRegionName();
  const publish = usePublishSurvey(file.surveyNo);
  const { titleZh, titleEn, state, opensAt, closesAt, audience, answered, invited, results, leastAnswers } =
    file;
  return (
    <>
      <PageHead
        title={language === 'en' ? titleEn : titleZh}
        hint={
          <>
            {language === 'en' ? titleZh : titleEn}{' '}
            <StatusTag group="survey" status={state} tone={state === 'open' ? 'good' : 'plain'} />
          </>
        }
      >
        {state === 'draft' && may('POST /staff/surveys/:surveyNo/publication') ? (
          <Popconfirm
            title={t('publish')}
            description={t('publish-hint')}
            okText={t('publish')}
            cancelText={common('action.cancel')}
            onConfirm={() => publish.mutate()}
          >
            <Button type="primary" loading={publish.isPending}>
              {t('publish')}
            </Button>
          </Popconfirm>
        ) : null}
      </PageHead>
      <ProblemList error={publish.error} />
      <Sheet title={t('audience')}>
        <Facts
          facts={[
            [t('opens'), dayOf(opensAt)],
            [t('until'), lastDayOf(closesAt)],
            [t('of-regions'), audience.regions.map(nameOf).join(' · ') || t('all-regions')],
            [t('of-categories'), audience.categories.map(each => t(each)).join(' · ') || t('all-categories')],
            [t('rate'), t('rate-line', { percent: percentOf(answered, invited), answered, invited })],
          ]}
        />
      </Sheet>
      <Sheet title={t('results')}>
        {results === null ? (
          <EmptyState title={t('too-few', { count: leastAnswers })} />
        ) : (
          results.map((result, place) => (
            <ResultShown key={result.zh} number={place + 1} result={result} least={leastAnswers} />
          ))
        )}
      </Sheet>
    </>
  );
}

function ResultShown({ number, result, least }: { number: number; result: Result; least: number }) {
  const t = useFeatureTexts(texts);
  const { language } = useTexts();
  const { kind, answers, counts, average, options, texts: written } = result;
  const question = result[language];
  const names =
    kind === 'scale' ? ['★', '★★', '★★★', '★★★★', '★★★★★'] : options.map(option => option[language]);
  return (
    <section className="survey-result">
      <h3>{`${number}. ${question}`}</h3>
      <p className="soft">
        {t('answers-count', { count: answers })}
        {average === null ? '' : ` · ${t('average', { stars: (average / 100).toFixed(2) })}`}
      </p>
      {kind === 'text' ? (
        written.length === 0 ? (
          <p className="soft">{t('few-texts', { count: least })}</p>
        ) : (
          <ul>
            {[...new Set(written)].map(text => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        )
      ) : (
        <ShareBars
          label={question}
          shares={names.map((name, place) => ({ name, part: counts[place] ?? 0, whole: answers }))}
        />
      )}
    </section>
  );
}
