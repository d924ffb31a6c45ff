import { Button } from 'antd';
import { useState } from 'react';
import { Allowed } from '../../app/session.tsx';
import { ListTable } from '../../components/list-table.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { Who } from '../../components/who.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { MacroDialog } from './macro-dialog.tsx';
import { RetireButton } from './retire-button.tsx';
import { type Macro, useMacros } from './templates.queries.ts';
import { texts } from './texts.ts';

export function MacrosSheet() {
  const t = useFeatureTexts(texts);
  const macros = useMacros();
  const [writing, setWriting] = useState(false);
  return (
    <Sheet
      title={t('macros')}
      flush
      extra={
        <Allowed to="POST /staff/case-macros">
          <Button size="small" onClick={() => setWriting(true)}>
            {t('write-macro')}
          </Button>
        </Allowed>
      }
    >
      <Loaded query={macros}>
        {({ macros: rows }) =>
          rows.length === 0 ? (
            <EmptyState title={t('no-macros')} hint={t('no-macros-hint')} />
          ) : (
            <Rows rows={rows} />
          )
        }
      </Loaded>
      {writing ? <MacroDialog onClose={() => setWriting(false)} /> : null}
    </Sheet>
  );
}

function Rows({ rows }: { rows: Macro[] }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  return (
    <ListTable<Macro>
      list="case-macros"
      label={t('macros')}
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
        { title: t('steps'), key: 'steps', render: (_, { steps }) => <Steps steps={steps} /> },
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
            <Allowed to="POST /staff/case-macros/:id/retirement">
              <RetireButton path={`case-macros/${id}/retirement`} title={t('retire-macro', { name })} />
            </Allowed>
          ),
        },
      ]}
    />
  );
}

function Steps({ steps }: { steps: Macro['steps'] }) {
  const word = useWord();
  return (
    <ol style={{ margin: 0, paddingLeft: 20 }}>
      {steps.map(({ act, outcome, grade, complaintClass, to, words }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a macro is never changed
        <li key={place}>
          {[
            word('case-act', act),
            outcome && word('case-outcome', outcome),
            grade && word('case-grade', grade),
            complaintClass && word('case-class', complaintClass),
            to,
          ]
            .filter(Boolean)
            .join(' · ')}
          {words ? <div className="soft">{words}</div> : null}
        </li>
      ))}
    </ol>
  );
}
