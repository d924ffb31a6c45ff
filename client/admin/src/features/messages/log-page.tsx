import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, type TableProps } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { DataTable } from '../../components/data-table.tsx';
import { FilterSelect } from '../../components/filter-field.tsx';
import { ListTools } from '../../components/list-tools.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { PagedSheet } from '../../components/paged-sheet.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useColumns } from '../../components/use-columns.ts';
import { useFilters } from '../../components/use-filters.ts';
import { At } from '../../components/values.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { type Notice, readQueue, searchNotices, type Wish } from './messages.queries.ts';
import { texts } from './texts.ts';
import { noticeTone } from './tones.ts';
import { eventNames } from './words.ts';

const states = ['waiting', 'working', 'sent', 'delivered', 'stopped', 'dead'] as const;

/** Not of one phone: its address would tell the number. */
const route = 'GET /staff/exports/messages';

/** Whose messages: never part of the address, which is kept and passed on. */
type Whose = Pick<Wish, 'accountNo' | 'phone'>;

export function Page() {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const { value, page, change, toPage } = useFilters<'status' | 'event'>();
  const [whose, setWhose] = useState<Whose>({});
  const chosen = Object.fromEntries(
    Object.entries({ status: value('status'), event: value('event'), ...whose }).filter(([, text]) => text),
  ) as Wish;
  const log = useQuery({
    queryKey: ['notices', chosen, page],
    queryFn: () => searchNotices({ ...chosen, page }),
    placeholderData: previous => previous,
  });
  const { phone, ...filter } = chosen;
  const [columns, choice] = useColumns('messages', useNoticeColumns());
  return (
    <>
      <PageHead title={t('log')} hint={t('log-hint')} />
      <Depth />
      <div className="filters">
        <FilterSelect
          label={t('what')}
          all={t('all')}
          width={180}
          value={value('event')}
          choices={eventNames.map(event => ({ value: event, label: word('event', event) }))}
          onChange={event => change({ event })}
        />
        <FilterSelect
          label={t('status')}
          all={t('all')}
          width={140}
          value={value('status')}
          choices={states.map(status => ({ value: status, label: word('notice', status) }))}
          onChange={status => change({ status })}
        />
        <FindSomebody
          onFind={found => {
            setWhose(found);
            change({});
          }}
        />
        <ListTools
          page="messages"
          columns={choice}
          exports={phone ? undefined : { route, path: '/staff/exports/messages', query: filter }}
        />
      </div>
      <PagedSheet
        query={log}
        page={page}
        toPage={toPage}
        rowsOf={({ notices }) => notices}
        hasMore={({ hasMore }) => hasMore}
        empty={{ title: t('none'), hint: t('none-hint') }}
      >
        {({ notices }) => (
          <DataTable<Notice> label={t('log')} rowKey="id" wraps dataSource={notices} columns={columns} />
        )}
      </PagedSheet>
    </>
  );
}

/** How much waits: shown before anything is looked for. */
function Depth() {
  const t = useFeatureTexts(texts);
  const queue = useQuery({ queryKey: ['notice-queue'], queryFn: readQueue, refetchInterval: 10_000 });
  if (!queue.data) return null;
  const { waiting, dead, events } = queue.data;
  const due = events.reduce((sum, each) => sum + each.due, 0);
  return (
    <Sheet title={t('waiting')}>
      <dl className="numbers">
        {(
          [
            ['waiting', waiting, 'waiting'],
            ['due', due, 'waiting'],
            ['dead', dead, 'dead'],
          ] as const
        ).map(([name, count, status]) => (
          <div key={name}>
            <dt>{t(name)}</dt>
            <dd className="figures">
              {count > 0 ? <Link to={`/messages?status=${status}`}>{count}</Link> : count}
            </dd>
          </div>
        ))}
      </dl>
    </Sheet>
  );
}

function FindSomebody({ onFind }: { onFind: (whose: Whose) => void }) {
  const t = useFeatureTexts(texts);
  return (
    <Form<Whose> layout="inline" onFinish={onFind}>
      <Form.Item name="accountNo" label={t('account')} rules={[{ pattern: /^\d{6,20}$/ }]}>
        <Input maxLength={20} allowClear style={{ width: 160 }} />
      </Form.Item>
      <Form.Item name="phone" label={t('phone')} rules={[{ pattern: /^\d{8,12}$/ }]}>
        <Input maxLength={12} allowClear style={{ width: 140 }} />
      </Form.Item>
      <Button htmlType="submit">{t('find')}</Button>
    </Form>
  );
}

function useNoticeColumns(): NonNullable<TableProps<Notice>['columns']> {
  const t = useFeatureTexts(texts);
  const word = useWord();
  return [
    { title: t('created'), dataIndex: 'createdAt', render: (at: string) => <At at={at} /> },
    {
      title: t('what'),
      dataIndex: 'event',
      render: (event: string, row) => (
        <Link className="row-link" to={`/messages/${row.id}`}>
          {word('event', event)}
        </Link>
      ),
    },
    {
      title: t('to'),
      key: 'to',
      render: (_, row) => (
        <>
          {word('notice-to', row.to)}
          {row.accountNo ? <div className="soft mono">{row.accountNo}</div> : null}
        </>
      ),
    },
    {
      title: t('ways'),
      key: 'ways',
      render: (_, row) =>
        row.ways.map(way => (
          <div key={way.channel}>
            {`${word('way', way.channel)} · ${word('way-state', way.state)}`}{' '}
            <span className="soft mono">{way.recipient}</span>
          </div>
        )),
    },
    {
      title: t('status'),
      dataIndex: 'status',
      render: (status: string, row) => (
        <>
          <StatusTag group="notice" status={status} tone={noticeTone(status)} />
          {row.why ? <div className="soft">{word('notice-why', row.why)}</div> : null}
        </>
      ),
    },
  ];
}
