import { Button } from 'antd';
import { useState } from 'react';
import { useMay } from '../../app/session.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { Loaded } from '../../components/states.tsx';
import { useNameOf } from '../../components/use-name-of.ts';
import { At } from '../../components/values.tsx';
import { Who } from '../../components/who.tsx';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { type Kind, type Team, useKinds, useTeams } from './applications.queries.ts';
import { useInLanguage } from './in-language.ts';
import { KindDialog } from './kind-dialog.tsx';
import { TeamDialog } from './team-dialog.tsx';
import { texts } from './texts.ts';

/** Who does what where, and what each kind of application takes. */
export function Page() {
  const t = useFeatureTexts(texts);
  const teams = useTeams();
  const kinds = useKinds();
  return (
    <>
      <PageHead title={t('set-up')} hint={t('set-up-hint')} />
      <Loaded query={teams}>{data => <Teams teams={data.teams} />}</Loaded>
      <Loaded query={kinds}>{data => <Kinds kinds={data.kinds} />}</Loaded>
    </>
  );
}

function Teams({ teams }: { teams: Team[] }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const { language } = useTexts();
  const may = useMay();
  const nameOf = useNameOf();
  const [open, setOpen] = useState<Team | 'new' | null>(null);
  const mayPut = may('PUT /staff/service-teams/:code');
  return (
    <Sheet
      title={t('teams')}
      flush
      extra={
        mayPut ? (
          <Button size="small" onClick={() => setOpen('new')}>
            {t('team-add')}
          </Button>
        ) : null
      }
    >
      <DataTable<Team>
        label={t('teams')}
        wraps
        rowKey="code"
        dataSource={teams}
        columns={[
          {
            title: t('team'),
            key: 'name',
            render: (_, team) => {
              const name = language === 'zh' ? team.nameZh : team.nameEn;
              return mayPut ? (
                <Button type="link" size="small" style={{ paddingInline: 0 }} onClick={() => setOpen(team)}>
                  {name}
                </Button>
              ) : (
                name
              );
            },
          },
          {
            title: t('duties'),
            key: 'duties',
            render: (_, { duties }) =>
              duties.map(duty => word('application-duty', duty)).join(t('text.list')),
          },
          {
            title: t('area'),
            key: 'area',
            render: (_, { regionCode, districts }) => [regionCode ?? t('everywhere'), ...districts].join(' '),
          },
          {
            title: t('team-members'),
            key: 'members',
            render: (_, { members }) => members.map(nameOf).join(t('text.list')) || '—',
          },
        ]}
      />
      {open ? <TeamDialog team={open === 'new' ? null : open} onClose={() => setOpen(null)} /> : null}
    </Sheet>
  );
}

function Kinds({ kinds }: { kinds: Kind[] }) {
  const t = useFeatureTexts(texts);
  const inLanguage = useInLanguage();
  const may = useMay();
  const [adding, setAdding] = useState(false);
  return (
    <Sheet
      title={t('kinds')}
      flush
      extra={
        may('POST /staff/application-kinds') ? (
          <Button size="small" onClick={() => setAdding(true)}>
            {t('kind-add')}
          </Button>
        ) : null
      }
    >
      <DataTable<Kind>
        label={t('kinds')}
        wraps
        rowKey="code"
        dataSource={kinds}
        columns={[
          { title: t('kind'), key: 'name', render: (_, { name }) => inLanguage(name) },
          { title: t('version'), key: 'version', render: (_, { version }) => version, align: 'right' },
          {
            title: t('limit'),
            key: 'limit',
            render: (_, { limit }) => t('working-days', { count: limit.workingDays }),
          },
          { title: t('source'), key: 'source', render: (_, { limit }) => limit.source },
          {
            title: t('added'),
            key: 'added',
            render: (_, { addedBy, addedAt }) => (
              <>
                {addedBy === 'shipped' ? t('shipped') : <Who did={addedBy} />} <At at={addedAt} />
              </>
            ),
          },
        ]}
      />
      {adding ? <KindDialog onClose={() => setAdding(false)} /> : null}
    </Sheet>
  );
}
