import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import type { QueryValues } from '../../api/http.ts';
import { Allowed } from '../../app/session.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ListTools } from '../../components/list-tools.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { PagedSheet } from '../../components/paged-sheet.tsx';
import { SearchBox } from '../../components/search-box.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useFilters } from '../../components/use-filters.ts';
import { Money } from '../../components/values.tsx';
import { Who } from '../../components/who.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { EndPlan } from './account-dunning-sheet.tsx';
import { type Plans, usePlans } from './dunning.queries.ts';
import { texts } from './texts.ts';
import { planTones } from './tones.ts';

type Row = Plans['plans'][number];
const pageSize = 50;
const statuses = ['agreed', 'kept', 'broken', 'cancelled'] as const satisfies readonly Row['status'][];

const exportOf = (query: QueryValues) =>
  ({ route: 'GET /staff/exports/instalments', path: '/staff/exports/instalments', query }) as const;

/** Debts that are paid in parts, the one whose next part is due soonest first. They are agreed on in the customer's file. */
export function Page() {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const { value, page, change, toPage } = useFilters<'status' | 'accountNo'>({ status: 'agreed' });
  const filter = { status: value('status'), accountNo: value('accountNo'), page };
  const plans = usePlans(filter);
  const [ending, setEnding] = useState<Row | null>(null);
  return (
    <>
      <PageHead title={t('plans-title')} hint={t('plans-hint')} />
      <div className="filters">
        <Segmented<string>
          value={filter.status}
          onChange={status => change({ status })}
          options={[
            ...statuses.map(status => ({ value: status, label: word('instalments', status) })),
            { value: '', label: t('every') },
          ]}
        />
        <SearchBox
          label={t('account')}
          value={filter.accountNo}
          placeholder={t('account-hint')}
          onSearch={accountNo => change({ accountNo })}
        />
        <ListTools
          page="instalments"
          exports={exportOf({ status: filter.status, accountNo: filter.accountNo })}
        />
      </div>
      <PagedSheet
        query={plans}
        page={page}
        toPage={toPage}
        rowsOf={data => data.plans}
        hasMore={({ total }) => page * pageSize < total}
        empty={{ title: t('plans-none'), hint: t('plans-none-hint') }}
      >
        {data => <PlanTable rows={data.plans} onEnd={setEnding} />}
      </PagedSheet>
      {ending ? <EndPlan plan={ending} onClose={() => setEnding(null)} /> : null}
    </>
  );
}

function PlanTable({ rows, onEnd }: { rows: Row[]; onEnd: (row: Row) => void }) {
  const t = useFeatureTexts(texts);
  return (
    <DataTable<Row>
      label={t('plans-title')}
      wraps
      rowKey="planNo"
      dataSource={rows}
      columns={[
        {
          title: t('account'),
          key: 'account',
          render: (_, { accountNo, planNo }) => (
            <>
              <Link className="row-link mono" to={`/accounts/${accountNo}`}>
                {accountNo}
              </Link>
              <div className="mono soft">{planNo}</div>
            </>
          ),
        },
        {
          title: t('stands'),
          key: 'status',
          render: (_, { status }) => (
            <StatusTag group="instalments" status={status} tone={planTones[status]} />
          ),
        },
        {
          title: t('paid-of'),
          key: 'paid',
          align: 'right',
          render: (_, { paidFen, debtFen }) => (
            <>
              <Money fen={paidFen} /> / <Money fen={debtFen} />
            </>
          ),
        },
        {
          title: t('next-part'),
          key: 'next',
          render: (_, { nextDueOn, parts }) => (
            <>
              <span className="figures">{nextDueOn ?? '—'}</span>
              <div className="soft">{t('part-total', { count: parts.length })}</div>
            </>
          ),
        },
        {
          title: t('plan-note'),
          key: 'note',
          render: (_, { note, agreedBy }) => (
            <>
              {note}
              <div className="soft">
                <Who did={agreedBy} />
              </div>
            </>
          ),
        },
        {
          title: t('acts'),
          key: 'acts',
          render: (_, row) =>
            row.status === 'agreed' ? (
              <Allowed to="POST /staff/instalments/:planNo/cancel">
                <Button size="small" onClick={() => onEnd(row)}>
                  {t('end-plan')}
                </Button>
              </Allowed>
            ) : null,
        },
      ]}
    />
  );
}
