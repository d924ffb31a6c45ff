import { Link } from 'react-router-dom';
import { DataTable } from '../../components/data-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { At } from '../../components/values.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { GridMap } from './grid-map.tsx';
import { type Board, type BoardOrder, useBoard } from './repairs.queries.ts';
import { RepairRulesSheet } from './rules-sheet.tsx';
import { TeamsSheet } from './teams-sheet.tsx';
import { texts } from './texts.ts';
import { dueOf, statusTone, urgencyTone } from './tones.ts';
import './repairs.css';

/** The dispatcher's board: what is dark, who is on the way, who is free. */
export function Page() {
  const t = useFeatureTexts(texts);
  const board = useBoard();
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')} />
      <Loaded query={board}>
        {shown => (
          <>
            <Figures figures={shown.figures} />
            <Sheet title={t('open')} flush>
              {shown.orders.length === 0 ? (
                <EmptyState title={t('none')} hint={t('none-hint')} />
              ) : (
                <Orders rows={shown.orders} />
              )}
            </Sheet>
            <GridMap board={shown} />
            <TeamsSheet board={shown} />
          </>
        )}
      </Loaded>
      <RepairRulesSheet />
    </>
  );
}

const share = (part: number, whole: number) => (whole === 0 ? '—' : `${Math.round((part * 100) / whole)}%`);

function Figures({ figures }: { figures: Board['figures'] }) {
  const t = useFeatureTexts(texts);
  const shown: [string, string | number][] = [
    [t('figure-orders'), figures.orders],
    [t('figure-arrived'), share(figures.arrivedInTime, figures.arrived)],
    [t('figure-restored'), share(figures.restoredInTime, figures.restored)],
    [t('figure-redispatches'), figures.redispatches],
    [t('figure-second'), figures.secondVisits],
  ];
  return (
    <Sheet title={t('figures')}>
      <dl className="numbers">
        {shown.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Sheet>
  );
}

function Orders({ rows }: { rows: BoardOrder[] }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  return (
    <DataTable<BoardOrder>
      label={t('open')}
      rowKey="orderNo"
      dataSource={rows}
      columns={[
        {
          title: t('place'),
          key: 'place',
          render: (_, { orderNo, place }) => (
            <Link className="row-link" to={`/repairs/${orderNo}`}>
              {place || t('place-unknown')}
            </Link>
          ),
        },
        {
          title: t('reports'),
          dataIndex: 'reports',
          align: 'right',
          render: (count: number) => (count > 1 ? <strong>{count}</strong> : count),
        },
        {
          title: t('state'),
          key: 'state',
          render: (_, { status }) => <StatusTag group="repair" status={status} tone={statusTone(status)} />,
        },
        { title: t('team'), key: 'team', render: (_, { team }) => team ?? '—' },
        {
          title: t('due'),
          key: 'due',
          render: (_, order) => (
            <>
              <span className="soft">{t(order.arrivedAt ? 'restore-by' : 'arrive-by')}</span>{' '}
              <At at={dueOf(order)} />
            </>
          ),
        },
        {
          title: t('urgency'),
          key: 'urgency',
          render: (_, { urgency, escalated }) =>
            urgency ? (
              <>
                <StatusTag group="case-urgency" status={urgency} tone={urgencyTone(urgency)} />
                {escalated ? <span className="soft"> {t('escalated')}</span> : null}
              </>
            ) : null,
        },
        {
          title: t('marks'),
          key: 'marks',
          render: (_, { dispatches, secondVisitOf, areaKind }) =>
            [
              areaKind ? word('area-kind', areaKind) : null,
              dispatches > 1 ? t('redispatched', { count: dispatches - 1 }) : null,
              secondVisitOf ? t('second-visit') : null,
            ]
              .filter(Boolean)
              .join(' · '),
        },
      ]}
    />
  );
}
