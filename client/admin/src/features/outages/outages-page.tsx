import { Button, Segmented, type TableProps } from 'antd';
import { Link, Outlet, useNavigate, useSearchParams } from 'react-router-dom';
import { minuteOf } from '../../app/format.ts';
import { useMay } from '../../app/session.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { FilterSelect } from '../../components/filter-field.tsx';
import { ListTools } from '../../components/list-tools.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { PagedSheet } from '../../components/paged-sheet.tsx';
import { SearchBox } from '../../components/search-box.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useColumns } from '../../components/use-columns.ts';
import { useFilters } from '../../components/use-filters.ts';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { type OutageRow, useOutages } from './outages.queries.ts';
import { texts } from './texts.ts';
import { watchOf } from './times.ts';
import { toneOfOutage } from './tones.ts';

const kinds = ['planned', 'temporary', 'fault'] as const;

/** Outages: what is ahead and under way first, nearest first. */
export function Page() {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const may = useMay();
  const navigate = useNavigate();
  const { value, page, change, toPage } = useFilters<'status' | 'kind' | 'q'>({ status: 'open' });
  const filter = { status: value('status'), kind: value('kind'), q: value('q') };
  const list = useOutages({ ...filter, page });
  const [columns, choice] = useColumns('outages', useOutageColumns());
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
        <FilterSelect
          label={t('kind')}
          all={t('all')}
          width={120}
          value={value('kind')}
          choices={kinds.map(kind => ({ value: kind, label: word('outage-kind', kind) }))}
          onChange={kind => change({ kind })}
        />
        <SearchBox
          label={t('search')}
          value={value('q')}
          placeholder={t('search-hint')}
          onSearch={q => change({ q })}
        />
        <ListTools
          page="outages"
          columns={choice}
          exports={{ route: 'GET /staff/exports/outages', path: '/staff/exports/outages', query: filter }}
        />
      </div>
      <PagedSheet
        query={list}
        page={page}
        toPage={toPage}
        rowsOf={({ outages }) => outages}
        hasMore={({ hasMore }) => hasMore}
        empty={{ title: t('none'), hint: t('none-hint') }}
      >
        {({ outages }) => (
          <DataTable<OutageRow>
            label={t('title')}
            wraps
            rowKey="outageNo"
            dataSource={outages}
            columns={columns}
          />
        )}
      </PagedSheet>
      <Outlet />
    </>
  );
}

function useOutageColumns(): NonNullable<TableProps<OutageRow>['columns']> {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const [params] = useSearchParams();
  return [
    {
      title: t('when'),
      key: 'when',
      width: 170,
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
      width: 130,
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
      width: 90,
      align: 'right',
      render: (_, { told, expected, version }) =>
        version === 0 ? '—' : <span className="figures">{t('told-of', { told, expected })}</span>,
    },
  ];
}

function Watch({ row }: { row: OutageRow }) {
  const t = useFeatureTexts(texts);
  const watch = watchOf(row, Date.now());
  if (!watch) return null;
  const { unit, count } = watch.span;
  return <div className={watch.urgent ? 'bad' : 'soft'}>{t(watch.what, { when: t(unit, { count }) })}</div>;
}
