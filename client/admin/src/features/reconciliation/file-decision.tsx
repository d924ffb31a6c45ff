import { Button } from 'antd';
import { useState } from 'react';
import { yuan } from '../../app/format.ts';
import { useMay, useMe } from '../../app/session.tsx';
import { Decision, type Step, type Verdict } from '../../components/decision.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { useNameOf } from '../../components/use-name-of.ts';
import { Who } from '../../components/who.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { type DayDetail, useSettleFile } from './reconciliation.queries.ts';
import { texts } from './texts.ts';

type File = DayDetail['files'][number];

/** That a file counts no longer, or again: one person asks, with a reason; another decides. */
export function FileDecision({ file }: { file: File }) {
  const may = useMay();
  const { decision, part, status } = file;
  if (decision?.outcome === 'waiting') return <Waiting file={file} decision={decision} />;
  // What was counted is corrected where it is counted, and a fund-flow bill is judged row by row.
  const canAsk =
    part !== 'count' && part !== 'fund-flow' && (status === 'accepted' || status === 'withdrawn');
  return (
    <>
      {decision?.outcome === 'approved' && status === 'withdrawn' ? (
        <div className="soft">
          {decision.reason} · <Who did={decision.proposedBy} then={decision.decidedBy} />
        </div>
      ) : null}
      {canAsk && may('POST /staff/reconciliation/files/:fileId/proposal') ? <AskButton file={file} /> : null}
    </>
  );
}

/** What withdrawing it books back: both persons are told. */
function useBookedBack({ adjusted }: File): string {
  const t = useFeatureTexts(texts);
  return adjusted ? t('file-booked-back', { count: adjusted.count, sum: yuan(adjusted.fen) }) : '';
}

function AskButton({ file }: { file: File }) {
  const { id, status } = file;
  const t = useFeatureTexts(texts);
  const bookedBack = useBookedBack(file);
  const [open, setOpen] = useState(false);
  const settle = useSettleFile(id);
  const action = status === 'accepted' ? 'withdraw' : 'restore';
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t(`file-${action}`)}
      </Button>
      {open && (
        <ReasonDialog
          title={t(`file-${action}`)}
          hint={`${t(`file-${action}-hint`)}${bookedBack}`}
          danger={action === 'withdraw'}
          pending={settle.isPending}
          error={settle.error}
          onDecide={reason =>
            settle.mutate({ step: 'proposal', body: { reason } }, { onSuccess: () => setOpen(false) })
          }
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

function Waiting({
  file,
  decision: { id: decisionId, action, reason, proposedBy },
}: {
  file: File;
  decision: NonNullable<File['decision']>;
}) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const may = useMay();
  const { username } = useMe();
  const nameOf = useNameOf();
  const settle = useSettleFile(file.id);
  const bookedBack = useBookedBack(file);
  const decide: Step<Verdict> = {
    ...settle,
    mutate: (verdict, options) =>
      settle.mutate({ step: 'decision', body: { decisionId, ...verdict } }, options),
  };
  const mayDecide =
    may('POST /staff/reconciliation/files/:fileId/decision') && proposedBy !== `staff:${username}`;
  return (
    <div>
      <div className="soft">
        {t(`file-${action}`)}: {reason} · {t('by-person', { who: nameOf(proposedBy) })}
        {mayDecide ? '' : ` · ${common('refund.by-another')}`}
        {bookedBack ? <div>{bookedBack}</div> : null}
      </div>
      {mayDecide ? (
        <Decision
          about={t(`file-${action}`)}
          approve={t('approve')}
          reject={t('reject')}
          effect={`${t(`file-${action}-hint`)}${bookedBack}`}
          danger={action === 'withdraw'}
          decide={decide}
        />
      ) : null}
    </div>
  );
}
