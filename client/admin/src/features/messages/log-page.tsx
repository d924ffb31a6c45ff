import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import { DataTable } from '../../components/data-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { Pager } from '../../components/pager.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { At } from '../../components/values.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { type Notice, readQueue, searchNotices, type Wish } from './messages.queries.ts';
import { texts } from './texts.ts';
import { noticeTone } from './tones.ts';

const states = ['waiting', 'working', 'sent', 'delivered', 'stopped', 'dead'] as const;
type State = (typeof states)[number];

export function Page() {
  const t = useFeatureTexts(texts);
  const [params] = useSearchParams();
  const asked = states.find(state => state === params.get('status'));
  const [wish, setWish] = useState<Wish>(asked ? { status: asked } : {});
  const [page, setPage] = useState(1);
  const log = useQuery({
    queryKey: ['notices', wish, page],
    queryFn: () => searchNotices({ ...wish, page }),
    placeholderData: previous => previous,
  });
  return (
    <>
      <PageHead title={t('log')} hint={t('log-hint')} />
      <Depth />
      <Search
        asked={asked}
        onSearch={next => {
          setWish(next);
          setPage(1);
        }}
      />
      <Sheet title={t('log')} flush>
        <Loaded query={log}>
          {({ notices, hasMore }) =>
            notices.length === 0 ? (
              <EmptyState title={t('none')} hint={t('none-hint')} />
            ) : (
              <>
                <NoticeTable rows={notices} />
                <Pager page={page} hasMore={hasMore} onPage={setPage} />
              </>
            )
          }
        </Loaded>
      </Sheet>
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
            ['waiting', waiting],
            ['due', due],
            ['dead', dead],
          ] as const
        ).map(([name, count]) => (
          <div key={name}>
            <dt>{t(name)}</dt>
            <dd className="figures">{count}</dd>
          </div>
        ))}
      </dl>
    </Sheet>
  );
}

function Search({ asked, onSearch }: { asked?: State; onSearch: (wish: Wish) => void }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  return (
    <Sheet title={t('find')}>
      <Form<Wish>
        layout="inline"
        initialValues={{ status: asked }}
        onFinish={values =>
          onSearch(Object.fromEntries(Object.entries(values).filter(([, value]) => value)) as Wish)
        }
      >
        <Form.Item name="accountNo" label={t('account')} rules={[{ pattern: /^\d{6,20}$/ }]}>
          <Input maxLength={20} allowClear />
        </Form.Item>
        <Form.Item name="phone" label={t('phone')} rules={[{ pattern: /^\d{8,12}$/ }]}>
          <Input maxLength={12} allowClear />
        </Form.Item>
        <Form.Item name="status" label={t('status')}>
          <Select
            allowClear
            placeholder={t('all')}
            style={{ width: 140 }}
            options={states.map(value => ({ value, label: word('notice', value) }))}
          />
        </Form.Item>
        <Button type="primary" htmlType="submit">
          {t('find')}
        </Button>
      </Form>
    </Sheet>
  );
}

function NoticeTable({ rows }: { rows: Notice[] }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  return (
    <DataTable<Notice>
      label={t('log')}
      rowKey="id"
      wraps
      dataSource={rows}
      columns={[
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
      ]}
    />
  );
}
