import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Popconfirm } from 'antd';
import type { Answer } from '../../api/answers.ts';
import { get, remove } from '../../api/http.ts';
import { useMay } from '../../app/session.tsx';
import { ListTable } from '../../components/list-table.tsx';
import { Loaded } from '../../components/states.tsx';
import { At } from '../../components/values.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { texts } from './texts.ts';

type Sessions = Answer<'GET /staff/open-sessions'>;
type Session = Sessions['sessions'][number];

/** Who is signed in: everybody, for an administrator; or only oneself. */
export function SessionsTable({ whose }: { whose: 'everybody' | 'mine' }) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const may = useMay();
  const { message } = App.useApp();
  const client = useQueryClient();
  const path = whose === 'mine' ? '/staff/me/sessions' : '/staff/open-sessions';
  const mayEnd = whose === 'mine' || may('DELETE /staff/open-sessions/:id');
  const sessions = useQuery({
    queryKey: ['sessions', whose],
    queryFn: async () => (await get<Sessions>(path)).sessions,
    refetchInterval: 30_000,
  });
  const end = useMutation({
    mutationFn: (id: string) => remove(`${path}/${id}`),
    onSuccess: () => {
      void message.success(t('sessions.ended'));
      return client.invalidateQueries({ queryKey: ['sessions'] });
    },
    onError: error => void message.error(error.message),
  });
  return (
    <Loaded query={sessions} rows={3}>
      {rows => (
        <ListTable<Session>
          list={whose === 'mine' ? 'own-sessions' : 'staff-sessions'}
          within
          label={t('sessions.title')}
          wraps
          rowKey="id"
          dataSource={rows}
          columns={[
            ...(whose === 'everybody'
              ? [
                  {
                    title: t('sessions.who'),
                    dataIndex: 'displayName',
                    render: (name: string, row: Session) => (
                      <>
                        {name} <span className="mono soft">{row.username}</span>
                      </>
                    ),
                  },
                ]
              : []),
            {
              title: t('sessions.since'),
              dataIndex: 'createdAt',
              render: (at: string, row: Session) => (
                <>
                  <At at={at} />
                  {row.current ? <span className="soft"> · {t('sessions.current')}</span> : null}
                </>
              ),
            },
            { title: t('sessions.until'), dataIndex: 'expiresAt', render: (at: string) => <At at={at} /> },
            {
              title: t('sessions.where'),
              dataIndex: 'ip',
              render: (ip: string | null) => <span className="mono">{ip ?? '—'}</span>,
            },
            {
              title: t('sessions.browser'),
              dataIndex: 'userAgent',
              render: (agent: string | null) => <span title={agent ?? ''}>{browserOf(agent)}</span>,
            },
            {
              title: '',
              key: 'end',
              align: 'right' as const,
              render: (_: unknown, row: Session) =>
                mayEnd && !row.current ? (
                  <Popconfirm
                    title={t('sessions.confirm', { name: row.displayName })}
                    okText={t('sessions.end')}
                    cancelText={common('action.cancel')}
                    onConfirm={() => end.mutate(row.id)}
                  >
                    <Button size="small">{t('sessions.end')}</Button>
                  </Popconfirm>
                ) : null,
            },
          ]}
        />
      )}
    </Loaded>
  );
}

/** "Chrome 140 · Windows" of what a browser says of itself. */
function browserOf(agent: string | null): string {
  if (!agent) return '—';
  const name = /(Edg|MicroMessenger|Firefox|Chrome|Safari)[^/]*\/(\d+)/.exec(agent);
  const system = /Windows|Mac OS X|Android|iPhone|Linux/.exec(agent)?.[0];
  return [name ? `${name[1]} ${name[2]}` : agent.slice(0, 24), system].filter(Boolean).join(' · ');
}
