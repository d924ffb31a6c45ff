import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Answer } from '../../api/answers.ts';
import { get } from '../../api/http.ts';
import { ListTable } from '../../components/list-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { Pager } from '../../components/pager.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { At } from '../../components/values.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { smsTexts } from './texts.ts';

type Messages = Answer<'GET /staff/sms-messages'>;
type Message = Messages['messages'][number];

export function Page() {
  const t = useFeatureTexts(smsTexts);
  const [page, setPage] = useState(1);
  const messages = useQuery({
    queryKey: ['sms', page],
    queryFn: () => get<Messages>('/staff/sms-messages', { page }),
    placeholderData: previous => previous,
    refetchInterval: 15_000,
  });
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')} />
      <Loaded query={messages}>
        {({ messages: rows, today, hasMore }) =>
          rows.length === 0 ? (
            <div className="sheet">
              <EmptyState title={t('none')} hint={t('none-hint')} />
            </div>
          ) : (
            <>
              {today.length > 0 ? <Today counts={today} /> : null}
              <Sheet title={t('list')} flush>
                <MessageTable rows={rows} />
                <Pager page={page} hasMore={hasMore} onPage={setPage} />
              </Sheet>
            </>
          )
        }
      </Loaded>
    </>
  );
}

function Today({ counts }: { counts: Messages['today'] }) {
  const t = useFeatureTexts(smsTexts);
  const word = useWord();
  return (
    <Sheet title={t('today')}>
      <dl className="numbers">
        {counts.slice(0, 6).map(({ command, result, count }) => (
          <div key={`${command}.${result}`}>
            <dt>{`${word('sms-command', command)} · ${word('sms-result', result)}`}</dt>
            <dd className="figures">{count}</dd>
          </div>
        ))}
      </dl>
    </Sheet>
  );
}

function MessageTable({ rows }: { rows: Message[] }) {
  const t = useFeatureTexts(smsTexts);
  const word = useWord();
  return (
    <ListTable<Message>
      list="sms-messages"
      label={t('list')}
      rowKey="id"
      dataSource={rows}
      columns={[
        { title: t('sent'), dataIndex: 'sentAt', render: (at: string) => <At at={at} /> },
        { title: t('phone'), dataIndex: 'phoneMasked', onCell: () => ({ className: 'mono' }) },
        {
          title: t('command'),
          dataIndex: 'command',
          render: (command: string | null) => word('sms-command', command ?? 'waiting'),
        },
        {
          title: t('result'),
          dataIndex: 'result',
          render: (result: string | null) => word('sms-result', result ?? 'waiting'),
        },
        { title: t('handled'), dataIndex: 'handledAt', render: (at: string | null) => <At at={at} /> },
        {
          title: t('repeats'),
          dataIndex: 'repeats',
          align: 'right',
          onCell: () => ({ className: 'figures' }),
        },
      ]}
    />
  );
}
