import { useCallback, useEffect, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { PageHead } from '../../components/page-head.tsx';
import { Loaded } from '../../components/states.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import './counter.css';
import { type MyShift, type Outcome, type Quote, useMyShift } from './counter.queries.ts';
import { FindCustomer } from './find-customer.tsx';
import { OpenShift } from './open-shift.tsx';
import { SaleResult } from './sale-result.tsx';
import { ShiftSheet } from './shift-sheet.tsx';
import { SlipResult } from './slip-result.tsx';
import { TakeForm } from './take-form.tsx';
import { counterTexts } from './texts.ts';

export function Page() {
  const t = useFeatureTexts(counterTexts);
  const shift = useMyShift();
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')} />
      <Loaded query={shift}>
        {mine => (mine.shift ? <Till mine={mine} shift={mine.shift} /> : <OpenShift />)}
      </Loaded>
    </>
  );
}

/** One customer after the other: find → what is owed → tender → receipt. */
function Till({ mine, shift }: { mine: MyShift; shift: NonNullable<MyShift['shift']> }) {
  const [quote, setQuote] = useState<Quote | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  // From an application or a list: whose money is to be taken stands in the address.
  const [params, setParams] = useSearchParams();
  const asked = params.get('account') ?? '';
  const begin = useCallback(() => {
    setQuote(null);
    setOutcome(null);
    setParams({}, { replace: true });
  }, [setParams]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || document.querySelector('.ant-modal-wrap:not([style*="none"])')) return;
      begin();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [begin]);
  const again = () => setOutcome(null);
  return (
    <div className="columns">
      <div className="wide till">
        {outcome && 'slip' in outcome ? (
          <SlipResult slip={outcome.slip} onNext={begin} onAgain={again} />
        ) : outcome ? (
          <SaleResult
            sale={outcome.sale}
            onNext={begin}
            onAgain={again}
            onSlip={slip => setOutcome({ slip })}
          />
        ) : quote ? (
          <TakeForm
            key={`${quote.accountNo} ${quote.holder}`}
            quote={quote}
            terminals={mine.cardTerminals}
            onTaken={setOutcome}
            onChoose={setQuote}
            onBack={begin}
          />
        ) : (
          <FindCustomer
            key={asked}
            asked={asked ? { accountNo: asked, holder: Number(params.get('holder')) || undefined } : null}
            onFound={setQuote}
          />
        )}
      </div>
      <div className="narrow">
        <ShiftSheet shift={shift} />
      </div>
    </div>
  );
}
