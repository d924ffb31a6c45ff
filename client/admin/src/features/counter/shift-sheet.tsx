import { Button } from 'antd';
import { useState } from 'react';
import { minuteOf, yuan } from '../../app/format.ts';
import { Sheet } from '../../components/sheet.tsx';
import { Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { Money } from '../../components/values.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { CloseShiftDialog } from './close-shift-dialog.tsx';
import { type Shift, type Taking, useTakings } from './counter.queries.ts';
import { counterTexts } from './texts.ts';

/** The clerk's own shift: counts, the latest takings, and its close. Cash is not summed up: it is counted blind. */
export function ShiftSheet({ shift }: { shift: Shift }) {
  const t = useFeatureTexts(counterTexts);
  const word = useWord();
  const takings = useTakings({ shiftNo: shift.shiftNo });
  const [closing, setClosing] = useState(false);
  return (
    <>
      <Sheet title={t('shift')} extra={<Button onClick={() => setClosing(true)}>{t('close')}</Button>}>
        <p className="soft till-shift">
          {shift.counter} · <span className="mono">{shift.shiftNo}</span>
          <br />
          <span className="figures">{minuteOf(shift.openedAt)}</span> · {t('float')} {yuan(shift.floatFen)}
        </p>
        <dl className="facts">
          {shift.tenders.map(({ tender, count, fen }) => (
            <div key={tender} style={{ display: 'contents' }}>
              <dt>{word('tender', tender)}</dt>
              <dd>
                {t('count-of', { count })} ·{' '}
                {fen === null ? <span className="soft">{t('blind')}</span> : <Money fen={fen} />}
              </dd>
            </div>
          ))}
        </dl>
      </Sheet>
      <Sheet title={t('latest')} flush>
        <Loaded query={takings}>{({ takings: rows }) => <Latest rows={rows.slice(0, 8)} />}</Loaded>
      </Sheet>
      {closing ? <CloseShiftDialog shift={shift} onClose={() => setClosing(false)} /> : null}
    </>
  );
}

function Latest({ rows }: { rows: Taking[] }) {
  const t = useFeatureTexts(counterTexts);
  const word = useWord();
  if (rows.length === 0) return <p className="soft till-none">{t('none-yet')}</p>;
  return (
    <ul className="till-latest">
      {rows.map(row => (
        <li key={row.paymentNo}>
          <span className="figures soft">{minuteOf(row.takenAt).slice(11)}</span>
          <span className="mono">…{row.accountNo.slice(-6)}</span>
          <span>{word('tender', row.tender)}</span>
          {row.amountFen === null ? (
            <span className="soft">{t('blind')}</span>
          ) : (
            <Money fen={row.amountFen} />
          )}
          <TakingState taking={row} />
        </li>
      ))}
    </ul>
  );
}

/** An uncertain pay code waits; otherwise what became of the taking. */
export function TakingState({ taking: { stage, status } }: { taking: Taking }) {
  if (stage === 'waiting') return <StatusTag group="taking" status="waiting" tone="waits" />;
  if (stage === 'failed') return <StatusTag group="taking" status="failed" tone="plain" />;
  const tones = {
    taken: 'good',
    cleared: 'good',
    uncleared: 'waits',
    voiding: 'waits',
    voided: 'plain',
    bounced: 'bad',
  } as const;
  return <StatusTag group="taking" status={status} tone={tones[status]} />;
}
