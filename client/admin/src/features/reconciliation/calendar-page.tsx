import { Button, Segmented } from 'antd';
import { Outlet, useNavigate, useSearchParams } from 'react-router-dom';
import { Allowed } from '../../app/session.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { CalendarGrid, Legend } from './calendar-grid.tsx';
import { calendarRows, type RowsBy } from './calendar-rows.ts';
import { addDays, lastDays } from './day-range.ts';
import { useCalendar } from './reconciliation.queries.ts';
import { texts } from './texts.ts';
import './reconciliation.css';

const shown = 28;

/** Days by sources or channels, a cell each: colour, sign and words say what became of it. */
export function Page() {
  const t = useFeatureTexts(texts);
  const [params, setParams] = useSearchParams();
  const navigate = useNavigate();
  const by: RowsBy = params.get('by') === 'channel' ? 'channel' : 'source';
  const last = lastDays(shown).to;
  const to = params.get('to') ?? last;
  const range = lastDays(shown, to);
  const calendar = useCalendar(range);
  const change = (values: Record<string, string>) => {
    const next = new URLSearchParams(params);
    for (const [name, value] of Object.entries(values)) next.set(name, value);
    setParams(next);
  };
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')}>
        <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
          <Segmented<RowsBy>
            value={by}
            onChange={next => change({ by: next })}
            options={[
              { value: 'source', label: t('by-source') },
              { value: 'channel', label: t('by-channel') },
            ]}
          />
          <Allowed to="POST /staff/reconciliation/files">
            <Button onClick={() => navigate('/statement-upload')}>{t('bring')}</Button>
          </Allowed>
          <Button onClick={() => change({ to: addDays(to, -shown) })}>{t('earlier')}</Button>
          <Button
            disabled={to >= last}
            onClick={() => change({ to: addDays(to, shown) > last ? last : addDays(to, shown) })}
          >
            {t('later')}
          </Button>
        </div>
      </PageHead>
      <div className="sheet">
        <Loaded query={calendar}>
          {data => {
            const rows = calendarRows(data, by);
            return rows.length === 0 ? (
              <EmptyState title={t('none')} hint={t('none-hint')} />
            ) : (
              <CalendarGrid rows={rows} by={by} range={range} />
            );
          }}
        </Loaded>
      </div>
      <Legend />
      <Outlet />
    </>
  );
}
