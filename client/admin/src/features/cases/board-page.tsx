import { Segmented } from 'antd';
import { useState } from 'react';
import { PageHead } from '../../components/page-head.tsx';
import { ShareBars } from '../../components/share-bars.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { defineTexts, useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { type Board, useBoard } from './cases.queries.ts';
import { FiguresSheet } from './figures-sheet.tsx';

const texts = defineTexts(
  {
    title: '服务监控',
    hint: '十类业务，超时的排在最前；按片区和班组看按时、一次解决和满意。',
    days: '近{count}天',
    areas: '按片区',
    teams: '按班组',
    measure: '指标',
    'in-time': '按时答复',
    first: '一次解决',
    satisfied: '客户满意',
    'no-area': '无户号',
    'no-team': '未分班组',
    none: '这段时间没有答复过诉求',
  },
  {
    title: 'Service board',
    hint: 'The ten kinds, overdue first; by area and team: in time, settled at first contact, satisfied.',
    days: '{count} days',
    areas: 'By area',
    teams: 'By team',
    measure: 'Measure',
    'in-time': 'In time',
    first: 'First contact',
    satisfied: 'Satisfied',
    'no-area': 'No household',
    'no-team': 'No team',
    none: 'Nothing was answered in this time',
  },
);

const measures = ['in-time', 'first', 'satisfied'] as const;
type Measure = (typeof measures)[number];
type Row = Board['areas'][number];

const shareOf: Record<Measure, (row: Row) => { part: number; whole: number }> = {
  'in-time': ({ inTime, answered }) => ({ part: inTime, whole: answered }),
  first: ({ firstContact, answered }) => ({ part: firstContact, whole: answered }),
  satisfied: ({ satisfied, rated }) => ({ part: satisfied, whole: rated }),
};

/** Where service fails: by kind, by area, by team. */
export function Page() {
  const t = useFeatureTexts(texts);
  const [days, setDays] = useState(30);
  const [measure, setMeasure] = useState<Measure>('in-time');
  const board = useBoard(days);
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')}>
        <Segmented<number>
          value={days}
          onChange={setDays}
          options={[7, 30, 90, 365].map(value => ({ value, label: t('days', { count: value }) }))}
        />
      </PageHead>
      <FiguresSheet />
      <Segmented<Measure>
        style={{ margin: '16px 0 8px' }}
        value={measure}
        onChange={setMeasure}
        options={measures.map(value => ({ value, label: t(value) }))}
      />
      <Loaded query={board}>
        {({ areas, teams }) => (
          <>
            <Bars title={t('areas')} rows={areas} measure={measure} nameless={t('no-area')} />
            <Bars title={t('teams')} rows={teams} measure={measure} nameless={t('no-team')} />
          </>
        )}
      </Loaded>
    </>
  );
}

interface BarsProps {
  title: string;
  rows: Row[];
  measure: Measure;
  nameless: string;
}

function Bars({ title, rows, measure, nameless }: BarsProps) {
  const t = useFeatureTexts(texts);
  const { language } = useTexts();
  const nameOf = ({ nameZh, nameEn }: Row) => (language === 'zh' ? nameZh : nameEn) ?? nameless;
  return (
    <Sheet title={title}>
      {rows.length === 0 ? (
        <EmptyState title={t('none')} />
      ) : (
        <ShareBars
          label={title}
          shares={rows.map(row => ({ name: nameOf(row), ...shareOf[measure](row) }))}
        />
      )}
    </Sheet>
  );
}
