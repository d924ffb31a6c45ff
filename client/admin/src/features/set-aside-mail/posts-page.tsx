import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useNavigate } from 'react-router-dom';
import type { Answer } from '../../api/answers.ts';
import { get } from '../../api/http.ts';
import { usePostOnce } from '../../api/post-once.ts';
import { waitingAt } from '../../app/feature.ts';
import { useMay, useMe } from '../../app/session.tsx';
import { ListTable } from '../../components/list-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { PagedSheet } from '../../components/paged-sheet.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useFilters } from '../../components/use-filters.ts';
import { At } from '../../components/values.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { texts } from './texts.ts';

type List = Answer<'GET /staff/official-account/set-aside'>;
type Post = List['messages'][number];

/** What followers of the official account wrote that no case was made of. */
export function Page() {
  const t = useFeatureTexts(texts);
  const sees = useMe().roles.includes('supervisor');
  const may = useMay()('POST /staff/official-account/set-aside/:id/case');
  const { page, toPage } = useFilters();
  const list = useQuery({
    queryKey: ['set-aside-posts', page],
    queryFn: () => get<List>('/staff/official-account/set-aside', { page }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <PageHead title={t('posts')} hint={t('posts-hint')} />
      <PagedSheet
        query={list}
        page={page}
        toPage={toPage}
        rowsOf={({ messages }) => messages}
        hasMore={({ hasMore }) => hasMore}
        empty={{ title: t('no-posts'), hint: t('no-posts-hint') }}
      >
        {({ messages }) => (
          <ListTable<Post>
            list="set-aside-posts"
            label={t('posts')}
            wraps
            rowKey="id"
            dataSource={messages}
            columns={[
              {
                title: t('reason'),
                key: 'reason',
                width: 190,
                render: (_, { reason }) => <StatusTag group="post-reason" status={reason} tone="waits" />,
              },
              {
                title: t('words'),
                key: 'words',
                render: (_, { kept, words }) =>
                  words ?? (
                    <span className="soft">{t(kept ? (sees ? 'no-text' : 'supervisors-only') : 'gone')}</span>
                  ),
              },
              {
                title: t('follower'),
                key: 'follower',
                width: 120,
                render: (_, { sender }) => <span className="mono">{sender}</span>,
              },
              {
                title: t('stored'),
                key: 'stored',
                width: 150,
                render: (_, { storedAt }) => <At at={storedAt} />,
              },
              {
                key: 'decide',
                width: 140,
                render: (_, { id, kept, words }) => (may && kept && words ? <MakeCase id={id} /> : null),
              },
            ]}
          />
        )}
      </PagedSheet>
    </>
  );
}

/** Read and found worth it: the case is what the supervisor sees next. */
function MakeCase({ id }: { id: number }) {
  const t = useFeatureTexts(texts);
  const client = useQueryClient();
  const postOnce = usePostOnce();
  const navigate = useNavigate();
  const make = useMutation({
    mutationFn: () => postOnce<{ caseNo: string }>(`/staff/official-account/set-aside/${id}/case`, {}),
    onSuccess: ({ caseNo }) => navigate(`/cases/${caseNo}`),
    onSettled: () =>
      Promise.all(
        [['set-aside-posts'], ...waitingAt('/cases?view=unassigned')].map(queryKey =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  });
  return (
    <>
      <Button size="small" loading={make.isPending} onClick={() => make.mutate()}>
        {t('make-case')}
      </Button>
      <ProblemList error={make.error} />
    </>
  );
}
