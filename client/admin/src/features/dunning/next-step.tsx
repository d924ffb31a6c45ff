import { minuteOf } from '../../app/format.ts';
import { At } from '../../components/values.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import type { Case } from './dunning.queries.ts';
import { texts } from './texts.ts';

/** The countdown: what comes next and when. */
export function NextStep({ file }: { file: Case }) {
  const t = useFeatureTexts(texts);
  const { status, closedAt, openedAt, restoreBy, disconnectAt, disconnectOn, lapsesOn, nextAt } = file;
  const { step, nextReminderOn, noticeFromOn } = file;
  if (status === 'closed') return <At at={closedAt ?? openedAt} />;
  if (status === 'restoring' && restoreBy) return t('next-restore-by', { at: minuteOf(restoreBy) });
  if (status === 'last-call' && disconnectAt) return t('next-disconnect-at', { at: minuteOf(disconnectAt) });
  if ((status === 'proposed' || status === 'submitted') && disconnectOn && lapsesOn)
    return t('next-decide', { day: disconnectOn, last: lapsesOn });
  if ((status === 'noticed' || status === 'approved') && disconnectOn)
    return t('next-disconnect-on', { day: disconnectOn });
  if (nextReminderOn || noticeFromOn)
    return (
      <>
        {nextReminderOn ? <div>{t('next-reminder', { step: step + 1, day: nextReminderOn })}</div> : null}
        {noticeFromOn ? <div>{t('next-notice', { day: noticeFromOn })}</div> : null}
      </>
    );
  return t('next-look', { at: minuteOf(nextAt) });
}

/** Why it stands where it stands: what stops the clock, and until when where that is known. */
export function WhyItStands({ file: { stops, status, closeReason } }: { file: Case }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  if (status === 'closed') return closeReason ? word('dunning-end', closeReason) : '—';
  if (stops.length === 0) return t('why-nothing');
  return stops.map(({ code, until }) => (
    <div key={code}>
      {word('dunning-stop', code)} {until ? <span className="soft">{t('until', { day: until })}</span> : null}
    </div>
  ));
}
