import { Segmented } from 'antd';
import { Link, Outlet, useSearchParams } from 'react-router-dom';
import { DataTable } from '../../components/data-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { StatusTag, type Tone } from '../../components/status-tag.tsx';
import { At, Money } from '../../components/values.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { type Case, useBoard } from './dunning.queries.ts';
import { texts } from './texts.ts';

const tones: Partial<Record<Case['status'], Tone>> = {
  submitted: 'waits',
  proposed: 'waits',
  'last-call': 'bad',
  disconnecting: 'bad',
  suspended: 'bad',
  restoring: 'waits',
};
export const toneOf = (status: Case['status']): Tone => tones[status] ?? 'plain';
const shown = ['submitted', 'proposed', 'noticed', 'suspended', 'restoring', 'closed'] as const;

export function Page() {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const [params, setParams] = useSearchParams();
  const status = params.get('status') ?? undefined;
  const board = useBoard(status, 1);
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')}>
        <Segmented<string>
          value={status ?? 'all'}
          onChange={next => setParams(next === 'all' ? {} : { status: next })}
          options={[
            { value: 'all', label: t('all') },
            ...shown.map(value => ({ value, label: word('dunning', value) })),
          ]}
        />
      </PageHead>
      <div className="sheet">
        <Loaded query={board}>
          {({ cases }) =>
            cases.length === 0 ? (
              <EmptyState title={t('none')} hint={t('none-hint')} />
            ) : (
              <Cases cases={cases} />
            )
          }
        </Loaded>
      </div>
      <Outlet />
    </>
  );
}

function Cases({ cases }: { cases: Case[] }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  return (
    <DataTable<Case>
      label={t('title')}
      wraps
      rowKey="caseNo"
      dataSource={cases}
      columns={[
        {
          title: t('account'),
          key: 'account',
          render: (_, { accountNo, caseNo }) => (
            <Link className="row-link mono" to={`/dunning/${caseNo}`}>
              {accountNo}
            </Link>
          ),
        },
        {
          title: t('debt'),
          key: 'debt',
          render: (_, { debtFen, daysOverdue }) => (
            <>
              <Money fen={debtFen} />
              <div className="soft">{t('days', { count: daysOverdue })}</div>
            </>
          ),
        },
        {
          title: t('stands'),
          key: 'status',
          render: (_, { status }) => (
            <StatusTag text={word('dunning', status)} status={status} tone={toneOf(status)} />
          ),
        },
        {
          title: t('why'),
          key: 'why',
          render: (_, { stops }) => stops.map(({ code }) => word('dunning-stop', code)).join('、') || '—',
        },
        { title: t('next'), key: 'next', render: (_, file) => <Next file={file} /> },
      ]}
    />
  );
}

/** The countdown: what comes next and when. */
export function Next({ file }: { file: Case }) {
  const t = useFeatureTexts(texts);
  const at = (instant: string) => new Date(instant).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai' });
  if (file.status === 'closed') return <At at={file.closedAt ?? file.openedAt} />;
  if (file.status === 'restoring' && file.restoreBy)
    return <>{t('next-restore-by', { at: at(file.restoreBy) })}</>;
  if (file.status === 'last-call' && file.disconnectAt)
    return <>{t('next-disconnect-at', { at: at(file.disconnectAt) })}</>;
  if (file.status === 'noticed' && file.disconnectOn)
    return <>{t('next-disconnect-on', { day: file.disconnectOn })}</>;
  return <>{t('next-look', { at: at(file.nextAt) })}</>;
}
