import { Button, Drawer, Progress } from 'antd';
import { Link, useLocation, useNavigate, useParams } from 'react-router-dom';
import { useMay } from '../../app/session.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { Facts, Sheet } from '../../components/sheet.tsx';
import { Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { At, Money } from '../../components/values.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { FileTable } from './file-table.tsx';
import { type DayDetail, useDay, useRun } from './reconciliation.queries.ts';
import { useSourceName } from './source-name.ts';
import { texts } from './texts.ts';
import { toneOfDay } from './tones.ts';
import './reconciliation.css';

/** One source on one day: what agrees with what, its channels, its files, its settled total. */
export function Panel() {
  const t = useFeatureTexts(texts);
  const { source = '', day = '' } = useParams();
  const navigate = useNavigate();
  const { search } = useLocation();
  const detail = useDay(source, day);
  const nameOf = useSourceName({ from: day, to: day });
  return (
    <Drawer
      open
      size="min(820px, calc(100vw - 56px))"
      title={t('panel-title', { source: nameOf(source), day })}
      extra={
        <div style={{ display: 'flex', gap: 8 }}>
          <BringLink source={source} day={day} />
          <RunButton source={source} day={day} />
        </div>
      }
      onClose={() => navigate(`/reconciliation${search}`)}
      mask={false}
    >
      <Loaded query={detail} rows={12}>
        {data => <DayFile detail={data} />}
      </Loaded>
    </Drawer>
  );
}

/** Shifts, boxes and cards are counted, not brought. */
function BringLink({ source, day }: { source: string; day: string }) {
  const t = useFeatureTexts(texts);
  const may = useMay();
  const navigate = useNavigate();
  if (!may('POST /staff/reconciliation/files') || /^(shift:|cash-box:|card$)/.test(source)) return null;
  const to = `/statement-upload?${new URLSearchParams({ source, day })}`;
  return <Button onClick={() => navigate(to)}>{t('bring')}</Button>;
}

function RunButton({ source, day }: { source: string; day: string }) {
  const t = useFeatureTexts(texts);
  const may = useMay();
  const run = useRun();
  if (!may('POST /staff/reconciliation/runs')) return null;
  return (
    <Button title={t('run-hint')} loading={run.isPending} onClick={() => run.mutate({ source, day })}>
      {t('run-again')}
    </Button>
  );
}

function DayFile({ detail }: { detail: DayDetail }) {
  const t = useFeatureTexts(texts);
  const { day, channels, files, settlement } = detail;
  // What was counted is booked by the till or the register, not as a settlement.
  const isCounted = files.some(({ part }) => part === 'count');
  return (
    <>
      <Now detail={detail} />
      <Sheet title={t('three-ways')}>
        <dl className="numbers">
          {(
            [
              ['ledger', day.ledgerFen, null],
              ['ours', day.oursFen, day.oursCount],
              ['theirs', day.theirsFen, day.theirsCount],
              ['settled', day.settledFen, null],
              ['fee', day.feeFen, null],
            ] as const
          ).map(([what, fen, count]) => (
            <div key={what}>
              <dt>{t(what === 'settled' && isCounted ? 'found' : what)}</dt>
              <dd>
                {fen === null ? '—' : <Money fen={fen} />}
                {count === null ? null : (
                  <span className="soft numbers-count">{t('cell-count', { count })}</span>
                )}
              </dd>
            </div>
          ))}
        </dl>
      </Sheet>
      <Sheet title={t('channels')} flush>
        <ChannelTable channels={channels} />
      </Sheet>
      <Sheet title={settlement ? t('settlement-posted') : t(isCounted ? 'found' : 'settled')}>
        {settlement ? (
          <Facts
            facts={[
              [t('paid'), <Money key="paid" fen={settlement.paidFen} />],
              [t('refunded'), <Money key="refunded" fen={settlement.refundedFen} />],
              [t('fee'), <Money key="fee" fen={settlement.feeFen} />],
              [t('net'), <Money key="net" fen={settlement.netFen} strong />],
            ]}
          />
        ) : (
          <span className="soft">{t(isCounted ? 'counted-booked' : 'settlement-none')}</span>
        )}
      </Sheet>
      <Sheet title={t('files')} flush>
        <FileTable files={files} />
      </Sheet>
    </>
  );
}

/** What became of it, or how far it is. */
function Now({ detail: { day } }: { detail: DayDetail }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const run = useRun();
  const share =
    day.progressTotal > 0 ? Math.min(100, Math.floor((day.progressDone * 100) / day.progressTotal)) : 0;
  return (
    <div style={{ marginBottom: 16 }}>
      <ProblemList error={run.error} />
      <p style={{ display: 'flex', flexWrap: 'wrap', gap: 12, alignItems: 'center', margin: 0 }}>
        <StatusTag group="reconciliation-day" status={day.status} tone={toneOfDay(day.status)} />
        {day.openDifferences > 0 ? (
          <Link
            className="row-link"
            to={`/differences?${new URLSearchParams({ source: day.source, day: day.day })}`}
          >
            {t('open-differences', { count: day.openDifferences })}
          </Link>
        ) : null}
        {day.postedCount > 0 ? (
          <span className="soft">
            {t('posted')} {t('posted-count', { count: day.postedCount })}
          </span>
        ) : null}
        <span className="soft">
          <At at={day.finishedAt} />
        </span>
      </p>
      {day.status === 'running' ? (
        <div role="status" style={{ marginTop: 8 }}>
          {word('reconciliation-stage', day.stage ?? 'fetching')}
          <Progress percent={share} size="small" aria-label={t('progress')} />
        </div>
      ) : null}
      {day.problem ? (
        <p className="notice" style={{ marginTop: 12 }}>
          {word('refusal', day.problem.reason)}
          {day.problem.line ? ` · ${t('line-no', { line: day.problem.line })}` : ''}
          {day.problem.detail ? <span className="mono"> {day.problem.detail}</span> : null}
          {day.nextTryAt ? (
            <span className="soft">
              {' '}
              · {t('retry')} <At at={day.nextTryAt} />
            </span>
          ) : null}
        </p>
      ) : null}
    </div>
  );
}

function ChannelTable({ channels }: { channels: DayDetail['channels'] }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const sum = (
    title: string,
    fen: 'oursFen' | 'theirsFen' | 'matchedFen',
    count: 'oursCount' | 'theirsCount' | 'matchedCount',
  ) => ({
    title,
    key: fen,
    align: 'right' as const,
    render: (_: unknown, row: DayDetail['channels'][number]) => (
      <>
        <Money fen={row[fen]} /> <span className="soft figures">({row[count]})</span>
      </>
    ),
  });
  return (
    <DataTable<DayDetail['channels'][number]>
      label={t('channels')}
      rowKey="channel"
      dataSource={channels}
      columns={[
        { title: t('channel'), dataIndex: 'channel', render: (channel: string) => word('channel', channel) },
        sum(t('ours'), 'oursFen', 'oursCount'),
        sum(t('theirs'), 'theirsFen', 'theirsCount'),
        sum(t('matched'), 'matchedFen', 'matchedCount'),
      ]}
    />
  );
}
