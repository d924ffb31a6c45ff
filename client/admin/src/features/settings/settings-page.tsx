import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { Answer } from '../../api/answers.ts';
import { get } from '../../api/http.ts';
import { dayOf } from '../../app/format.ts';
import { useMay } from '../../app/session.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { At } from '../../components/values.tsx';
import { Who } from '../../components/who.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { RetentionSheet } from './retention-sheet.tsx';
import { SettingDialog } from './setting-dialog.tsx';
import { SettingValue } from './setting-value.tsx';
import { texts } from './texts.ts';

type Settings = Answer<'GET /staff/settings'>;
export type Setting = Settings['settings'][number];
type Change = Settings['history'][number];

export function Page() {
  const t = useFeatureTexts(texts);
  const may = useMay();
  const [changed, setChanged] = useState<Setting | null>(null);
  const settings = useQuery({ queryKey: ['settings'], queryFn: () => get<Settings>('/staff/settings') });
  return (
    <>
      <PageHead title={t('settings.title')} hint={t('settings.hint')} />
      <Loaded query={settings}>
        {data => (
          <>
            <div className="sheet">
              <DataTable<Setting>
                label={t('settings.title')}
                wraps
                rowKey="name"
                dataSource={data.settings}
                columns={[
                  {
                    title: t('settings.name'),
                    dataIndex: 'name',
                    render: (name: Setting['name']) => (
                      <>
                        {t(`setting.${name}`)}
                        <div className="soft">{t(`setting-note.${name}`)}</div>
                      </>
                    ),
                  },
                  {
                    title: t('settings.value'),
                    dataIndex: 'value',
                    render: (_, row) => (
                      <strong>
                        <SettingValue name={row.name} value={row.value} />
                      </strong>
                    ),
                  },
                  {
                    title: t('settings.since'),
                    dataIndex: 'since',
                    render: (since: string | null) =>
                      since ? <At at={since} /> : <span className="soft">{t('settings.environment')}</span>,
                  },
                  {
                    title: '',
                    key: 'change',
                    align: 'right',
                    render: (_, row) =>
                      may('POST /staff/settings') ? (
                        <Button size="small" onClick={() => setChanged(row)}>
                          {t('settings.change')}
                        </Button>
                      ) : null,
                  },
                ]}
              />
            </div>
            {may('GET /staff/document-retention') ? <RetentionSheet /> : null}
            <Sheet title={t('settings.history')} flush>
              {data.history.length === 0 ? (
                <EmptyState title={t('settings.none')} hint={t('settings.none-hint')} />
              ) : (
                <History changes={data.history} />
              )}
            </Sheet>
          </>
        )}
      </Loaded>
      {changed ? <SettingDialog setting={changed} onClose={() => setChanged(null)} /> : null}
    </>
  );
}

const tones = { scheduled: 'waits', 'in-force': 'good', past: 'plain' } as const;

function History({ changes }: { changes: Change[] }) {
  const t = useFeatureTexts(texts);
  return (
    <DataTable<Change>
      label={t('settings.history')}
      wraps
      rowKey="id"
      dataSource={changes}
      pageSize={20}
      columns={[
        {
          title: t('settings.name'),
          dataIndex: 'name',
          render: (name: Setting['name'], row) => (
            <>
              {t(`setting.${name}`)}
              <div className="soft">{row.reason}</div>
            </>
          ),
        },
        {
          title: t('settings.new'),
          dataIndex: 'value',
          render: (_, row) => <SettingValue name={row.name} value={row.value} />,
        },
        {
          title: t('settings.from'),
          dataIndex: 'validFrom',
          render: (from: string) => <span className="figures">{dayOf(from)}</span>,
        },
        {
          title: t('settings.state'),
          dataIndex: 'state',
          render: (state: Change['state']) => (
            <StatusTag text={t(`setting-state.${state}`)} status={state} tone={tones[state]} />
          ),
        },
        {
          title: t('settings.by'),
          dataIndex: 'setBy',
          render: (by: string, row) => (
            <>
              <Who did={by} />{' '}
              <span className="soft">
                <At at={row.setAt} />
              </span>
            </>
          ),
        },
      ]}
    />
  );
}
