import { Button } from 'antd';
import { Link, useNavigate } from 'react-router-dom';
import { lastDayOf } from '../../app/format.ts';
import { useMay } from '../../app/session.tsx';
import { ListTable } from '../../components/list-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { percentOf, type SurveyRow, useSurveys } from './surveys.queries.ts';
import { texts } from './texts.ts';

/** Surveys with their response rate. */
export function Page() {
  const t = useFeatureTexts(texts);
  const may = useMay();
  const go = useNavigate();
  const { language } = useTexts();
  const surveys = useSurveys();
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')}>
        {may('POST /staff/surveys') ? (
          <Button type="primary" onClick={() => go('/surveys/new')}>
            {t('new')}
          </Button>
        ) : null}
      </PageHead>
      <div className="sheet">
        <Loaded query={surveys}>
          {({ surveys: rows }) =>
            rows.length === 0 ? (
              <EmptyState title={t('none')} hint={t('none-hint')} />
            ) : (
              <ListTable<SurveyRow>
                list="surveys"
                label={t('title')}
                wraps
                rowKey="surveyNo"
                dataSource={rows}
                columns={[
                  {
                    title: t('name'),
                    key: 'name',
                    render: (_, { surveyNo, titleZh, titleEn }) => (
                      <Link className="row-link" to={`/surveys/${surveyNo}`}>
                        {language === 'en' ? titleEn : titleZh}
                      </Link>
                    ),
                  },
                  {
                    title: t('state'),
                    key: 'state',
                    render: (_, { state }) => (
                      <StatusTag group="survey" status={state} tone={state === 'open' ? 'good' : 'plain'} />
                    ),
                  },
                  { title: t('until'), key: 'until', render: (_, { closesAt }) => lastDayOf(closesAt) },
                  {
                    title: t('rate'),
                    key: 'rate',
                    align: 'right',
                    render: (_, { answered, invited }) =>
                      t('rate-line', { percent: percentOf(answered, invited), answered, invited }),
                  },
                ]}
              />
            )
          }
        </Loaded>
      </div>
    </>
  );
}
