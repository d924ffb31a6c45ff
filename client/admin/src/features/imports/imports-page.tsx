import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Drawer, Progress, Segmented } from 'antd';
import { type DragEvent, useRef, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { Answer } from '../../api/answers.ts';
import { get } from '../../api/http.ts';
import { upload } from '../../api/upload.ts';
import { Allowed } from '../../app/session.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { Icon } from '../../components/icon.tsx';
import { ListTable } from '../../components/list-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { Facts } from '../../components/sheet.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { At, Mono } from '../../components/values.tsx';
import { Who } from '../../components/who.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { texts } from './texts.ts';

type Import = Answer<'GET /staff/imports/:importId'>;
type ImportRow = Answer<'GET /staff/imports'>['imports'][number];
const kinds = ['accounts', 'meters', 'readings', 'opening-energy', 'grid-points', 'grid-streets'] as const;
type Kind = (typeof kinds)[number];

export function Page() {
  const t = useFeatureTexts(texts);
  const [params, setParams] = useSearchParams();
  const opened = params.get('import');
  const imports = useQuery({
    queryKey: ['imports'],
    queryFn: async () => (await get<{ imports: ImportRow[] }>('/staff/imports')).imports,
  });
  const open = (id: number) => setParams({ import: String(id) });
  return (
    <>
      <PageHead title={t('imports.title')} hint={t('imports.hint')} />
      <Allowed to="POST /staff/imports">
        <UploadBox onDone={open} />
      </Allowed>
      <div className="sheet">
        <Loaded query={imports}>
          {rows =>
            rows.length === 0 ? (
              <EmptyState title={t('imports.none')} hint={t('imports.none-hint')} />
            ) : (
              <ImportTable rows={rows} onOpen={open} />
            )
          }
        </Loaded>
      </div>
      {opened ? <ImportPanel id={opened} onClose={() => setParams({})} /> : null}
    </>
  );
}

/** What each file must have in its first line. */
const columnsOf: Record<Kind, string> = {
  accounts:
    'account_no, region, category, district, street, building, room, holder_name, contract_no, held_from',
  meters: 'asset_no, account_no, installed_on, opening_total_kwh',
  readings: 'meter_asset_no, read_on, total_kwh',
  'opening-energy': 'account_no, used_to, energy_kwh',
  'grid-points': 'code, name, region, area_kind, lat, lon',
  'grid-streets': 'point_code, district, street, area_kind, lat, lon',
};

function UploadBox({ onDone }: { onDone: (id: number) => void }) {
  const t = useFeatureTexts(texts);
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [kind, setKind] = useState<Kind>('readings');
  const [file, setFile] = useState<File | null>(null);
  const [part, setPart] = useState(0);
  const send = useMutation({
    mutationFn: (chosen: File) =>
      upload<Import>('/staff/imports', { kind, name: chosen.name }, chosen, setPart),
    onSuccess: done => {
      setFile(null);
      onDone(done.id);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['imports'] }),
  });
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setFile(event.dataTransfer.files[0] ?? null);
  };
  return (
    <section
      className="upload-box"
      aria-label={t('imports.choose')}
      onDragOver={event => event.preventDefault()}
      onDrop={drop}
    >
      <Segmented<Kind>
        value={kind}
        onChange={setKind}
        options={kinds.map(value => ({ value, label: t(`import-kind.${value}`) }))}
      />
      <p className="soft">
        {t('imports.columns')} <span className="mono">{columnsOf[kind]}</span>
      </p>
      <ProblemList error={send.error} />
      {send.isPending ? (
        <div aria-live="polite">
          <Progress percent={Math.round(part * 100)} showInfo={false} />
          {part < 1 ? t('imports.sending', { percent: Math.round(part * 100) }) : t('imports.checking')}
        </div>
      ) : (
        <div className="upload-row">
          <input
            ref={input}
            type="file"
            accept=".csv,text/csv"
            hidden
            aria-label={t('imports.choose')}
            onChange={event => {
              setFile(event.target.files?.[0] ?? null);
              event.target.value = '';
            }}
          />
          <Button icon={<Icon name="upload" size={16} />} onClick={() => input.current?.click()}>
            {t('imports.choose')}
          </Button>
          {file ? (
            <Button type="primary" onClick={() => send.mutate(file)}>
              {t('imports.upload', { name: file.name })}
            </Button>
          ) : (
            <span className="soft">{t('imports.drop')}</span>
          )}
        </div>
      )}
    </section>
  );
}

function ImportTable({ rows, onOpen }: { rows: ImportRow[]; onOpen: (id: number) => void }) {
  const t = useFeatureTexts(texts);
  const count = (value: number) => <span className="figures">{value.toLocaleString('en-US')}</span>;
  return (
    <ListTable<ImportRow>
      list="imports"
      label={t('imports.title')}
      rowKey="id"
      dataSource={rows}
      pageSize={25}
      columns={[
        {
          title: t('imports.file'),
          dataIndex: 'sourceName',
          render: (name: string, row) => (
            <Button type="link" size="small" style={{ paddingInline: 0 }} onClick={() => onOpen(row.id)}>
              {name}
            </Button>
          ),
        },
        { title: t('imports.kind'), dataIndex: 'kind', render: (kind: Kind) => t(`import-kind.${kind}`) },
        { title: t('imports.accepted'), dataIndex: 'accepted', align: 'right', render: count },
        { title: t('imports.unchanged'), dataIndex: 'unchanged', align: 'right', render: count },
        {
          title: t('imports.rejected'),
          dataIndex: 'rejected',
          align: 'right',
          render: (rejected: number) => <span className={rejected > 0 ? 'owed' : ''}>{count(rejected)}</span>,
        },
        { title: t('imports.by'), key: 'by', render: (_, { importedBy }) => <Who did={importedBy} /> },
        { title: t('imports.at'), dataIndex: 'createdAt', render: (at: string) => <At at={at} /> },
      ]}
    />
  );
}

function ImportPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const { language } = useTexts();
  const done = useQuery({ queryKey: ['import', id], queryFn: () => get<Import>(`/staff/imports/${id}`) });
  return (
    <Drawer
      open
      size="min(720px, calc(100vw - 56px))"
      mask={false}
      title={t('imports.one', { id })}
      onClose={onClose}
    >
      <Loaded query={done}>
        {data => (
          <>
            <Facts
              facts={[
                [t('imports.file'), data.sourceName],
                [t('imports.kind'), t(`import-kind.${data.kind}`)],
                [t('imports.accepted'), data.accepted],
                [t('imports.unchanged'), data.unchanged],
                [t('imports.rejected'), data.rejected],
                [t('imports.by'), <Who key="by" did={data.importedBy} />],
                [t('imports.at'), <At key="at" at={data.createdAt} />],
                [t('imports.fingerprint'), <Mono key="sha">{data.sha256.slice(0, 16)}</Mono>],
              ]}
            />
            <h2 className="dialog-part">{t('imports.errors')}</h2>
            {data.errors.length === 0 ? (
              <p className="soft no-top">{t('imports.no-errors')}</p>
            ) : (
              <div className="sheet">
                <DataTable
                  label={t('imports.errors')}
                  wraps
                  rowKey={error => `${error.line}${error.field}${error.rule}`}
                  dataSource={data.errors}
                  footer={data.rejected > data.errors.length ? () => t('imports.first-thousand') : undefined}
                  columns={[
                    { title: t('imports.line'), dataIndex: 'line', width: 80, className: 'figures' },
                    {
                      title: t('imports.field'),
                      dataIndex: 'field',
                      render: (field: string) => <Mono>{field}</Mono>,
                    },
                    {
                      title: t('imports.problem'),
                      key: 'problem',
                      render: (_, error) => (language === 'zh' ? error.messageZh : error.messageEn),
                    },
                  ]}
                />
              </div>
            )}
          </>
        )}
      </Loaded>
    </Drawer>
  );
}
