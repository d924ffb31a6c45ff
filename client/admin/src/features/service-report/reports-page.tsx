import { useQuery } from '@tanstack/react-query';
import { Button, Space } from 'antd';
import { useState } from 'react';
import type { Answer } from '../../api/answers.ts';
import { get } from '../../api/http.ts';
import { useMay } from '../../app/session.tsx';
import { ListTable } from '../../components/list-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { PublishDialog } from './publish-dialog.tsx';
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

function Shown({ report }: { report: Report }) {
  const { month, content, keptBack } = report;
  const t = useFeatureTexts(texts);
  const word = useWord();
  const { ratings, followUps, suggestions } = content;
  type Row = Report['content']['kinds'][number];
  return (
    <Sheet title={month} extra={<Deeds report={report} />}>
      <ListTable<Row>
        list="service-reports"
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
        {content.findings.map(({ kind, summary }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two summaries may be equal, and a report stays as it was written
          <li key={place}>
            {word('case-kind', kind)} · {summary}
            {keptBack.includes(place) ? <span className="soft"> · {t('kept-back')}</span> : null}
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

function Deeds({ report: { month, publishedAt, content } }: { report: Report }) {
  const t = useFeatureTexts(texts);
  const may = useMay();
  const [publishing, setPublishing] = useState(false);
  const published = publishedAt !== null;
  return (
    <Space wrap>
      <StatusTag
        status={published ? 'published' : 'unpublished'}
        tone={published ? 'good' : 'waits'}
        text={t(published ? 'published' : 'unpublished')}
      />
      <a href={`/api/v1/staff/service-reports/${month}/pdf`} target="_blank" rel="noreferrer">
        {t('pdf')}
      </a>
      {!published && may('POST /staff/service-reports/:month/publication') ? (
        <Button size="small" type="primary" onClick={() => setPublishing(true)}>
          {t('publish')}
        </Button>
      ) : null}
      {publishing ? (
        <PublishDialog month={month} findings={content.findings} onClose={() => setPublishing(false)} />
      ) : null}
    </Space>
  );
}
