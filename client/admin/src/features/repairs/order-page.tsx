import { Button, Space } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link, useParams } from 'react-router-dom';
import { useMay } from '../../app/session.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { Facts, Sheet } from '../../components/sheet.tsx';
import { Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useNameOf } from '../../components/use-name-of.ts';
import { At } from '../../components/values.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { DeskDialog } from './desk-dialog.tsx';
import { Photos } from './photos.tsx';
import { type DeskAct, type OrderFile, useOrder } from './repairs.queries.ts';
import { texts } from './texts.ts';
import { statusTone, urgencyTone } from './tones.ts';
import './repairs.css';

/** One fault: its order, who goes, everybody who reported it, and what has happened. */
export function Page() {
  const { orderNo = '' } = useParams();
  const file = useOrder(orderNo);
  return <Loaded query={file}>{shown => <OrderShown file={shown} />}</Loaded>;
}

interface Asked {
  act: DeskAct;
  caseNo?: string;
}

function OrderShown({ file }: { file: OrderFile }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const may = useMay();
  const mayAct = may('POST /staff/repairs/:orderNo/acts');
  const [asked, setAsked] = useState<Asked | null>(null);
  const { orderNo, place, status, urgency } = file;
  return (
    <>
      <PageHead
        title={place || t('place-unknown')}
        hint={
          <>
            <span className="mono">{orderNo}</span>{' '}
            <StatusTag group="repair" status={status} tone={statusTone(status)} />{' '}
            {urgency ? <StatusTag group="case-urgency" status={urgency} tone={urgencyTone(urgency)} /> : null}
          </>
        }
      >
        {mayAct ? (
          <Space wrap>
            {file.acts
              .filter(act => act !== 'separate')
              .map(act => (
                <Button
                  key={act}
                  {...(act === 'dispatch' && !file.team ? { type: 'primary' as const } : {})}
                  onClick={() => setAsked({ act })}
                >
                  {word('repair-act', act === 'dispatch' && file.team ? 'dispatch-again' : act)}
                </Button>
              ))}
          </Space>
        ) : null}
      </PageHead>
      <Progress file={file} />
      {may('GET /staff/repairs/:orderNo/photos/:documentId') ? (
        <Photos path={`/staff/repairs/${orderNo}`} photos={file.photos} />
      ) : null}
      <Reports
        file={file}
        onSeparate={
          mayAct && file.acts.includes('separate') ? caseNo => setAsked({ act: 'separate', caseNo }) : null
        }
      />
      <Timeline file={file} />
      {asked ? <DeskDialog key={asked.act} {...asked} file={file} onClose={() => setAsked(null)} /> : null}
    </>
  );
}

function Progress({ file }: { file: OrderFile }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const at = (instant: string | null) => (instant ? <At key={instant} at={instant} /> : null);
  const facts: [string, ReactNode][] = [
    [t('team'), file.team ? [file.team, file.crew].filter(Boolean).join(' · ') : t('nobody')],
    [t('area'), file.areaKind ? word('area-kind', file.areaKind) : t('place-unknown')],
    [t('reported'), at(file.openedAt)],
    [t('accept-by'), at(file.acceptBy)],
    [t('accepted'), at(file.acceptedAt)],
    [t('arrive-by'), at(file.arriveDueAt)],
    [t('arrived'), at(file.arrivedAt)],
    [t('restore-by'), at(file.restoreDueAt)],
    [t('restored'), at(file.doneAt)],
    [t('cause'), file.cause ? word('repair-cause', file.cause) : null],
    [t('remedy'), file.remedy],
    [t('redispatches'), file.dispatches > 1 ? file.dispatches - 1 : null],
    [
      t('second-visit'),
      file.secondVisitOf ? (
        <Link key="before" className="mono" to={`/repairs/${file.secondVisitOf}`}>
          {file.secondVisitOf}
        </Link>
      ) : null,
    ],
  ];
  return (
    <Sheet title={t('progress')}>
      <Facts facts={facts.filter(([, value]) => value)} />
    </Sheet>
  );
}

type Report = OrderFile['reportsShown'][number];

function Reports({ file, onSeparate }: { file: OrderFile; onSeparate: ((caseNo: string) => void) | null }) {
  const t = useFeatureTexts(texts);
  const title = t('reports-of', { count: file.reports });
  return (
    <Sheet title={title} flush>
      <DataTable<Report>
        label={title}
        wraps
        rowKey="caseNo"
        dataSource={file.reportsShown}
        columns={[
          {
            title: t('case'),
            key: 'case',
            width: 190,
            render: (_, { caseNo }) => (
              <Link className="mono" to={`/cases/${caseNo}`}>
                {caseNo}
              </Link>
            ),
          },
          { title: t('words'), key: 'words', render: (_, { words }) => words ?? t('confidential') },
          {
            title: t('state'),
            key: 'state',
            width: 100,
            render: (_, { status }) => <StatusTag group="case" status={status} tone="plain" />,
          },
          { title: t('reported'), key: 'at', width: 150, render: (_, { joinedAt }) => <At at={joinedAt} /> },
          ...(onSeparate && file.reports > 1
            ? [
                {
                  key: 'separate',
                  width: 110,
                  render: (_: unknown, { caseNo }: Report) => (
                    <Button size="small" onClick={() => onSeparate(caseNo)}>
                      {t('separate')}
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Sheet>
  );
}

function Timeline({ file: { events } }: { file: OrderFile }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const nameOf = useNameOf();
  const named = (by: string) => (by === 'person' ? t('customer') : nameOf(by));
  return (
    <Sheet title={t('timeline')}>
      <ol className="timeline">
        {[...events].reverse().map(({ at, act, by, team, words, detail }) => (
          <li key={`${at}${act}${JSON.stringify(detail)}`} className={/late|lapse/.test(act) ? 'bad' : ''}>
            <At at={at} />
            <div>
              <span className="what">{word('repair-act', act)}</span>{' '}
              <span className="soft">{[named(by), team, detail['case']].filter(Boolean).join(' · ')}</span>
              {words ? <div style={{ whiteSpace: 'pre-wrap' }}>{words}</div> : null}
            </div>
          </li>
        ))}
      </ol>
    </Sheet>
  );
}
