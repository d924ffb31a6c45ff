import { Alert, Button, Segmented } from 'antd';
import { useState } from 'react';
import { shanghaiToday } from '../../app/format.ts';
import { useMay } from '../../app/session.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { At } from '../../components/values.tsx';
import { Who } from '../../components/who.tsx';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { type Calendar, type CalendarYear, useCalendar } from './calendar.queries.ts';
import { texts } from './texts.ts';
import { YearDialog } from './year-dialog.tsx';

export function Page() {
  const t = useFeatureTexts(texts);
  const may = useMay();
  const calendar = useCalendar();
  const [entering, setEntering] = useState(false);
  const nextYear = Number(shanghaiToday().slice(0, 4)) + 1;
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')}>
        {may('PUT /staff/calendar/:year') ? (
          <Button type="primary" onClick={() => setEntering(true)}>
            {t('put')}
          </Button>
        ) : null}
      </PageHead>
      <Loaded query={calendar}>
        {data => (
          <>
            {data.missing.map(year => (
              <Alert key={year} type="warning" showIcon title={t('unknown', { year })} />
            ))}
            <Years years={data.years} />
            <Sheet title={t('history')} flush>
              <Editions editions={data.editions} />
            </Sheet>
          </>
        )}
      </Loaded>
      {entering ? (
        <YearDialog year={calendar.data?.missing[0] ?? nextYear} onClose={() => setEntering(false)} />
      ) : null}
    </>
  );
}

function Years({ years }: { years: CalendarYear[] }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const { language } = useTexts();
  const [chosen, setChosen] = useState(years[0]?.year);
  const shown = years.find(({ year }) => year === chosen);
  const weekday = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en', {
    weekday: 'short',
    timeZone: 'UTC',
  });
  if (!shown) return null;
  return (
    <Sheet title={shown.source} flush>
      <div className="body">
        <Segmented<number>
          value={shown.year}
          options={years.map(({ year }) => ({ value: year, label: String(year) }))}
          onChange={setChosen}
        />
      </div>
      <DataTable<CalendarYear['days'][number]>
        label={t('title')}
        rowKey="day"
        dataSource={shown.days}
        columns={[
          {
            title: t('days'),
            dataIndex: 'day',
            render: (day: string) => <span className="figures">{day}</span>,
          },
          {
            title: t('weekday'),
            key: 'weekday',
            render: (_, { day }) => weekday.format(new Date(`${day}T00:00:00Z`)),
          },
          {
            title: t('name'),
            key: 'name',
            render: (_, day) => (language === 'zh' ? day.nameZh : day.nameEn),
          },
          {
            title: t('kind'),
            dataIndex: 'kind',
            render: (kind: 'holiday' | 'workday') => (
              <StatusTag
                text={word('calendar-day', kind)}
                status={kind}
                tone={kind === 'holiday' ? 'good' : 'waits'}
              />
            ),
          },
        ]}
      />
    </Sheet>
  );
}

function Editions({ editions }: { editions: Calendar['editions'] }) {
  const t = useFeatureTexts(texts);
  return (
    <DataTable<Calendar['editions'][number]>
      label={t('history')}
      wraps
      rowKey="id"
      dataSource={editions}
      columns={[
        { title: t('year'), dataIndex: 'year', width: 80 },
        {
          title: t('source'),
          key: 'source',
          render: (_, { source, reason }) => (
            <>
              {source}
              <div className="soft">{reason}</div>
            </>
          ),
        },
        { title: t('count'), dataIndex: 'dayCount', width: 80 },
        {
          title: t('by'),
          key: 'by',
          width: 220,
          render: (_, { setBy, setAt }) => (
            <>
              <Who did={setBy} />{' '}
              <span className="soft">
                <At at={setAt} />
              </span>
            </>
          ),
        },
      ]}
    />
  );
}
