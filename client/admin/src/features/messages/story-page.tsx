import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router-dom';
import { post } from '../../api/http.ts';
import { useMay } from '../../app/session.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { At, Mono } from '../../components/values.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { readStory, type Story } from './messages.queries.ts';
import { texts } from './texts.ts';
import { noticeTone } from './tones.ts';

export function Page() {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const { id = '' } = useParams();
  const story = useQuery({ queryKey: ['notice', id], queryFn: () => readStory(id) });
  return (
    <Loaded query={story}>
      {data => (
        <>
          <PageHead title={word('event', data.event)} hint={data.why ? word('notice-why', data.why) : ''}>
            <StatusTag group="notice" status={data.status} tone={noticeTone(data.status)} />
            <Retry story={data} />
          </PageHead>
          <Sheet title={t('words')}>
            {data.text ? (
              <>
                <strong>{data.text.title}</strong>
                <p>{data.text.body}</p>
              </>
            ) : null}
            <p className="soft">
              {t('created')} <At at={data.createdAt} /> · {word('notice-to', data.to)} {data.accountNo ?? ''}{' '}
              · {t('source')} <Mono>{data.source ?? '—'}</Mono> ·{' '}
              {t('version', { version: data.templateVersion ?? 0 })}
            </p>
          </Sheet>
          <Sheet title={t('ways')} flush>
            <Ways story={data} />
          </Sheet>
        </>
      )}
    </Loaded>
  );
}

function Retry({ story }: { story: Story }) {
  const t = useFeatureTexts(texts);
  const may = useMay();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const retry = useMutation({
    mutationFn: (reason: string) => post(`/staff/notices/${story.id}/retry`, { reason }),
    onSuccess: () => {
      setOpen(false);
      return client.invalidateQueries({ queryKey: ['notice'] });
    },
  });
  if (story.status !== 'dead' || !may('POST /staff/notices/:id/retry')) return null;
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {t('retry')}
      </Button>
      {open ? (
        <ReasonDialog
          title={t('retry')}
          hint={t('retry-hint')}
          pending={retry.isPending}
          error={retry.error}
          onDecide={reason => retry.mutate(reason)}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}

type Way = Story['deliveries'][number];

function Ways({ story }: { story: Story }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  return (
    <DataTable<Way>
      label={t('ways')}
      rowKey="channel"
      wraps
      dataSource={story.deliveries}
      columns={[
        {
          title: t('ways'),
          dataIndex: 'channel',
          render: (channel: string, row) => (
            <>
              {word('way', channel)}
              <div className="soft mono">{row.recipient}</div>
            </>
          ),
        },
        {
          title: t('status'),
          dataIndex: 'state',
          render: (state: string, row) => (
            <>
              <StatusTag group="way-state" status={state} tone={noticeTone(state)} />
              {row.callState ? <div className="soft">{word('call', row.callState)}</div> : null}
            </>
          ),
        },
        {
          title: t('attempts'),
          dataIndex: 'attempts',
          align: 'right',
          onCell: () => ({ className: 'figures' }),
        },
        { title: t('handed'), dataIndex: 'handedAt', render: (at: string | null) => <At at={at} /> },
        { title: t('receipt'), dataIndex: 'receiptAt', render: (at: string | null) => <At at={at} /> },
        { title: t('reason'), dataIndex: 'reason', render: (reason: string | null) => reason ?? '—' },
        {
          title: t('request'),
          dataIndex: 'requestId',
          render: (id: string, row) => (
            <>
              <Mono>{id}</Mono>
              <div className="soft mono">{row.providerId}</div>
            </>
          ),
        },
      ]}
    />
  );
}
