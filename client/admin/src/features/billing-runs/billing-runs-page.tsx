import { Button } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { BillingRun } from '../../api/billing.types.ts';
import { Allowed } from '../../app/session.tsx';
import { ListTable } from '../../components/list-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { At, Money } from '../../components/values.tsx';
import { Who } from '../../components/who.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { useBillingRuns, useRegionName } from './billing-runs.queries.ts';
import { NewRunDialog } from './new-run-dialog.tsx';
import { RunPanel } from './run-panel.tsx';
import { texts } from './texts.ts';

export function Page() {
  const t = useFeatureTexts(texts);
  const [params, setParams] = useSearchParams();
  const [adding, setAdding] = useState(false);
  const runs = useBillingRuns();
  const regionName = useRegionName();
  const opened = runs.data?.find(run => run.id === Number(params.get('run')));
  return (
    <>
      <PageHead title={t('runs.title')} hint={t('runs.hint')}>
        <Allowed to="POST /staff/billing-runs">
          <Button type="primary" onClick={() => setAdding(true)}>
            {t('runs.add')}
          </Button>
        </Allowed>
      </PageHead>
      <div className="sheet">
        <Loaded query={runs}>
          {rows =>
            rows.length === 0 ? (
              <EmptyState title={t('runs.none')} hint={t('runs.none-hint')} />
            ) : (
              <ListTable<BillingRun>
                list="billing-runs"
                label={t('runs.title')}
                rowKey="id"
                dataSource={rows}
                pageSize={25}
                columns={[
                  {
                    title: t('bill.month'),
                    dataIndex: 'month',
                    render: (month: string, run) => (
                      <Button
                        type="link"
                        size="small"
                        style={{ paddingInline: 0 }}
                        className="figures"
                        onClick={() => setParams({ run: String(run.id) })}
                      >
                        {month}
                      </Button>
                    ),
                  },
                  { title: t('account.region'), dataIndex: 'regionCode', render: regionName },
                  {
                    title: t('payment.status'),
                    dataIndex: 'status',
                    render: (status: string) => <StatusTag group="run-status" status={status} />,
                  },
                  {
                    title: t('runs.ready'),
                    key: 'ready',
                    align: 'right',
                    render: (_, run) => <span className="figures">{run.summary?.ready ?? '—'}</span>,
                  },
                  {
                    title: t('runs.sum'),
                    key: 'sum',
                    align: 'right',
                    render: (_, run) => (run.summary ? <Money fen={run.summary.readyFen} /> : '—'),
                  },
                  {
                    title: t('runs.exceptions'),
                    key: 'exceptions',
                    align: 'right',
                    render: (_, run) => <span className="figures">{run.summary ? countOf(run) : '—'}</span>,
                  },
                  {
                    title: t('runs.by'),
                    dataIndex: 'createdBy',
                    render: (by: string, { approvedBy }) => <Who did={by} then={approvedBy} />,
                  },
                  {
                    title: t('runs.created'),
                    dataIndex: 'createdAt',
                    render: (at: string) => <At at={at} />,
                  },
                ]}
              />
            )
          }
        </Loaded>
      </div>
      {adding ? <NewRunDialog onClose={() => setAdding(false)} /> : null}
      {opened ? (
        <RunPanel run={opened} region={regionName(opened.regionCode)} onClose={() => setParams({})} />
      ) : null}
    </>
  );
}

export const countOf = (run: BillingRun) =>
  Object.values(run.summary?.exceptions ?? {}).reduce((sum, count) => sum + count, 0);
