import { DataTable } from '../../components/data-table.tsx';
import { At } from '../../components/values.tsx';
import { Who } from '../../components/who.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { FileDecision } from './file-decision.tsx';
import type { DayDetail } from './reconciliation.queries.ts';
import { texts } from './texts.ts';

type File = DayDetail['files'][number];

/** Every file as it came, also those that were refused, with the line and the reason. */
export function FileTable({ files }: { files: File[] }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  return (
    <DataTable<File>
      label={t('files')}
      wraps
      rowKey="id"
      dataSource={files}
      locale={{ emptyText: t('no-files') }}
      columns={[
        {
          title: t('file-part'),
          key: 'part',
          render: (_, file) => (
            <>
              <a className="row-link" href={`/api/v1/staff/reconciliation/files/${file.id}`} download>
                {word('statement-part', file.part)}
              </a>
              <div className="soft">{word('statement-file', file.status)}</div>
              {file.refusal ? (
                <div style={{ color: 'var(--red)' }}>
                  {word('refusal', file.refusal.reason)}
                  {file.refusal.line ? ` · ${t('line-no', { line: file.refusal.line })}` : ''}{' '}
                  {file.refusal.detail}
                </div>
              ) : null}
              <FileDecision file={file} />
            </>
          ),
        },
        {
          title: t('file-rows'),
          dataIndex: 'rowCount',
          align: 'right',
          width: 90,
          render: (rows: number) => <span className="figures">{rows.toLocaleString('en-US')}</span>,
        },
        {
          title: t('file-hash'),
          dataIndex: 'sha256',
          width: 150,
          render: (hash: string) => (
            <span className="mono" title={hash}>
              {hash.slice(0, 12)}…
            </span>
          ),
        },
        {
          title: t('file-at'),
          key: 'at',
          width: 150,
          render: (_, file) => (
            <>
              <At at={file.fetchedAt} />
              <div className="soft">
                <Who did={word('fetched-by', file.fetchedBy)} />
              </div>
            </>
          ),
        },
      ]}
    />
  );
}
