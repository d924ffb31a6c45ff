import { Button, Checkbox, Input, Segmented } from 'antd';
import { useState } from 'react';
import { parseYuan, yuan } from '../../app/format.ts';
import { ProblemList } from '../../components/problem-list.tsx';
import { Money, Mono } from '../../components/values.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { type MyShift, type Outcome, type Quote, type Tendered, useTake } from './counter.queries.ts';
import { OtherHolders } from './other-holders.tsx';
import { TenderFields } from './tender-fields.tsx';
import { counterTexts } from './texts.ts';

export type TenderKind = 'cash' | 'cheque' | 'transfer' | 'card';

/** What is owed, what of it is paid now, and how. Enter takes it. */
export function TakeForm(props: {
  quote: Quote;
  terminals: MyShift['cardTerminals'];
  onTaken: (outcome: Outcome) => void;
  onChoose: (quote: Quote) => void;
  onBack: () => void;
}) {
  const { quote, terminals, onTaken, onChoose, onBack } = props;
  const t = useFeatureTexts(counterTexts);
  const [chosen, setChosen] = useState(
    () => new Set(quote.items.filter(({ locked }) => !locked).map(({ payableId }) => payableId)),
  );
  const [prepay, setPrepay] = useState('');
  const [kind, setKind] = useState<TenderKind>('cash');
  const take = useTake();
  const items = quote.items.filter(({ payableId }) => chosen.has(payableId));
  const prepaymentFen = prepay.trim() === '' ? 0 : parseYuan(prepay);
  const owedFen = items.reduce((sum, { outstandingFen }) => sum + outstandingFen, 0);
  const totalFen = prepaymentFen === undefined ? 0 : owedFen + prepaymentFen;
  const submit = (tendered: Tendered) => {
    if (take.isPending || totalFen === 0) return;
    const pays = {
      accountNo: quote.accountNo,
      holder: quote.holder,
      items: items.map(({ payableId, outstandingFen }) => ({ payableId, amountFen: outstandingFen })),
      ...(prepaymentFen ? { prepaymentFen } : {}),
    };
    take.mutate({ pays, tendered }, { onSuccess: onTaken });
  };
  const toggle = (payableId: number) => {
    const next = new Set(chosen);
    if (!next.delete(payableId)) next.add(payableId);
    setChosen(next);
  };
  const kinds: TenderKind[] = [
    'cash',
    'cheque',
    'transfer',
    ...(terminals.length > 0 ? (['card'] as const) : []),
  ];
  return (
    <section className="sheet till-step" aria-label={t('owed')}>
      <header>
        <div>
          <h2>
            {quote.nameMasked} <Mono>{quote.accountNo}</Mono>
          </h2>
          <span className="soft">
            {quote.addressMasked} ·{' '}
            {quote.standing === 'present'
              ? t('balance', { amount: yuan(quote.balanceFen) })
              : t(quote.standing, { day: quote.until ?? '' })}
          </span>
        </div>
        <Button onClick={onBack}>{t('next')} (Esc)</Button>
      </header>
      <div className="body">
        <ProblemList error={take.error} />
        <OtherHolders quote={quote} onChoose={onChoose} />
        {quote.items.length === 0 ? (
          <p className="soft">{t(quote.standing === 'present' ? 'nothing-owed' : 'all-paid')}</p>
        ) : null}
        <ul className="till-items">
          {quote.items.map(({ payableId, title, dueOn, outstandingFen, locked }) => (
            <li key={payableId}>
              <Checkbox checked={chosen.has(payableId)} disabled={locked} onChange={() => toggle(payableId)}>
                {title}
              </Checkbox>
              <span className="soft">{locked ? t('locked') : dueOn ? t('due', { day: dueOn }) : ''}</span>
              <Money fen={outstandingFen} />
            </li>
          ))}
          {quote.standing === 'present' ? (
            <li>
              <label htmlFor="till-prepay">{t('prepay')}</label>
              <span />
              <Input
                id="till-prepay"
                className="figures till-prepay"
                inputMode="decimal"
                value={prepay}
                autoComplete="off"
                status={prepaymentFen === undefined ? 'error' : undefined}
                onChange={event => setPrepay(event.target.value)}
              />
            </li>
          ) : null}
        </ul>
        <div className="till-total">
          <span>{t('total')}</span>
          <strong className="figures">{yuan(totalFen)}</strong>
        </div>
        <Segmented<TenderKind>
          aria-label={t('tender')}
          value={kind}
          options={kinds.map(value => ({ value, label: t(value) }))}
          onChange={setKind}
        />
        <TenderFields
          key={kind}
          kind={kind}
          totalFen={totalFen}
          terminals={terminals}
          busy={take.isPending}
          onTender={submit}
        />
      </div>
    </section>
  );
}
