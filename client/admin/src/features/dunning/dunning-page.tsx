import { Segmented, type TableProps } from 'antd';
import { Link, Outlet, useSearchParams } from 'react-router-dom';
import { DataTable } from '../../components/data-table.tsx';
import { FilterSelect } from '../../components/filter-field.tsx';
import { ListTools } from '../../components/list-tools.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { PagedSheet } from '../../components/paged-sheet.tsx';
import { SearchBox } from '../../components/search-box.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useColumns } from '../../components/use-columns.ts';
import { useFilters } from '../../components/use-filters.ts';
import { Money } from '../../components/values.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { type Board, type Case, useBoard } from './dunning.queries.ts';
import { NextStep, WhyItStands } from './next-step.tsx';
import { texts } from './texts.ts';
import { toneOf } from './tones.ts';

const pageSize = 50;
const steps = [
  'reminding',
  'noticed',
  'proposed',
  'submitted',
  'approved',
  'last-call',
  'suspended',
  'restoring',
  'closed',
] as const satisfies readonly Case['status'][];
const stops = [
  'moved-out',
  'special-need',
  'other',
  'instalments',
  'hold',
  'important-user',
  'protected',
  'small-debt',
  'young-debt',
  'supply-paused',
  'estimate-old',
  'payment-under-way',
  'not-proven',
  'late-arrival',
  'cold-day',
  'holiday',
  'no-calendar',
  'outside-hours',
  'called-often',
] as const satisfies readonly Case['stops'][number]['code'][];

/** The ladder of every account that owes: who stands on which step, and why. */
export function Page() {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const { value, page, change, toPage } = useFilters<'status' | 'stop' | 'accountNo'>();
  const filter = { status: value('status'), stop: value('stop'), accountNo: value('accountNo') };
  const board = useBoard({ ...filter, page });
  const [columns, choice] = useColumns('dunning', useCaseColumns());
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')} />
      <div className="filters">
        <Segmented<string>
          value={filter.status}
          onChange={status => change({ status })}
          options={[
            { value: '', label: t('all') },
            ...steps.map(step => ({ value: step, label: labelOf(step, word('dunning', step), board.data) })),
          ]}
        />
        <FilterSelect
          label={t('why')}
          all={t('any')}
          value={filter.stop}
          choices={stops.map(stop => ({ value: stop, label: word('dunning-stop', stop) }))}
          onChange={stop => change({ stop })}
        />
        <SearchBox
          label={t('account')}
          value={filter.accountNo}
          placeholder={t('account-hint')}
          onSearch={accountNo => change({ accountNo })}
        />
        <ListTools
          page="dunning"
          columns={choice}
          exports={{ route: 'GET /staff/exports/dunning', path: '/staff/exports/dunning', query: filter }}
        />
      </div>
      <PagedSheet
        query={board}
        page={page}
        toPage={toPage}
        rowsOf={({ cases }) => cases}
        hasMore={({ total }) => page * pageSize < total}
        empty={{ title: t('none'), hint: t('none-hint') }}
      >
        {({ cases }) => (
          <DataTable<Case> label={t('title')} wraps rowKey="caseNo" dataSource={cases} columns={columns} />
        )}
      </PagedSheet>
      <Outlet />
    </>
  );
}

function labelOf(step: string, name: string, board: Board | undefined): string {
  const count = board?.counts.find(({ status }) => status === step)?.count;
  return count ? `${name} ${count}` : name;
}

function useCaseColumns(): NonNullable<TableProps<Case>['columns']> {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const [params] = useSearchParams();
  return [
    {
      title: t('account'),
      key: 'account',
      render: (_, { accountNo, caseNo, kind }) => (
        <>
          <Link className="row-link mono" to={`/dunning/${caseNo}?${params}`}>
            {accountNo}
          </Link>
          {kind === 'prepaid' ? <div className="soft">{word('dunning-kind', kind)}</div> : null}
        </>
      ),
    },
    {
      title: t('debt'),
      key: 'debt',
      align: 'right',
      className: 'nowrap',
      render: (_, { debtFen, daysOverdue }) => (
        <>
          <Money fen={debtFen} />
          <div className="soft">{t('days', { count: daysOverdue })}</div>
        </>
      ),
    },
    {
      title: t('stands'),
      key: 'status',
      render: (_, { status }) => <StatusTag group="dunning" status={status} tone={toneOf(status)} />,
    },
    { title: t('why'), key: 'why', render: (_, file) => <WhyItStands file={file} /> },
    { title: t('next'), key: 'next', render: (_, file) => <NextStep file={file} /> },
  ];
}
