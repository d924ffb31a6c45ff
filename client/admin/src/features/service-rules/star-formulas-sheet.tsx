import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { Answer } from '../../api/answers.ts';
import { get } from '../../api/http.ts';
import { Allowed } from '../../app/session.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { Who } from '../../components/who.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { StarFormulaDialog } from './star-formula-dialog.tsx';
import { texts } from './texts.ts';

type Formulas = Answer<'GET /staff/star-formulas'>;
export type Formula = Formulas['formulas'][number];

/** Every formula there was, the newest first; a new one begins with what holds. */
export function StarFormulasSheet() {
  const t = useFeatureTexts(texts);
  const [setting, setSetting] = useState(false);
  const query = useQuery({
    queryKey: ['rules', 'star-formulas'],
    queryFn: () => get<Formulas>('/staff/star-formulas'),
  });
  const formulas = [...(query.data?.formulas ?? [])].sort((one, other) =>
    `${other.validFrom}${other.setAt}`.localeCompare(`${one.validFrom}${one.setAt}`),
  );
  return (
    <Sheet
      title={t('stars')}
      flush
      extra={
        <Allowed to="POST /staff/star-formulas">
          <Button size="small" disabled={!query.data} onClick={() => setSetting(true)}>
            {t('set')}
          </Button>
        </Allowed>
      }
    >
      <p className="soft quiet-line">{t('stars-hint')}</p>
      <Loaded query={query}>
        {() =>
          formulas.length === 0 ? <EmptyState title={t('no-formula')} /> : <Rows formulas={formulas} />
        }
      </Loaded>
      {setting ? <StarFormulaDialog from={formulas[0]} onClose={() => setSetting(false)} /> : null}
    </Sheet>
  );
}

function Rows({ formulas }: { formulas: Formula[] }) {
  const t = useFeatureTexts(texts);
  return (
    <DataTable<Formula>
      label={t('stars')}
      wraps
      rowKey={({ validFrom, setAt }) => validFrom + setAt}
      dataSource={formulas}
      columns={[
        {
          title: t('month'),
          key: 'from',
          width: 110,
          render: (_, { validFrom }) => <span className="figures">{validFrom}</span>,
        },
        {
          title: t('stars'),
          key: 'params',
          render: (_, { params: { weights, units, volumeTarget, thresholds, ...rest } }) => (
            <>
              <div>{t('row-weights', { ...weights, target: volumeTarget })}</div>
              <div className="soft">{t('row-units', { ...units })}</div>
              <div className="soft">
                {t('row-stars', {
                  thresholds: thresholds.join(' / '),
                  published: rest.publishedFrom,
                  lost: rest.starsPerDeduction,
                  days: rest.appealDays,
                })}
              </div>
            </>
          ),
        },
        { title: t('source'), dataIndex: 'source' },
        {
          title: t('by'),
          key: 'by',
          width: 120,
          render: (_, { setBy }) => (setBy === 'system' ? t('installed') : <Who did={setBy} />),
        },
      ]}
    />
  );
}
