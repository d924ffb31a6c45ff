import { Button, Segmented, type TableProps } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { useMay, useMe } from '../../app/session.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { FilterSelect } from '../../components/filter-field.tsx';
import { ListTools } from '../../components/list-tools.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { PagedSheet } from '../../components/paged-sheet.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useColumns } from '../../components/use-columns.ts';
import { useFilters } from '../../components/use-filters.ts';
import { useNameOf } from '../../components/use-name-of.ts';
import { Money } from '../../components/values.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { lastDays } from './day-range.ts';
import { type Chosen, DifferenceDialog } from './difference-dialog.tsx';
import { type Difference, type DifferenceFilter, useDifferences } from './reconciliation.queries.ts';
import { texts } from './texts.ts';
import { toneOfDifference } from './tones.ts';

const classes = ['missing-here', 'missing-there', 'amount', 'state', 'duplicate', 'day-cut'] as const;

/** The queue: what one side has otherwise than the other, and what is to be done about it. */
export function Page() {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const { value, page, change, toPage } = useFilters<'status' | 'class' | 'source' | 'day' | 'channel'>({
    status: 'waiting',
  });
  const filter: DifferenceFilter = {
    status: value('status') as DifferenceFilter['status'],
    class: value('class'),
    source: value('source'),
    day: value('day'),
    channel: value('channel'),
    page,
  };
  const list = useDifferences(filter);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [columns, choice] = useColumns('differences', useDifferenceColumns(setChosen));
  return (
    <>
      <PageHead title={t('differences-title')} hint={t('differences-hint')} />
      <div className="filters">
        <Segmented<string>
          value={filter.status}
          onChange={status => change({ status })}
          options={[
            { value: 'waiting', label: t('waiting') },
            { value: 'resolved', label: t('resolved') },
            { value: '', label: t('all') },
          ]}
        />
        <FilterSelect
          label={t('what')}
          all={t('all')}
          value={value('class')}
          choices={classes.map(each => ({ value: each, label: word('difference-class', each) }))}
          onChange={next => change({ class: next })}
        />
        {filter.source || filter.day || filter.channel ? (
          <Button onClick={() => change({ source: '', day: '', channel: '' })}>
            {[filter.source, filter.channel && word('channel', filter.channel), filter.day]
              .filter(Boolean)
              .join(' · ')}{' '}
            ✕
          </Button>
        ) : null}
        <ListTools
          page="differences"
          columns={choice}
          exports={{
            route: 'GET /staff/exports/reconciliation-differences',
            path: '/staff/exports/reconciliation-differences',
            query: lastDays(92),
          }}
        />
      </div>
      <PagedSheet
        query={list}
        page={page}
        toPage={toPage}
        rowsOf={({ differences }) => differences}
        hasMore={({ hasMore }) => hasMore}
        empty={{ title: t('no-differences'), hint: t('no-differences-hint') }}
      >
        {({ differences }) => (
          <DataTable<Difference>
            label={t('differences-title')}
            wraps
            rowKey="id"
            dataSource={differences}
            columns={columns}
          />
        )}
      </PagedSheet>
      {chosen ? <DifferenceDialog chosen={chosen} onClose={() => setChosen(null)} /> : null}
    </>
  );
}

function useDifferenceColumns(
  onChoose: (chosen: Chosen) => void,
): NonNullable<TableProps<Difference>['columns']> {
  const t = useFeatureTexts(texts);
  const word = useWord();
  return [
    {
      title: t('day'),
      key: 'day',
      width: 120,
      render: (_, row) => (
        <>
          <Link
            className="row-link figures"
            to={`/reconciliation/${encodeURIComponent(row.source)}/${row.day}`}
          >
            {row.day}
          </Link>
          <div className="soft">{word('channel', row.channel)}</div>
        </>
      ),
    },
    { title: t('what'), key: 'what', render: (_, row) => <What row={row} /> },
    {
      title: t('amounts'),
      key: 'amounts',
      width: 110,
      align: 'right',
      render: (_, row) => (
        <>
          <Fen fen={row.oursFen} />
          <div>
            <Fen fen={row.theirsFen} />
          </div>
        </>
      ),
    },
    {
      title: t('actions'),
      key: 'actions',
      width: 250,
      render: (_, row) => <Actions row={row} onChoose={onChoose} />,
    },
  ];
}

const Fen = ({ fen }: { fen: number | null }) =>
  fen === null ? <span className="soft">—</span> : <Money fen={fen} />;

function What({ row }: { row: Difference }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  return (
    <div style={{ minWidth: 180 }}>
      <strong>
        {word('difference-class', row.class)} · {word('difference-kind', row.kind)}
      </strong>
      <div className="mono soft" style={{ overflowWrap: 'anywhere' }}>
        {word('difference-total', row.kind === 'total' ? row.reference.replace(/:.*/, '') : row.reference)}
        {row.line ? ` · ${t('line-no', { line: row.line })}` : ''}
      </div>
      {row.paymentNo ? (
        <Link className="row-link mono" to={`/payments/${row.paymentNo}`}>
          {row.paymentNo}
        </Link>
      ) : null}
      {row.notPosted && row.status !== 'resolved' ? (
        <div className="soft">{t('why-not', { reason: word('not-posted', row.notPosted) })}</div>
      ) : null}
      {row.otherDay ? <div className="soft">{t('on-day', { day: row.otherDay })}</div> : null}
    </div>
  );
}

function Actions({ row, onChoose }: { row: Difference; onChoose: (chosen: Chosen) => void }) {
  const t = useFeatureTexts(texts);
  const nameOf = useNameOf();
  const word = useWord();
  const may = useMay();
  const me = `staff:${useMe().username}`;
  const mayWork = may('POST /staff/reconciliation/differences/:id/proposal');
  if (row.status === 'open' && mayWork)
    return (
      <span style={{ display: 'flex', flexWrap: 'wrap', gap: 4 }}>
        {row.actions.map((action, place) => (
          <Button
            key={action}
            size="small"
            type={place === 0 ? 'primary' : 'default'}
            ghost={place === 0}
            onClick={() => onChoose({ row, action, step: 'proposal' })}
          >
            {word('difference-resolution', action)}
          </Button>
        ))}
      </span>
    );
  return (
    <>
      <StatusTag group="difference-status" status={row.status} tone={toneOfDifference(row.status)} />{' '}
      {row.resolution ? word('difference-resolution', row.resolution) : ''}
      <div className="soft">
        {row.proposedBy ? t('by-person', { who: nameOf(row.proposedBy) }) : ''} {row.reason}
      </div>
      {row.status === 'proposed' && mayWork ? (
        row.proposedBy === me ? (
          <div className="soft">{t('you-proposed')}</div>
        ) : (
          <Button size="small" onClick={() => onChoose({ row, step: 'decision' })}>
            {t('approve')} / {t('reject')}
          </Button>
        )
      ) : null}
    </>
  );
}
