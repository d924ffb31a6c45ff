import { Alert, Segmented } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import type { QueryValues } from '../../api/http.ts';
import { minuteOf } from '../../app/format.ts';
import { DataTable } from '../../components/data-table.tsx';
import { ListTools } from '../../components/list-tools.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { PagedSheet } from '../../components/paged-sheet.tsx';
import { SearchBox } from '../../components/search-box.tsx';
import { StatusTag, type Tone } from '../../components/status-tag.tsx';
import { useFilters } from '../../components/use-filters.ts';
import { At } from '../../components/values.tsx';
import { Who } from '../../components/who.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { CommandDialog } from './command-dialog.tsx';
import { type Board, type Command, useCommands } from './supply.queries.ts';
import { texts } from './texts.ts';
import { VisitCell } from './visit-cell.tsx';

const pageSize = 50;
const shows = ['open', 'field', 'late', 'all'] as const;
const tones: Record<Command['status'], Tone> = {
  waiting: 'waits',
  unknown: 'waits',
  accepted: 'waits',
  done: 'good',
  failed: 'bad',
  refused: 'bad',
  cancelled: 'plain',
};
const supplyTones = { connected: 'good', suspended: 'bad', unknown: 'waits' } as const;

const exportOf = (query: QueryValues) =>
  ({ route: 'GET /staff/exports/supply-commands', path: '/staff/exports/supply-commands', query }) as const;

/** Disconnects and reconnects: what was ordered, what the head-end said of it, and who has to go there. */
export function Page() {
  const t = useFeatureTexts(texts);
  const { value, page, change, toPage } = useFilters<'show' | 'accountNo'>({ show: 'open' });
  const filter = { show: value('show'), accountNo: value('accountNo'), page };
  const commands = useCommands(filter);
  const [opened, setOpened] = useState<Command | null>(null);
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')} />
      {commands.data ? <Lateness board={commands.data} /> : null}
      <div className="filters">
        <Segmented<string>
          value={filter.show}
          onChange={show => change({ show })}
          options={shows.map(show => ({ value: show, label: t(`show.${show}`) }))}
        />
        <SearchBox
          label={t('account')}
          value={filter.accountNo}
          placeholder={t('account-hint')}
          onSearch={accountNo => change({ accountNo })}
        />
        <ListTools page="supply" exports={exportOf({ show: filter.show, accountNo: filter.accountNo })} />
      </div>
      <PagedSheet
        query={commands}
        page={page}
        toPage={toPage}
        rowsOf={data => data.commands}
        hasMore={({ total }) => page * pageSize < total}
        empty={{ title: t('none'), hint: t('none-hint') }}
      >
        {data => <CommandTable rows={data.commands} onOpen={setOpened} />}
      </PagedSheet>
      {opened ? <CommandDialog command={opened} onClose={() => setOpened(null)} /> : null}
    </>
  );
}

/** A promise to a household: broken, or about to be. */
function Lateness({ board: { late, soon, oldestAt } }: { board: Board }) {
  const t = useFeatureTexts(texts);
  if (late === 0 && soon === 0) return null;
  const since = oldestAt ? t('oldest', { at: minuteOf(oldestAt) }) : '';
  return (
    <Alert
      type={late > 0 ? 'error' : 'warning'}
      showIcon
      style={{ marginBottom: 12 }}
      title={late > 0 ? t('late', { count: late }) : t('soon', { count: soon })}
      description={since}
    />
  );
}

function CommandTable({ rows, onOpen }: { rows: Command[]; onOpen: (row: Command) => void }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  return (
    <DataTable<Command>
      label={t('title')}
      wraps
      rowKey="commandNo"
      dataSource={rows}
      columns={[
        {
          title: t('what'),
          key: 'what',
          render: (_, row) => (
            <>
              <strong>{word('supply-action', row.action)}</strong>{' '}
              <Link className="row-link mono" to={`/accounts/${row.accountNo}`}>
                {row.accountNo}
              </Link>
              <div>
                <button type="button" className="quiet name mono" onClick={() => onOpen(row)}>
                  {row.commandNo}
                </button>
              </div>
            </>
          ),
        },
        {
          title: t('ordered'),
          key: 'ordered',
          render: (_, { issuedAt, orderedBy, dueAt }) => (
            <>
              <At at={issuedAt} />
              <div className="soft">{orderedBy === 'system' ? t('by-system') : <Who did={orderedBy} />}</div>
              {dueAt ? <div className="soft">{t('due', { at: minuteOf(dueAt) })}</div> : null}
            </>
          ),
        },
        {
          title: t('state'),
          key: 'state',
          render: (_, { status, code, attempts }) => (
            <>
              <StatusTag group="supply-command" status={status} tone={tones[status]} />
              {code ? <div className="soft">{word('supply-code', code)}</div> : null}
              {attempts > 1 ? <div className="soft">{t('asked', { count: attempts })}</div> : null}
            </>
          ),
        },
        {
          title: t('supply'),
          key: 'supply',
          render: (_, { supply }) => <StatusTag group="supply" status={supply} tone={supplyTones[supply]} />,
        },
        { title: t('field'), key: 'field', render: (_, row) => <VisitCell command={row} /> },
      ]}
    />
  );
}
