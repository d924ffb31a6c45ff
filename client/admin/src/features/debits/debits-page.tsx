import { App, Button, Segmented } from 'antd';
import { useState } from 'react';
import { Link, Outlet, useSearchParams } from 'react-router-dom';
import { Allowed } from '../../app/session.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ListTable } from '../../components/list-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { Pager } from '../../components/pager.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { StatusTag, type Tone } from '../../components/status-tag.tsx';
import { At, Money } from '../../components/values.tsx';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { BankDialog } from './bank-dialog.tsx';
import {
  type Arrival,
  type Bank,
  type DebitFile,
  useArrivals,
  useBanks,
  useFiles,
} from './debits.queries.ts';
import { StartDialog } from './start-dialog.tsx';
import { debitTexts } from './texts.ts';
import { UploadDialog } from './upload-dialog.tsx';

export const fileTones: Record<string, Tone> = {
  planned: 'plain',
  written: 'plain',
  sent: 'waits',
  answered: 'good',
  refused: 'bad',
  expired: 'bad',
};
const shown = ['sent', 'expired', 'answered'] as const;

export function Page() {
  const t = useFeatureTexts(debitTexts);
  const { message } = App.useApp();
  const [dialog, setDialog] = useState<'start' | 'upload' | { bank: Bank | null } | null>(null);
  const banks = useBanks();
  const list = banks.data ?? [];
  const close = () => setDialog(null);
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')}>
        <div style={{ display: 'flex', gap: 8 }}>
          <Allowed to="POST /staff/debit-results">
            <Button onClick={() => setDialog('upload')} disabled={list.length === 0}>
              {t('upload')}
            </Button>
          </Allowed>
          <Allowed to="POST /staff/debit-batches">
            <Button type="primary" onClick={() => setDialog('start')} disabled={list.length === 0}>
              {t('start')}
            </Button>
          </Allowed>
        </div>
      </PageHead>
      <Files />
      <Arrivals />
      <Banks banks={list} onEdit={bank => setDialog({ bank })} />
      {dialog === 'start' ? (
        <StartDialog banks={list} onClose={close} onDone={text => void message.success(text)} />
      ) : null}
      {dialog === 'upload' ? (
        <UploadDialog banks={list} onClose={close} onDone={text => void message.success(text)} />
      ) : null}
      {dialog && typeof dialog === 'object' ? <BankDialog bank={dialog.bank} onClose={close} /> : null}
      <Outlet />
    </>
  );
}

function Files() {
  const t = useFeatureTexts(debitTexts);
  const word = useWord();
  const [params, setParams] = useSearchParams();
  const status = params.get('status') ?? 'all';
  const [page, setPage] = useState(1);
  const files = useFiles(status === 'all' ? undefined : status, page);
  return (
    <Sheet
      title={t('files')}
      flush
      extra={
        <Segmented
          size="small"
          value={status}
          onChange={next => {
            setPage(1);
            setParams(next === 'all' ? {} : { status: next });
          }}
          options={[
            { value: 'all', label: t('all') },
            ...shown.map(value => ({ value, label: word('debit-file', value) })),
          ]}
        />
      }
    >
      <Loaded query={files}>
        {({ files: rows, hasMore }) =>
          rows.length === 0 ? (
            <EmptyState title={t('none')} hint={t('none-hint')} />
          ) : (
            <>
              <FileTable rows={rows} status={status === 'all' ? '' : status} />
              <Pager page={page} hasMore={hasMore} onPage={setPage} />
            </>
          )
        }
      </Loaded>
    </Sheet>
  );
}

function FileTable({ rows, status }: { rows: DebitFile[]; status: string }) {
  const t = useFeatureTexts(debitTexts);
  return (
    <ListTable<DebitFile>
      list="debit-files"
      exports={{
        route: 'GET /staff/exports/debit-files',
        path: '/staff/exports/debit-files',
        query: { status },
      }}
      label={t('files')}
      rowKey="name"
      dataSource={rows}
      columns={[
        {
          title: t('file'),
          dataIndex: 'name',
          render: (name: string) => (
            <Link className="row-link mono" to={`/debits/${name}`}>
              {name}
            </Link>
          ),
        },
        {
          title: t('status'),
          key: 'status',
          render: (_, { status, releaseAskedBy }) => (
            <>
              <StatusTag group="debit-file" status={status} tone={fileTones[status]} />
              {status === 'expired' && releaseAskedBy ? (
                <span className="soft"> {t('release-waits')}</span>
              ) : null}
            </>
          ),
        },
        { title: t('rows'), dataIndex: 'rows', align: 'right', onCell: () => ({ className: 'figures' }) },
        {
          title: t('total'),
          dataIndex: 'totalFen',
          align: 'right',
          render: (fen: number) => <Money fen={fen} />,
        },
        {
          title: t('taken'),
          key: 'taken',
          align: 'right',
          render: (_, { takenFen, takenRows }) =>
            takenFen === null ? (
              '—'
            ) : (
              <>
                <Money fen={takenFen} /> <span className="soft figures">({takenRows})</span>
              </>
            ),
        },
        { title: t('deadline'), dataIndex: 'deadline', render: (at: string) => <At at={at} /> },
        {
          title: t('clearing'),
          dataIndex: 'clearingOn',
          onCell: () => ({ className: 'figures' }),
          render: (on: string | null) => on ?? '—',
        },
      ]}
    />
  );
}

function Arrivals() {
  const t = useFeatureTexts(debitTexts);
  const { language } = useTexts();
  const arrivals = useArrivals();
  return (
    <Sheet title={t('arrivals')} flush>
      <Loaded query={arrivals} rows={3}>
        {({ arrivals: rows }) =>
          rows.length === 0 ? (
            <EmptyState title={t('arrivals-none')} hint={t('arrivals-hint')} />
          ) : (
            <DataTable<Arrival>
              label={t('arrivals')}
              rowKey={row => `${row.name}-${row.receivedAt}`}
              dataSource={rows.slice(0, 20)}
              columns={[
                { title: t('file'), dataIndex: 'name', onCell: () => ({ className: 'mono' }) },
                {
                  title: t('outcome'),
                  key: 'outcome',
                  render: (_, { outcome, line, reasonText }) =>
                    outcome === 'taken' ? (
                      <span className="soft">{t('outcome-taken')}</span>
                    ) : (
                      <span style={{ color: 'var(--red)' }}>
                        {`${t('outcome-refused')}: ${line ? `${t('line', { line })}, ` : ''}${reasonText?.[language] ?? ''}`}
                      </span>
                    ),
                },
                { title: t('from'), dataIndex: 'origin' },
                { title: t('received'), dataIndex: 'receivedAt', render: (at: string) => <At at={at} /> },
              ]}
            />
          )
        }
      </Loaded>
    </Sheet>
  );
}

function Banks({ banks, onEdit }: { banks: Bank[]; onEdit: (bank: Bank | null) => void }) {
  const t = useFeatureTexts(debitTexts);
  const { language } = useTexts();
  return (
    <Sheet
      title={t('banks')}
      flush
      extra={
        <Allowed to="PUT /staff/debit-banks/:code">
          <Button size="small" onClick={() => onEdit(null)}>
            {t('add-bank')}
          </Button>
        </Allowed>
      }
    >
      <DataTable<Bank>
        label={t('banks')}
        rowKey="code"
        dataSource={banks}
        locale={{ emptyText: '—' }}
        columns={[
          {
            title: t('bank'),
            key: 'name',
            render: (_, bank) => (
              <>
                {language === 'zh' ? bank.nameZh : bank.nameEn} <span className="soft mono">{bank.code}</span>
              </>
            ),
          },
          {
            title: t('by'),
            key: 'by',
            render: (_, { sftp }) =>
              sftp ? <span className="mono">{`${sftp.host}:${sftp.port}`}</span> : t('by-hand'),
          },
          {
            title: t('key-id'),
            key: 'key',
            render: (_, { keyId, previousKeyId }) => (
              <span className="mono">{previousKeyId ? `${keyId} (${previousKeyId})` : keyId}</span>
            ),
          },
          {
            title: '',
            key: 'edit',
            align: 'right',
            render: (_, bank) => (
              <Allowed to="PUT /staff/debit-banks/:code">
                <Button size="small" type="link" onClick={() => onEdit(bank)}>
                  {t('edit')}
                </Button>
              </Allowed>
            ),
          },
        ]}
      />
    </Sheet>
  );
}
