import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { minuteOf } from '../../app/format.ts';
import { useMay, useMe } from '../../app/session.tsx';
import { ListTable } from '../../components/list-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { PagedSheet } from '../../components/paged-sheet.tsx';
import { Pager } from '../../components/pager.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { Money } from '../../components/values.tsx';
import { Who } from '../../components/who.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import './counter.css';
import { CountList } from './count-list.tsx';
import { type Shift, useReviewShift, useTakings } from './counter.queries.ts';
import { shiftTexts } from './shift-texts.ts';
import { useShifts } from './shifts.queries.ts';
import { TakingTable } from './taking-table.tsx';

export function Page() {
  const t = useFeatureTexts(shiftTexts);
  const [params, setParams] = useSearchParams();
  const shown = params.get('show') === 'papers' ? 'papers' : 'shifts';
  const shiftNo = params.get('shift');
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')}>
        <Segmented<'shifts' | 'papers'>
          value={shown}
          onChange={next => setParams(next === 'shifts' ? {} : { show: next })}
          options={[
            { value: 'shifts', label: t('shifts') },
            { value: 'papers', label: t('papers') },
          ]}
        />
      </PageHead>
      {shown === 'papers' ? (
        <Papers />
      ) : (
        <>
          <Shifts chosen={shiftNo} onChoose={chosen => setParams({ shift: chosen })} />
          {shiftNo ? <ShiftTakings key={shiftNo} shiftNo={shiftNo} /> : null}
        </>
      )}
    </>
  );
}

function Papers() {
  const t = useFeatureTexts(shiftTexts);
  const [page, toPage] = useState(1);
  const papers = useTakings({ status: 'uncleared', page });
  return (
    <PagedSheet
      query={papers}
      page={page}
      toPage={toPage}
      rowsOf={({ takings }) => takings}
      hasMore={({ hasMore }) => hasMore}
      empty={{ title: t('none-papers') }}
    >
      {({ takings }) => <TakingTable rows={takings} of={{ status: 'uncleared' }} />}
    </PagedSheet>
  );
}

function ShiftTakings({ shiftNo }: { shiftNo: string }) {
  const t = useFeatureTexts(shiftTexts);
  const [page, toPage] = useState(1);
  const takings = useTakings({ shiftNo, page });
  return (
    <Sheet title={`${t('takings')} · ${shiftNo}`} flush>
      <Loaded query={takings}>
        {({ takings: rows, hasMore }) => (
          <>
            <TakingTable rows={rows} of={{ shiftNo }} />
            <Pager page={page} hasMore={hasMore} onPage={toPage} />
          </>
        )}
      </Loaded>
    </Sheet>
  );
}

function Shifts({ chosen, onChoose }: { chosen: string | null; onChoose: (shiftNo: string) => void }) {
  const t = useFeatureTexts(shiftTexts);
  const [page, toPage] = useState(1);
  const shifts = useShifts(page);
  const [reviewing, setReviewing] = useState<Shift | null>(null);
  return (
    <>
      <PagedSheet
        query={shifts}
        page={page}
        toPage={toPage}
        rowsOf={({ shifts: rows }) => rows}
        hasMore={({ hasMore }) => hasMore}
        empty={{ title: t('none') }}
      >
        {({ shifts: rows }) => (
          <ShiftTable rows={rows} chosen={chosen} onChoose={onChoose} onReview={setReviewing} />
        )}
      </PagedSheet>
      {reviewing ? <ReviewDialog shift={reviewing} onClose={() => setReviewing(null)} /> : null}
    </>
  );
}

function ReviewDialog({ shift, onClose }: { shift: Shift; onClose: () => void }) {
  const t = useFeatureTexts(shiftTexts);
  const review = useReviewShift(shift.shiftNo);
  return (
    <ReasonDialog
      title={t('review')}
      hint={shift.explanation}
      label={t('review-note')}
      pending={review.isPending}
      error={review.error}
      onDecide={note => review.mutate(note, { onSuccess: onClose })}
      onClose={onClose}
    >
      <CountList counts={shift.counts} />
    </ReasonDialog>
  );
}

function ShiftTable(props: {
  rows: Shift[];
  chosen: string | null;
  onChoose: (shiftNo: string) => void;
  onReview: (shift: Shift) => void;
}) {
  const t = useFeatureTexts(shiftTexts);
  const [may, me] = [useMay(), useMe()];
  const money = (fen: number | null) => (fen === null ? '—' : <Money fen={fen} />);
  return (
    <ListTable<Shift>
      list="shifts"
      exports={{ route: 'GET /staff/exports/shifts', path: '/staff/exports/shifts', query: {} }}
      label={t('title')}
      rowKey="shiftNo"
      dataSource={props.rows}
      rowClassName={({ shiftNo }) => (shiftNo === props.chosen ? 'ant-table-row-selected' : '')}
      columns={[
        {
          title: t('shift'),
          dataIndex: 'shiftNo',
          render: (shiftNo: string) => (
            <button type="button" className="quiet name mono" onClick={() => props.onChoose(shiftNo)}>
              {shiftNo}
            </button>
          ),
        },
        { title: t('clerk'), key: 'clerk', render: (_, { clerk }) => <Who did={clerk} /> },
        { title: t('window'), dataIndex: 'counter' },
        {
          title: t('time'),
          key: 'time',
          render: (_, { openedAt, closedAt }) => (
            <span className="figures">
              {minuteOf(openedAt)} – {closedAt ? minuteOf(closedAt).slice(11) : ''}
            </span>
          ),
        },
        { title: t('expected'), dataIndex: 'expectedFen', align: 'right', render: money },
        { title: t('counted'), dataIndex: 'countedFen', align: 'right', render: money },
        {
          title: t('difference'),
          dataIndex: 'differenceFen',
          align: 'right',
          render: (fen: number | null) => (fen ? <span className="owed">{money(fen)}</span> : money(fen)),
        },
        {
          title: t('state'),
          key: 'state',
          render: (_, shift) =>
            shift.status === 'closed' &&
            shift.clerk !== me.username &&
            may('POST /staff/desk/shifts/:shiftNo/review') ? (
              <Button size="small" onClick={() => props.onReview(shift)}>
                {t('review')}
              </Button>
            ) : (
              <StatusTag
                group="shift"
                status={shift.status}
                tone={shift.status === 'reviewed' ? 'good' : shift.status === 'closed' ? 'waits' : 'plain'}
              />
            ),
        },
      ]}
    />
  );
}
