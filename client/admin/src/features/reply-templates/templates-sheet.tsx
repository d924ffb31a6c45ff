import { Button } from 'antd';
import { useState } from 'react';
import { Allowed } from '../../app/session.tsx';
import { ListTable } from '../../components/list-table.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { Who } from '../../components/who.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { RetireButton } from './retire-button.tsx';
import { TemplateDialog } from './template-dialog.tsx';
import { type Template, useTemplates } from './templates.queries.ts';
import { texts } from './texts.ts';

export function TemplatesSheet() {
  const t = useFeatureTexts(texts);
  const templates = useTemplates();
  const [writing, setWriting] = useState(false);
  return (
    <Sheet
      title={t('templates')}
      flush
      extra={
        <Allowed to="POST /staff/reply-templates">
          <Button size="small" onClick={() => setWriting(true)}>
            {t('write-template')}
          </Button>
        </Allowed>
      }
    >
      <Loaded query={templates}>
        {({ templates: rows }) =>
          rows.length === 0 ? (
            <EmptyState title={t('no-templates')} hint={t('no-templates-hint')} />
          ) : (
            <Rows rows={rows} />
          )
        }
      </Loaded>
      {writing ? <TemplateDialog onClose={() => setWriting(false)} /> : null}
    </Sheet>
  );
}

function Rows({ rows }: { rows: Template[] }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  return (
    <ListTable<Template>
      list="reply-templates"
      label={t('templates')}
      wraps
      rowKey="id"
      dataSource={rows}
      columns={[
        { title: t('name'), dataIndex: 'name', width: 150 },
        {
          title: t('kind'),
          key: 'kind',
          width: 110,
          render: (_, { kind }) => (kind ? word('case-kind', kind) : t('all-kinds')),
        },
        {
          title: t('words'),
          key: 'words',
          render: (_, { words }) => <span style={{ whiteSpace: 'pre-wrap' }}>{words}</span>,
        },
        {
          title: t('by'),
          key: 'by',
          width: 120,
          render: (_, { writtenBy }) => (writtenBy === 'system' ? t('installed') : <Who did={writtenBy} />),
        },
        {
          key: 'retire',
          width: 80,
          render: (_, { id, name }) => (
            <Allowed to="POST /staff/reply-templates/:id/retirement">
              <RetireButton
                path={`reply-templates/${id}/retirement`}
                title={t('retire-template', { name })}
              />
            </Allowed>
          ),
        },
      ]}
    />
  );
}
