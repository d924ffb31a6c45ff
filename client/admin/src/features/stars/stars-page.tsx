import { Button, Select } from 'antd';
import { useState } from 'react';
import { useMay } from '../../app/session.tsx';
import { FilterField } from '../../components/filter-field.tsx';
import { ListTable } from '../../components/list-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { CardsSheet } from './cards-sheet.tsx';
import { DeductionsSheet } from './deductions-sheet.tsx';
import { type Stars, useStars, useVerification } from './stars.queries.ts';
import { texts } from './texts.ts';

/** A month's scores with what they come from; what costs stars; cards. A clerk sees their own. */
export function Page() {
  const t = useFeatureTexts(texts);
  const [month, setMonth] = useState<string | null>(null);
  const stars = useStars(month);
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')} />
      <Loaded query={stars}>
        {shown => (
          <>
            <div className="filters">
              <FilterField label={t('month')}>
                {id => (
                  <Select<string>
                    id={id}
                    style={{ width: 180 }}
                    value={month ?? ''}
                    onChange={next => setMonth(next || null)}
                    options={[
                      {
                        value: '',
                        label: shown.published
                          ? t('running', { month: '—' })
                          : t('running', { month: shown.month }),
                      },
                      ...shown.months.map(each => ({ value: each, label: each })),
                    ]}
                  />
                )}
              </FilterField>
            </div>
            <Scores shown={shown} />
          </>
        )}
      </Loaded>
      <DeductionsSheet />
      <CardsSheet />
    </>
  );
}

const points = (hundredths: number) => (hundredths / 100).toFixed(2);

function Scores({ shown }: { shown: Stars }) {
  const t = useFeatureTexts(texts);
  const may = useMay();
  type Row = Stars['scores'][number];
  const column = (key: 'score' | 'volume' | 'quality' | 'satisfaction') => ({
    title: <span className="nowrap">{t(key)}</span>,
    key,
    align: 'right' as const,
    render: (_: unknown, row: Row) => <span className="figures">{points(row[key])}</span>,
  });
  return (
    <Sheet
      title={`${t('scores')} ${shown.month}`}
      flush
      extra={
        shown.published && may('GET /staff/stars/:month/verification') ? <Verify month={shown.month} /> : null
      }
    >
      {shown.scores.length === 0 ? (
        <EmptyState title={t('none')} />
      ) : (
        <ListTable<Row>
          list="stars"
          label={t('scores')}
          wraps
          rowKey="staff"
          dataSource={shown.scores}
          columns={[
            { title: t('staff'), key: 'staff', render: (_, { staff, staffName }) => staffName ?? staff },
            {
              title: t('stars'),
              key: 'stars',
              render: (_, { stars }) => (
                <span role="img" aria-label={`${stars}`} className="nowrap">
                  {'★'.repeat(stars)}
                  <span className="soft">{'☆'.repeat(Math.max(0, 5 - stars))}</span>
                </span>
              ),
            },
            column('score'),
            column('volume'),
            column('quality'),
            column('satisfaction'),
            {
              title: t('facts'),
              key: 'facts',
              render: (_, { facts }) => <span className="soft">{t('facts-line', { ...facts })}</span>,
            },
          ]}
        />
      )}
    </Sheet>
  );
}

function Verify({ month }: { month: string }) {
  const t = useFeatureTexts(texts);
  const verification = useVerification();
  const { data } = verification;
  const said = (one: { score: number; stars: number } | null) =>
    one ? `${points(one.score)} ★${one.stars}` : t('no-score');
  return (
    <div>
      <ProblemList error={verification.error} />
      <span aria-live="polite">
        {data?.differences.map(({ staff, published, recomputed }) => (
          <strong key={staff} className="owed">
            {t('different', { staff, published: said(published), recomputed: said(recomputed) })}{' '}
          </strong>
        ))}
        {data && data.differences.length === 0 ? (
          <span className="soft">{t('verified', { count: data.compared })} </span>
        ) : null}
      </span>
      <Button size="small" loading={verification.isPending} onClick={() => verification.mutate(month)}>
        {t('verify')}
      </Button>
    </div>
  );
}
