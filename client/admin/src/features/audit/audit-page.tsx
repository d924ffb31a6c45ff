import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input, Select, type TableProps } from 'antd';
import { Link, useSearchParams } from 'react-router-dom';
import { get } from '../../api/http.ts';
import type { AuditEntry, AuditPage } from '../../api/staff.types.ts';
import { dayOf, momentOf } from '../../app/format.ts';
import { useMay } from '../../app/session.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { FilterField } from '../../components/filter-field.tsx';
import { ListTools } from '../../components/list-tools.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { useColumns } from '../../components/use-columns.ts';
import { useNameOf } from '../../components/use-name-of.ts';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { DetailLine } from './detail-line.tsx';
import { subjectLink } from './subject-link.ts';
import { texts } from './texts.ts';

const filterNames = ['actor', 'action', 'subject', 'from', 'to'] as const;

export function Page() {
  const t = useFeatureTexts(texts);
  const { wordsOf } = useTexts();
  const word = useWord();
  const [params, setParams] = useSearchParams();
  const filters = Object.fromEntries(filterNames.map(name => [name, params.get(name) ?? '']));
  const log = useInfiniteQuery({
    queryKey: ['audit', filters],
    queryFn: ({ pageParam }) => get<AuditPage>('/staff/audit', { ...filters, before: pageParam }),
    initialPageParam: null as number | null,
    getNextPageParam: last => last.nextBefore,
  });
  const [columns, choice] = useColumns('audit', useEntryColumns());
  const set = (name: string, value: string) =>
    setParams(before => {
      const next = new URLSearchParams(before);
      if (value) next.set(name, value);
      else next.delete(name);
      return next;
    });
  return (
    <>
      <PageHead title={t('audit.title')} hint={t('audit.hint')} />
      <div className="filters">
        {(['actor', 'subject'] as const).map(name => (
          <FilterField key={name} label={t(`audit.${name}`)}>
            {id => (
              <Input
                id={id}
                key={filters[name]}
                defaultValue={filters[name]}
                placeholder={t(`audit.${name}-example`)}
                allowClear
                style={{ width: 190 }}
                onPressEnter={event => set(name, event.currentTarget.value.trim())}
                onBlur={event => set(name, event.currentTarget.value.trim())}
                onClear={() => set(name, '')}
              />
            )}
          </FilterField>
        ))}
        <FilterField label={t('audit.action')}>
          {id => (
            <Select
              id={id}
              value={filters['action'] || undefined}
              placeholder={t('filter.all')}
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              style={{ width: 200 }}
              onChange={(action?: string) => set('action', action ?? '')}
              options={wordsOf('audit-action').map(action => ({
                value: action,
                label: word('audit-action', action),
              }))}
            />
          )}
        </FilterField>
        {(['from', 'to'] as const).map(name => (
          <FilterField key={name} label={t(`audit.${name}`)}>
            {id => (
              <Input
                id={id}
                type="date"
                value={filters[name]}
                onChange={event => set(name, event.target.value)}
                style={{ width: 150 }}
              />
            )}
          </FilterField>
        ))}
        {params.size > 0 ? (
          <Button type="link" onClick={() => setParams({})}>
            {t('filter.clear')}
          </Button>
        ) : null}
        <ListTools
          page="audit"
          columns={choice}
          exports={{ route: 'GET /staff/exports/audit', path: '/staff/exports/audit', query: filters }}
        />
      </div>
      <div className="sheet">
        <Loaded query={log} rows={10}>
          {({ pages }) =>
            pages[0]?.entries.length === 0 ? (
              <EmptyState title={t('audit.none')} hint={t('audit.none-hint')} />
            ) : (
              <DataTable<AuditEntry>
                label={t('audit.title')}
                wraps
                rowKey="id"
                dataSource={pages.flatMap(page => page.entries)}
                pagination={false}
                columns={columns}
                expandable={{
                  expandedRowRender: entry => <pre className="raw">{JSON.stringify(entry, null, 2)}</pre>,
                  columnWidth: 36,
                }}
              />
            )
          }
        </Loaded>
        {log.hasNextPage ? (
          <div style={{ padding: 12, textAlign: 'center' }}>
            <Button onClick={() => void log.fetchNextPage()} loading={log.isFetchingNextPage}>
              {t('audit.older')}
            </Button>
          </div>
        ) : null}
      </div>
    </>
  );
}

function useEntryColumns(): NonNullable<TableProps<AuditEntry>['columns']> {
  const t = useFeatureTexts(texts);
  const word = useWord();
  return [
    {
      title: t('audit.at'),
      dataIndex: 'at',
      width: 100,
      render: (at: string) => (
        <span className="figures">
          {dayOf(at)} {momentOf(at)}
        </span>
      ),
    },
    {
      title: t('audit.actor'),
      dataIndex: 'actor',
      width: 120,
      render: (actor: string) => <Actor actor={actor} />,
    },
    {
      title: t('audit.action'),
      dataIndex: 'action',
      width: 160,
      render: (action: string) => word('audit-action', action),
    },
    {
      title: t('audit.subject'),
      dataIndex: 'subject',
      width: 270,
      render: (subject: string) => <Subject subject={subject} />,
    },
    {
      title: t('audit.detail'),
      dataIndex: 'detail',
      render: (detail: Record<string, unknown>) => <DetailLine detail={detail} />,
    },
  ];
}

function Actor({ actor }: { actor: string }) {
  const name = useNameOf()(actor);
  if (/^system(:|$)/.test(actor)) return <span className="soft">{name}</span>;
  const username = actor.replace(/^staff:/, '');
  // The log is also searched by what people sign in as.
  const account = (
    <span className="mono soft" style={{ overflowWrap: 'anywhere' }}>
      {username}
    </span>
  );
  return name === username ? (
    account
  ) : (
    <>
      {name.replace(` (${username})`, '')} {account}
    </>
  );
}

function Subject({ subject }: { subject: string }) {
  const may = useMay();
  const link = subjectLink(subject, may);
  const shown = (
    <span className="mono" style={{ display: 'inline-block', minWidth: 180, overflowWrap: 'anywhere' }}>
      {subject}
    </span>
  );
  return link ? (
    <Link className="row-link" to={link}>
      {shown}
    </Link>
  ) : (
    shown
  );
}
