import { Button, Segmented, type TableProps } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { useMay } from '../../app/session.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ListTools } from '../../components/list-tools.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { PagedSheet } from '../../components/paged-sheet.tsx';
import { SearchBox } from '../../components/search-box.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useColumns } from '../../components/use-columns.ts';
import { useFilters } from '../../components/use-filters.ts';
import { useNameOf } from '../../components/use-name-of.ts';
import { At } from '../../components/values.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { type FilterName, filterNames, type QueueCase, useQueue } from './cases.queries.ts';
import { FiguresSheet } from './figures-sheet.tsx';
import { QueueFilters } from './queue-filters.tsx';
import { useQueueKeys } from './queue-keys.ts';
import { texts } from './texts.ts';
import { statusTone, urgencyTone } from './tones.ts';
import { TypeInDialog } from './type-in-dialog.tsx';

const views = [
  'open',
  'mine',
  'mentioned',
  'unassigned',
  'overdue',
  'undelivered',
  'answered',
  'all',
] as const;

/** The queue: what waits, the nearest limit first. */
export function Page() {
  const t = useFeatureTexts(texts);
  const may = useMay();
  const { value, page, change, toPage } = useFilters<'view' | 'q' | FilterName>({ view: 'open' });
  const [typing, setTyping] = useState(false);
  const narrowed = Object.fromEntries(filterNames.map(name => [name, value(name)])) as Record<
    FilterName,
    string
  >;
  const filter = { view: value('view'), q: value('q'), ...narrowed };
  const queue = useQueue({ ...filter, page });
  const chosen = useQueueKeys({
    caseNos: queue.data?.cases.map(({ caseNo }) => caseNo) ?? [],
    page,
    more: queue.data?.more ?? false,
    toPage,
    views,
    toView: view => change({ view }),
    typeIn: may('POST /staff/cases') ? () => setTyping(true) : null,
  });
  const [columns, choice] = useColumns('cases', useCaseColumns());
  const labelOf = (name: (typeof views)[number]) => {
    const count = queue.data?.counts[name];
    return count === undefined ? t(name) : `${t(name)} ${count}`;
  };
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')}>
        {may('POST /staff/cases') ? (
          <Button type="primary" onClick={() => setTyping(true)}>
            {t('type-in')}
          </Button>
        ) : null}
      </PageHead>
      <Segmented<string>
        value={value('view')}
        onChange={view => change({ view })}
        options={views.map(view => ({ value: view, label: labelOf(view) }))}
      />
      <div className="filters">
        <SearchBox
          label={t('search')}
          placeholder={t('search-hint')}
          value={value('q')}
          onSearch={q => change({ q })}
        />
        <QueueFilters values={narrowed} onChange={change} />
        <ListTools
          page="cases"
          columns={choice}
          exports={{ route: 'GET /staff/exports/cases', path: '/staff/exports/cases', query: filter }}
        />
      </div>
      <PagedSheet
        query={queue}
        page={page}
        toPage={toPage}
        rowsOf={({ cases }) => cases}
        hasMore={({ more }) => more}
        empty={{ title: t('none'), hint: t('none-hint') }}
      >
        {({ cases }) => (
          <DataTable<QueueCase>
            label={t('title')}
            wraps
            rowKey="caseNo"
            dataSource={cases}
            columns={columns}
            rowClassName={({ caseNo }) => (caseNo === chosen ? 'chosen-row' : '')}
            onRow={({ caseNo }) => (caseNo === chosen ? { 'aria-current': true } : {})}
          />
        )}
      </PagedSheet>
      <FiguresSheet />
      {typing ? <TypeInDialog onClose={() => setTyping(false)} /> : null}
    </>
  );
}

function useCaseColumns(): NonNullable<TableProps<QueueCase>['columns']> {
  const t = useFeatureTexts(texts);
  const nameOf = useNameOf();
  return [
    {
      title: t('what'),
      key: 'what',
      render: (_, row) => (
        <>
          <Link className="row-link" to={`/cases/${row.caseNo}`}>
            {row.words}
          </Link>
          <Detail row={row} />
        </>
      ),
    },
    {
      title: t('state'),
      key: 'state',
      width: 90,
      render: (_, { status }) => <StatusTag group="case" status={status} tone={statusTone(status)} />,
    },
    {
      title: t('due'),
      key: 'due',
      width: 150,
      render: (_, { nearestDueAt, urgency }) =>
        nearestDueAt && urgency ? (
          <>
            <At at={nearestDueAt} />
            <div>
              <StatusTag group="case-urgency" status={urgency} tone={urgencyTone(urgency)} />
            </div>
          </>
        ) : (
          '—'
        ),
    },
    {
      title: t('owner'),
      key: 'owner',
      width: 90,
      render: (_, { owner }) => (owner ? nameOf(owner) : <span className="soft">{t('nobody')}</span>),
    },
  ];
}

/** Everything else that tells one case from another, in one line. */
function Detail({ row }: { row: QueueCase }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const parts = [
    word('case-kind', row.kind),
    row.complaintClass ? word('case-class', row.complaintClass) : null,
    row.grade === 'ordinary' ? null : word('case-grade', row.grade),
    word('case-source', row.source),
    row.accountNo,
    row.anonymous ? t('anonymous') : null,
    row.confidential ? t('confidential') : null,
    row.reminders > 0 ? t('reminders', { count: row.reminders }) : null,
    row.reopened > 0 ? t('reopened', { count: row.reopened }) : null,
    row.escalationLevel > 0 ? t('level', { level: row.escalationLevel }) : null,
    row.pausedUntil ? t('paused-until', { day: row.pausedUntil }) : null,
  ];
  return <div className="soft">{parts.filter(part => part !== null).join(' · ')}</div>;
}
