import { Button } from 'antd';
import { useState } from 'react';
import type { Member } from '../../api/staff.types.ts';
import { dayOf } from '../../app/format.ts';
import { useMay, useMe } from '../../app/session.tsx';
import { ListTable } from '../../components/list-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { Loaded } from '../../components/states.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { AreasDialog } from './areas-dialog.tsx';
import { MemberDialog } from './member-dialog.tsx';
import { useMembers } from './members.queries.ts';
import { SessionsTable } from './sessions-table.tsx';
import { texts } from './texts.ts';

export function Page() {
  const t = useFeatureTexts(texts);
  const may = useMay();
  const me = useMe();
  const members = useMembers();
  const [edited, setEdited] = useState<Member | 'new' | null>(null);
  const [placed, setPlaced] = useState<Member | null>(null);
  return (
    <>
      <PageHead title={t('members.title')} hint={t('members.hint')}>
        {may('PATCH /staff/members/:id') ? (
          <Button type="primary" onClick={() => setEdited('new')}>
            {t('members.add')}
          </Button>
        ) : null}
      </PageHead>
      <div className="sheet">
        <Loaded query={members}>
          {rows => (
            <ListTable<Member>
              list="members"
              label={t('members.title')}
              rowKey="id"
              dataSource={rows}
              columns={[
                {
                  title: t('members.name'),
                  dataIndex: 'displayName',
                  render: (name: string, row) => (
                    <>
                      {name}
                      {row.username === me.username ? (
                        <span className="soft"> · {t('members.you')}</span>
                      ) : null}
                    </>
                  ),
                },
                { title: t('sign-in.username'), dataIndex: 'username', className: 'mono' },
                {
                  title: t('members.roles'),
                  dataIndex: 'roles',
                  render: (roles: Member['roles']) => roles.map(role => t(`role.${role}`)).join(' · '),
                },
                {
                  title: t('members.state'),
                  dataIndex: 'active',
                  render: (active: boolean) =>
                    active ? t('members.active') : <span className="soft">{t('members.left')}</span>,
                },
                { title: t('members.since'), dataIndex: 'createdAt', className: 'figures', render: dayOf },
                ...(may('PATCH /staff/members/:id')
                  ? [
                      {
                        title: '',
                        key: 'change',
                        align: 'right' as const,
                        render: (_: unknown, row: Member) => (
                          <>
                            <Button type="link" size="small" onClick={() => setPlaced(row)}>
                              {t('areas.short')}
                            </Button>
                            <Button type="link" size="small" onClick={() => setEdited(row)}>
                              {t('members.change')}
                            </Button>
                          </>
                        ),
                      },
                    ]
                  : []),
              ]}
            />
          )}
        </Loaded>
      </div>
      <Sheet title={t('sessions.title')} extra={<span className="soft">{t('sessions.hint')}</span>} flush>
        <SessionsTable whose="everybody" />
      </Sheet>
      {placed ? <AreasDialog member={placed} onClose={() => setPlaced(null)} /> : null}
      {edited ? (
        <MemberDialog member={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      ) : null}
    </>
  );
}
