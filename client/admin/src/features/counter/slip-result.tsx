import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { yuan } from '../../app/format.ts';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { type Slip, useDeskPost, useSlip } from './counter.queries.ts';
import { PrintedSlip } from './printed-slip.tsx';
import { counterTexts } from './texts.ts';

/** What became of it: taken, not certain yet, or no money. Enter goes on to the next customer. */
export function SlipResult(props: { slip: Slip; onNext: () => void; onAgain: () => void }) {
  const t = useFeatureTexts(counterTexts);
  const slip = useSlip(props.slip).data;
  const { stage } = slip;
  const next = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (stage === 'waiting') return;
    // A second Enter by a nervous finger or a scanner must not call the next customer.
    const timer = setTimeout(() => next.current?.focus(), 800);
    return () => clearTimeout(timer);
  }, [stage]);
  return (
    <section className="sheet till-step" aria-live="polite">
      <div className={`till-result ${stage}`}>
        <h2>{t(stage)}</h2>
        <p className="till-sum figures">{yuan(slip.amountFen)}</p>
        {slip.changeFen ? (
          <p className="till-change">
            {t('change')} <strong className="figures">{yuan(slip.changeFen)}</strong>
          </p>
        ) : null}
        {stage === 'waiting' ? <p>{t('waiting-hint')}</p> : null}
        {stage === 'failed' ? <p>{t('failed-hint')}</p> : null}
        <div className="till-buttons">
          {stage === 'paid' ? <Button onClick={() => window.print()}>{t('print')}</Button> : null}
          {stage === 'waiting' ? <Undo paymentNo={slip.paymentNo} /> : null}
          {stage === 'failed' ? <Button onClick={props.onAgain}>{t('another')}</Button> : null}
          {stage === 'waiting' ? null : (
            <Button ref={next} type="primary" onClick={props.onNext}>
              {t('next')}
            </Button>
          )}
        </div>
      </div>
      {stage === 'paid' ? <PrintedSlip slip={slip} /> : null}
    </section>
  );
}

function Undo({ paymentNo }: { paymentNo: string }) {
  const t = useFeatureTexts(counterTexts);
  const undo = useDeskPost<void, Slip>(
    () => `/staff/desk/takings/${paymentNo}/give-up`,
    () => ({}),
  );
  return (
    <div>
      <ProblemList error={undo.error} />
      <Button danger loading={undo.isPending} onClick={() => undo.mutate()}>
        {t('undo')}
      </Button>
    </div>
  );
}
