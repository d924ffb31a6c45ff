import { Drawer } from 'antd';
import { Link, useLocation, useNavigate, useParams } from 'react-router-dom';
import { DataTable } from '../../components/data-table.tsx';
import { Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { Money } from '../../components/values.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { daysOfGroup, membersOf } from './calendar-rows.ts';
import { type Calendar, type CalendarDay, useCalendar } from './reconciliation.queries.ts';
import { texts } from './texts.ts';
import { toneOfDay } from './tones.ts';

/** The shifts or boxes of one day, each with its own day file. */
export function Panel() {
  const t = useFeatureTexts(texts);
  const { language } = useTexts();
  const { group = '', day = '' } = useParams();
  const navigate = useNavigate();
  const { search } = useLocation();
  const calendar = useCalendar({ from: day, to: day });
  const known = membersOf(group, calendar.data?.sources ?? [])[0]?.group;
  const name = known ? (language === 'zh' ? known.nameZh : known.nameEn) : group;
  return (
    <Drawer
      open
      size="min(820px, calc(100vw - 56px))"
      title={`${name} · ${day}`}
      onClose={() => navigate(`/reconciliation${search}`)}
      mask={false}
    >
      <Loaded query={calendar} rows={8}>
        {data => (
          <Members calendar={data} days={daysOfGroup(group, data)} search={search} label={t('members')} />
        )}
      </Loaded>
    </Drawer>
  );
}

interface MembersProps {
  calendar: Calendar;
  days: CalendarDay[];
  search: string;
  label: string;
}

function Members({ calendar, days, search, label }: MembersProps) {
  const t = useFeatureTexts(texts);
  const { language } = useTexts();
  const nameOf = (source: string) => {
    const found = calendar.sources.find(each => each.source === source);
    return found ? (language === 'zh' ? found.nameZh : found.nameEn) : source;
  };
  return (
    <DataTable<CalendarDay>
      label={label}
      wraps
      rowKey="source"
      dataSource={days}
      columns={[
        {
          title: t('source'),
          dataIndex: 'source',
          render: (source: string, { day }) => (
            <>
              <Link
                className="row-link mono"
                to={`/reconciliation/${encodeURIComponent(source)}/${day}${search}`}
              >
                {source.split(':')[1]}
              </Link>
              <div className="soft">{nameOf(source)}</div>
            </>
          ),
        },
        {
          title: t('ours'),
          dataIndex: 'oursFen',
          align: 'right',
          width: 130,
          render: (fen: number) => <Money fen={fen} />,
        },
        {
          title: t('found'),
          dataIndex: 'settledFen',
          align: 'right',
          width: 130,
          render: (fen: number | null) =>
            fen === null ? <span className="soft">—</span> : <Money fen={fen} />,
        },
        {
          title: t('outcome'),
          dataIndex: 'status',
          width: 140,
          render: (status: CalendarDay['status']) => (
            <StatusTag group="reconciliation-day" status={status} tone={toneOfDay(status)} />
          ),
        },
      ]}
    />
  );
}
