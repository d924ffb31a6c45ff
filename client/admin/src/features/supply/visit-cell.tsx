import { Button } from 'antd';
import { useState } from 'react';
import { useMay } from '../../app/session.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { StatusTag, type Tone } from '../../components/status-tag.tsx';
import { useNameOf } from '../../components/use-name-of.ts';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { type Command, type FieldOrder, useVisit } from './supply.queries.ts';
import { texts } from './texts.ts';

const tones: Record<FieldOrder['status'], Tone> = {
  open: 'waits',
  done: 'good',
  failed: 'bad',
  withdrawn: 'plain',
};

/** The fitter's order of a command, and what came of the visit. */
export function VisitCell({ command }: { command: Command }) {
  const t = useFeatureTexts(texts);
  const nameOf = useNameOf();
  const word = useWord();
  const may = useMay();
  const [result, setResult] = useState<'done' | 'failed' | null>(null);
  const order = command.fieldOrder;
  if (!order) return '—';
  const { orderNo, status, reason, note, endedBy } = order;
  // Cut off all the same: said here, somebody is sent to bring power back.
  const tooLate = status === 'withdrawn' && command.action === 'disconnect';
  return (
    <>
      <StatusTag group="field-order" status={status} tone={tones[status]} />{' '}
      <span className="mono soft">{orderNo}</span>
      <div className="soft">
        {[word('supply-code', reason), endedBy && nameOf(endedBy), note].filter(Boolean).join(' · ')}
      </div>
      {(status === 'open' || tooLate) && may('POST /staff/field-orders/:orderNo/done') ? (
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 4 }}>
          <Button size="small" type="primary" ghost onClick={() => setResult('done')}>
            {t(`done.${command.action}`)}
          </Button>
          {tooLate ? null : (
            <Button size="small" onClick={() => setResult('failed')}>
              {t('failed')}
            </Button>
          )}
        </div>
      ) : null}
      {result ? (
        <VisitDialog command={command} order={order} result={result} onClose={() => setResult(null)} />
      ) : null}
    </>
  );
}

function VisitDialog({
  command: { action },
  order,
  result,
  onClose,
}: {
  command: Command;
  order: FieldOrder;
  result: 'done' | 'failed';
  onClose: () => void;
}) {
  const t = useFeatureTexts(texts);
  const visit = useVisit(order.orderNo);
  return (
    <ReasonDialog
      title={result === 'done' ? t(`done.${action}`) : t('failed')}
      hint={t(result === 'done' ? 'done-hint' : `failed-hint.${action}`)}
      label={t('visit-note')}
      danger={action === 'disconnect' && result === 'done'}
      pending={visit.isPending}
      error={visit.error}
      onDecide={note => visit.mutate({ result, note }, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
