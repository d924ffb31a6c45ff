import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Popconfirm, Space } from 'antd';
import type { Answer } from '../../api/answers.ts';
import { get, post } from '../../api/http.ts';
import { useMay } from '../../app/session.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { texts } from './texts.ts';

type Report = Answer<'GET /staff/service-reports'>['reports'][number];

/** The monthly reports: read, published, downloaded. */
export function Page() {
  const t = useFeatureTexts(texts);
  const reports = useQuery({
    queryKey: ['service-reports'],
    queryFn: () => get<{ reports: Report[] }>('/staff/service-reports'),
  });
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')} />
      <Loaded query={reports}>
        {({ reports: rows }) =>
          rows.length === 0 ? (
            <EmptyState title={t('none')} hint={t('none-hint')} />
          ) : (
            rows.map(report => <Shown key={report.month} report={report} />)
          )
        }
      </Loaded>
    </>
  );
}

function Shown({ report: { month, publishedAt, content } }: { report: Report }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const { ratings, followUps, suggestions } = content;
  type Row = Report['content']['kinds'][number];
  return (
    <Sheet title={month} extra={<Deeds month={month} published={publishedAt !== null} />}>
      <DataTable<Row>
        label={`${t('title')} ${month}`}
        rowKey="kind"
        dataSource={content.kinds}
        columns={[
          { title: t('kind'), key: 'kind', render: (_, { kind }) => word('case-kind', kind) },
          { title: t('opened'), dataIndex: 'opened', align: 'right' },
          { title: t('answered'), dataIndex: 'answered', align: 'right' },
          { title: t('in-time'), dataIndex: 'inTime', align: 'right' },
          { title: t('upheld'), dataIndex: 'upheld', align: 'right' },
        ]}
      />
      <p>
        {t('shares', {
          ratings: ratings.count,
          satisfied: ratings.satisfied,
          followUps: followUps.answered,
          content: followUps.satisfied,
          reopened: followUps.reopened,
          adopted: suggestions.adopted,
          awarded: suggestions.awarded,
        })}
      </p>
      <h3>{t('findings')}</h3>
      {content.findings.length === 0 ? <p className="soft">{t('no-findings')}</p> : null}
      <ul>
        {content.findings.map(({ kind, summary }) => (
          <li key={summary}>
            {word('case-kind', kind)} · {summary}
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

function Deeds({ month, published }: { month: string; published: boolean }) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const may = useMay();
  const client = useQueryClient();
  const publish = useMutation({
    mutationFn: () => post<Report>(`/staff/service-reports/${month}/publication`),
    onSettled: () => client.invalidateQueries({ queryKey: ['service-reports'] }),
  });
  return (
    <Space wrap>
      <ProblemList error={publish.error} />
      <StatusTag
        status={published ? 'published' : 'unpublished'}
        tone={published ? 'good' : 'waits'}
        text={t(published ? 'published' : 'unpublished')}
      />
      <a href={`/api/v1/staff/service-reports/${month}/pdf`} target="_blank" rel="noreferrer">
        {t('pdf')}
      </a>
      {!published && may('POST /staff/service-reports/:month/publication') ? (
        <Popconfirm
          title={t('publish')}
          description={t('publish-hint')}
          okText={t('publish')}
          cancelText={common('action.cancel')}
          onConfirm={() => publish.mutate()}
        >
          <Button size="small" type="primary" loading={publish.isPending}>
            {t('publish')}
          </Button>
        </Popconfirm>
      ) : null}
    </Space>
  );
}
