import { Button } from 'antd';
import { useState } from 'react';
import { yuan } from '../../app/format.ts';
import { useMay } from '../../app/session.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ListTable } from '../../components/list-table.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { At, Mono } from '../../components/values.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { useDeskPost } from './counter.queries.ts';
import { deviceTexts } from './device-texts.ts';
import { type Batch, type Terminals, useTerminals } from './shifts.queries.ts';
import { TerminalDialog } from './terminal-dialog.tsx';

export function TerminalSheets() {
  const t = useFeatureTexts(deviceTexts);
  const may = useMay();
  const terminals = useTerminals();
  const [adding, setAdding] = useState(false);
  const add = may('POST /staff/desk/card-terminals') ? (
    <Button size="small" onClick={() => setAdding(true)}>
      {t('add-terminal')}
    </Button>
  ) : null;
  return (
    <>
      <Sheet title={t('terminals')} flush extra={add}>
        <Loaded query={terminals}>
          {({ terminals: rows }) =>
            rows.length === 0 ? <EmptyState title={t('no-terminals')} /> : <TerminalTable rows={rows} />
          }
        </Loaded>
      </Sheet>
      <Sheet title={t('batches')} flush>
        <Loaded query={terminals}>
          {({ batches }) =>
            batches.length === 0 ? <EmptyState title={t('no-batches')} /> : <BatchTable rows={batches} />
          }
        </Loaded>
      </Sheet>
      {adding ? <TerminalDialog onClose={() => setAdding(false)} /> : null}
    </>
  );
}

function TerminalTable({ rows }: { rows: Terminals['terminals'] }) {
  const t = useFeatureTexts(deviceTexts);
  const may = useMay();
  const settle = useDeskPost<string, Batch>(
    terminal => `/staff/desk/card-terminals/${terminal}/settlement`,
    () => ({}),
  );
  return (
    <>
      {settle.error ? (
        <div className="body">
          <ProblemList error={settle.error} />
        </div>
      ) : null}
      <DataTable<Terminals['terminals'][number]>
        label={t('terminals')}
        rowKey="terminal"
        dataSource={rows}
        columns={[
          { title: t('terminal'), dataIndex: 'terminal', render: (no: string) => <Mono>{no}</Mono> },
          { title: t('name'), dataIndex: 'name' },
          { title: t('key-id'), dataIndex: 'keyId', render: (no: string) => <Mono>{no}</Mono> },
          {
            title: t('batch'),
            dataIndex: 'batch',
            render: (no: number) => <Mono>{String(no).padStart(6, '0')}</Mono>,
          },
          {
            key: 'acts',
            align: 'right',
            render: (_, { terminal }) =>
              may('POST /staff/desk/card-terminals/:terminal/settlement') ? (
                <Button size="small" loading={settle.isPending} onClick={() => settle.mutate(terminal)}>
                  {t('settle')}
                </Button>
              ) : null,
          },
        ]}
      />
    </>
  );
}

const batchTones = { asking: 'waits', equal: 'good', different: 'bad' } as const;

function BatchTable({ rows }: { rows: Batch[] }) {
  const t = useFeatureTexts(deviceTexts);
  const said = (totals: NonNullable<Batch['theirs']>) =>
    t('totals', { ...totals, salesFen: yuan(totals.salesFen), voidsFen: yuan(totals.voidsFen) });
  return (
    <ListTable<Batch>
      list="terminal-batches"
      within
      label={t('batches')}
      rowKey={({ terminal, batch }) => `${terminal}-${batch}`}
      dataSource={rows}
      columns={[
        { title: t('time'), dataIndex: 'askedAt', render: (at: string) => <At at={at} /> },
        {
          title: t('batch-no'),
          key: 'batch',
          render: (_, { terminal, batch }) => <Mono>{`${terminal}-${String(batch).padStart(6, '0')}`}</Mono>,
        },
        {
          title: t('ours'),
          key: 'ours',
          render: (_, { sales, salesFen, voids, voidsFen }) => said({ sales, salesFen, voids, voidsFen }),
        },
        {
          title: t('theirs'),
          dataIndex: 'theirs',
          render: (theirs: Batch['theirs']) => (theirs ? said(theirs) : '—'),
        },
        {
          title: t('state'),
          dataIndex: 'status',
          render: (status: Batch['status']) => (
            <StatusTag group="batch" status={status} tone={batchTones[status]} />
          ),
        },
      ]}
    />
  );
}
