import { Button, Drawer, Progress, Segmented } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import type { BillDraft, BillingRun } from '../../api/billing.types.ts';
import { useMay, useMe } from '../../app/session.tsx';
import { Changes } from '../../components/changes.tsx';
import { Agree, Refuse } from '../../components/decision.tsx';
import { ListTable } from '../../components/list-table.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useNameOf } from '../../components/use-name-of.ts';
import { Money } from '../../components/values.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { AcceptDraft } from './accept-draft.tsx';
import { useDrafts, useRunAction } from './billing-runs.queries.ts';
import { texts } from './texts.ts';

/** What a run would bill, what needs a person's look, and the second person's decision. */
export function RunPanel({ run, region, onClose }: { run: BillingRun; region: string; onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const [only, setOnly] = useState<'exceptions' | 'all'>('exceptions');
  const [page, setPage] = useState(1);
  const drafts = useDrafts(run.id, only, page);
  return (
    <Drawer
      open
      size="min(760px, calc(100vw - 56px))"
      mask={false}
      title={`${region} · ${run.month}`}
      onClose={onClose}
      extra={<StatusTag group="run-status" status={run.status} />}
    >
      <RunSummary run={run} region={region} />
      <Sheet
        title={t('runs.drafts')}
        flush
        extra={
          <Segmented<'exceptions' | 'all'>
            size="small"
            value={only}
            onChange={next => {
              setOnly(next);
              setPage(1);
            }}
            options={[
              { value: 'exceptions', label: t('runs.exceptions') },
              { value: 'all', label: t('filter.all') },
            ]}
          />
        }
      >
        <Loaded query={drafts}>
          {rows => <DraftTable run={run} only={only} rows={rows} page={page} onPage={setPage} />}
        </Loaded>
      </Sheet>
    </Drawer>
  );
}

function RunSummary({ run, region }: { run: BillingRun; region: string }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const may = useMay();
  const { username } = useMe();
  const act = useRunAction(run.id);
  const exceptions = Object.entries(run.summary?.exceptions ?? {});
  return (
    <Sheet title={t('payment.summary')}>
      <dl className="numbers" style={{ margin: 0 }}>
        <div>
          <dt>{t('runs.ready')}</dt>
          <dd>{run.summary?.ready ?? '—'}</dd>
        </div>
        <div>
          <dt>{t('runs.sum')}</dt>
          <dd>{run.summary ? <Money fen={run.summary.readyFen} /> : '—'}</dd>
        </div>
        <div>
          <dt>{t('runs.estimated')}</dt>
          <dd>{run.summary?.estimated ?? '—'}</dd>
        </div>
        <div>
          <dt>{t('runs.issued')}</dt>
          <dd>{run.issued}</dd>
        </div>
      </dl>
      {run.status === 'preparing' ? (
        <p className="soft" role="status">
          {t('runs.preparing')}
        </p>
      ) : null}
      {run.status === 'approved' && run.summary ? (
        <Progress
          percent={Math.floor((100 * run.issued) / Math.max(run.summary.ready, 1))}
          size="small"
          aria-label={t('runs.issuing')}
        />
      ) : null}
      {exceptions.length > 0 ? (
        <p className="soft">
          {exceptions.map(([kind, count]) => `${word('exception', kind)} ${count}`).join(' · ')}
        </p>
      ) : null}
      {run.status === 'preview' && run.summary ? (
        <div style={{ display: 'flex', gap: 8, alignItems: 'center', marginTop: 12 }}>
          {may('POST /staff/billing-runs/:runId/approval') && run.createdBy !== username ? (
            <Agree
              about={`${region} · ${run.month}`}
              action={t('runs.approve', { count: run.summary.ready })}
              effect={t('runs.approve-effect')}
              size="middle"
              disabled={run.summary.ready === 0}
              step={{ ...act, mutate: (_, options) => act.mutate({ action: 'approval' }, options) }}
            >
              <Changes
                lines={[
                  { key: 'bills', what: t('runs.issued'), before: run.issued, after: run.summary.ready },
                  {
                    key: 'owed',
                    what: t('runs.owed'),
                    before: <Money fen={0} />,
                    after: <Money fen={run.summary.readyFen} />,
                  },
                ]}
              />
            </Agree>
          ) : (
            <span className="soft">{t('runs.by-another')}</span>
          )}
          {may('POST /staff/billing-runs') ? (
            <Refuse
              about={`${t('runs.discard')} · ${region} · ${run.month}`}
              action={t('runs.discard')}
              hint={t('runs.discard-effect')}
              size="middle"
              step={{
                ...act,
                mutate: (reason, options) => act.mutate({ action: 'discard', reason }, options),
              }}
            />
          ) : null}
        </div>
      ) : null}
    </Sheet>
  );
}

function DraftTable({
  run,
  only,
  rows,
  page,
  onPage,
}: {
  run: BillingRun;
  only: 'exceptions' | 'all';
  rows: BillDraft[];
  page: number;
  onPage: (page: number) => void;
}) {
  const t = useFeatureTexts(texts);
  const nameOf = useNameOf();
  const word = useWord();
  const may = useMay();
  if (rows.length === 0 && page === 1) return <EmptyState title={t('runs.no-drafts')} />;
  return (
    <>
      <ListTable<BillDraft>
        list="bill-drafts"
        within
        exports={{
          route: 'GET /staff/exports/bill-drafts',
          path: '/staff/exports/bill-drafts',
          query: { runId: run.id, only },
        }}
        label={t('runs.drafts')}
        rowKey="accountNo"
        dataSource={rows}
        columns={[
          {
            title: t('account.no'),
            dataIndex: 'accountNo',
            render: (no: string) => (
              <Link className="row-link mono" to={`/accounts/${no}`}>
                {no}
              </Link>
            ),
          },
          {
            title: t('bill.energy'),
            dataIndex: 'energy',
            align: 'right',
            className: 'figures',
            render: (energy: string | null) => energy ?? '—',
          },
          {
            title: t('bill.total'),
            dataIndex: 'totalFen',
            align: 'right',
            render: (fen: number | null) => (fen === null ? '—' : <Money fen={fen} />),
          },
          {
            title: t('runs.exception'),
            dataIndex: 'exception',
            render: (kind: string | null, { waitsFor }) => (
              <>
                {kind ? word('exception', kind) : '—'}
                {waitsFor ? <div className="soft">{t('runs.waits-for', { for: waitsFor })}</div> : null}
              </>
            ),
          },
          {
            title: '',
            key: 'accept',
            render: (_, draft) => {
              if (draft.acceptedBy)
                return (
                  <span className="soft">{t('runs.accepted-by', { by: nameOf(draft.acceptedBy) })}</span>
                );
              const offered =
                draft.exception &&
                draft.totalFen !== null &&
                run.status === 'preview' &&
                may('POST /staff/billing-runs');
              return offered ? <AcceptDraft runId={run.id} accountNo={draft.accountNo} /> : null;
            },
          },
        ]}
      />
      {page > 1 || rows.length === 100 ? (
        <div style={{ display: 'flex', justifyContent: 'flex-end', gap: 8, padding: 10 }}>
          <Button size="small" disabled={page <= 1} onClick={() => onPage(page - 1)}>
            {t('page.previous')}
          </Button>
          <Button size="small" disabled={rows.length < 100} onClick={() => onPage(page + 1)}>
            {t('page.next')}
          </Button>
        </div>
      ) : null}
    </>
  );
}
