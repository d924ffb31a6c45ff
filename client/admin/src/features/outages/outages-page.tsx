import { Button, Segmented, Select } from 'antd';
import { Link, Outlet, useNavigate, useSearchParams } from 'react-router-dom';
import { minuteOf } from '../../app/format.ts';
import { useMay } from '../../app/session.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { FilterField } from '../../components/filter-field.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { Pager } from '../../components/pager.tsx';
import { SearchBox } from '../../components/search-box.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { type OutageRow, useOutages } from './outages.queries.ts';
import { texts } from './texts.ts';
import { watchOf } from './times.ts';
import { toneOfOutage } from './tones.ts';

/** Outages: what is ahead and under way first, nearest first. */
export function Page() {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const may = useMay();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams({ status: 'open' });
  const value = (name: string) => params.get(name) ?? '';
  const page = Number(params.get('page') ?? 1);
  const list = useOutages({ status: value('status'), kind: value('kind'), q: value('q'), page });
  const change = (values: Record<string, string>) => {
    const next = new URLSearchParams(params);
    next.delete('page');
    for (const [name, text] of Object.entries(values)) next.set(name, text);
    setParams(next);
  };
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')}>
        {may('POST /staff/outages') ? (
          <Button type="primary" onClick={() => navigate('/outage-editor')}>
            {t('new')}
          </Button>
        ) : null}
      </PageHead>
      <div className="filters">
        <Segmented<string>
          value={value('status')}
          onChange={status => change({ status })}
          options={[
            { value: 'open', label: t('open') },
            { value: '', label: t('all') },
          ]}
        />
        <FilterField label={t('kind')}>
          {id => (
            <Select
              id={id}
              style={{ width: 120 }}
              value={value('kind')}
              onChange={kind => change({ kind })}
              options={[
                { value: '', label: t('all') },
                ...(['planned', 'temporary', 'fault'] as const).map(kind => ({
                  value: kind,
                  label: word('outage-kind', kind),
                })),
              ]}
            />
          )}
        </FilterField>
        <SearchBox
          label={t('search')}
          value={value('q')}
          placeholder={t('search-hint')}
          onSearch={q => change({ q })}
        />
      </div>
      <div className="sheet">
        <Loaded query={list}>
          {({ outages, hasMore }) =>
            outages.length === 0 && page === 1 ? (
              <EmptyState title={t('none')} hint={t('none-hint')} />
            ) : (
              <>
                <OutageTable rows={outages} />
                <Pager page={page} hasMore={hasMore} onPage={next => change({ page: String(next) })} />
              </>
            )
          }
        </Loaded>
      </div>
      <Outlet />
    </>
  );
}

function OutageTable({ rows }: { rows: OutageRow[] }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const [params] = useSearchParams();
  return (
    <DataTable<OutageRow>
      label={t('title')}
      wraps
      rowKey="outageNo"
      dataSource={rows}
      columns={[
        {
          title: t('when'),
          key: 'when',
          width: 210,
          render: (_, { outageNo, fromAt, untilAt }) => (
            <>
              <Link className="row-link figures" to={`/outages/${outageNo}?${params}`}>
                {minuteOf(fromAt)}
              </Link>
              <div className="soft figures">{`→ ${minuteOf(untilAt)}`}</div>
            </>
          ),
        },
        {
          title: t('area'),
          key: 'area',
          render: (_, { area, reason, kind, outageNo }) => (
            <>
              {area}
              <div className="soft">{`${word('outage-kind', kind)} · ${reason} · ${outageNo}`}</div>
            </>
          ),
        },
        {
          title: t('state'),
          key: 'state',
          width: 200,
          render: (_, row) => (
            <>
              <StatusTag group="outage-status" status={row.status} tone={toneOfOutage(row.status)} />
              <Watch row={row} />
            </>
          ),
        },
        {
          title: t('told'),
          key: 'told',
          width: 110,
          align: 'right',
          render: (_, { told, expected, version }) =>
            version === 0 ? '—' : <span className="figures">{t('told-of', { told, expected })}</span>,
        },
      ]}
    />
  );
}

function Watch({ row }: { row: OutageRow }) {
  const t = useFeatureTexts(texts);
  const watch = watchOf(row, Date.now());
  if (!watch) return null;
  const { unit, count } = watch.span;
  return <div className={watch.urgent ? 'bad' : 'soft'}>{t(watch.what, { when: t(unit, { count }) })}</div>;
}
