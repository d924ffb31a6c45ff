import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { post } from '../../api/http.ts';
import { useMay } from '../../app/session.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ListTable } from '../../components/list-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { At } from '../../components/values.tsx';
import { Who } from '../../components/who.tsx';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { type Draft, type Edition, readTemplates, type Templates } from './messages.queries.ts';
import { TemplateDialog } from './template-dialog.tsx';
import { texts } from './texts.ts';

type Kind = Templates['events'][number];

export function Page() {
  const t = useFeatureTexts(texts);
  const templates = useQuery({ queryKey: ['message-templates'], queryFn: readTemplates });
  const [draft, setDraft] = useState<{ draft: Draft; names: string[] } | null>(null);
  return (
    <>
      <PageHead title={t('templates')} hint={t('templates-hint')} />
      <Loaded query={templates}>
        {({ events, editions }) => (
          <>
            {editions.some(({ status }) => status === 'draft') ? (
              <Sheet title={t('drafts')} flush>
                <Editions rows={editions.filter(({ status }) => status === 'draft')} />
              </Sheet>
            ) : null}
            <Sheet title={t('templates')} flush>
              <Kinds rows={events} onEdit={setDraft} />
            </Sheet>
            {editions.length > 0 ? (
              <Sheet title={t('editions')} flush>
                <Editions rows={editions} />
              </Sheet>
            ) : null}
          </>
        )}
      </Loaded>
      {draft ? <TemplateDialog {...draft} onClose={() => setDraft(null)} /> : null}
    </>
  );
}

interface KindsProps {
  rows: Kind[];
  onEdit: (edit: { draft: Draft; names: string[] }) => void;
}

function Kinds({ rows, onEdit }: KindsProps) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const { language } = useTexts();
  const may = useMay();
  return (
    <ListTable<Kind>
      list="message-templates"
      label={t('templates')}
      rowKey="event"
      wraps
      dataSource={rows}
      columns={[
        {
          title: t('what'),
          dataIndex: 'event',
          width: 190,
          render: (event: string, row) => (
            <>
              {row.inForce[language].title}
              <div className="soft">{`${word('notice-class', row.class)} · ${event}`}</div>
            </>
          ),
        },
        ...(['zh', 'en'] as const).map(language => ({
          title: language === 'zh' ? '中文' : 'English',
          key: language,
          render: (_: unknown, row: Kind) => (
            <>
              {row.inForce[language].body}
              <div className="soft">{t('version', { version: row.inForce[language].version })}</div>
              {may('POST /staff/message-templates') ? (
                <Button
                  size="small"
                  onClick={() => {
                    const { title, body, sms } = row.inForce[language];
                    onEdit({ draft: { event: row.event, language, title, body, sms }, names: row.names });
                  }}
                >
                  {t('edit')}
                </Button>
              ) : null}
            </>
          ),
        })),
      ]}
    />
  );
}

function Editions({ rows }: { rows: Edition[] }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const may = useMay();
  const client = useQueryClient();
  const decide = useMutation({
    mutationFn: ({ id, approve }: { id: number; approve: boolean }) =>
      post(`/staff/message-templates/${id}/decision`, { approve }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['message-templates'] }),
  });
  return (
    <>
      <ProblemList error={decide.error} />
      <DataTable<Edition>
        label={t('editions')}
        rowKey="id"
        wraps
        dataSource={rows}
        columns={[
          {
            title: t('what'),
            key: 'what',
            render: (_, row) => (
              <>
                {`${word('event', row.event)} · ${row.language} · ${t('version', { version: row.version })}`}
                <div>{row.body}</div>
                <div className="soft">{row.sms}</div>
              </>
            ),
          },
          {
            title: t('by'),
            key: 'by',
            render: (_, row) => (
              <>
                <Who did={row.createdBy} /> <At at={row.createdAt} />
              </>
            ),
          },
          {
            title: t('status'),
            dataIndex: 'status',
            render: (status: string) => (
              <StatusTag
                group="edition"
                status={status}
                tone={status === 'approved' ? 'good' : status === 'draft' ? 'waits' : 'plain'}
              />
            ),
          },
          {
            title: '',
            key: 'decide',
            align: 'right',
            render: (_, row) =>
              row.status === 'draft' && may('POST /staff/message-templates/:id/decision') ? (
                <>
                  <Button size="small" onClick={() => decide.mutate({ id: row.id, approve: true })}>
                    {t('approve')}
                  </Button>{' '}
                  <Button size="small" onClick={() => decide.mutate({ id: row.id, approve: false })}>
                    {t('refuse')}
                  </Button>
                </>
              ) : null,
          },
        ]}
      />
    </>
  );
}
