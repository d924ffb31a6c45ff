import { Button, Input, type InputRef, Select } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { parseYuan, yuan } from '../../app/format.ts';
import { useFeatureTexts } from '../../i18n/index.tsx';
import type { MyShift, Tendered } from './counter.queries.ts';
import type { TenderKind } from './take-form.tsx';
import { counterTexts } from './texts.ts';

interface Fields {
  totalFen: number;
  busy: boolean;
  onTender: (tendered: Tendered) => void;
}

export function TenderFields({
  kind,
  terminals,
  ...fields
}: Fields & { kind: TenderKind; terminals: MyShift['cardTerminals'] }) {
  if (kind === 'cash') return <CashOrCode {...fields} />;
  if (kind === 'card') return <Card {...fields} terminals={terminals} />;
  return <Paper {...fields} kind={kind} />;
}

/** What a scanner types: 16 to 24 digits are a code on the customer's phone, no sum of money has so many. */
const payCode = /^\d{16,24}$/;

function CashOrCode({ totalFen, busy, onTender }: Fields) {
  const t = useFeatureTexts(counterTexts);
  const [text, setText] = useState('');
  const input = useFocused();
  const given = text.trim();
  const givenFen = given === '' ? totalFen : parseYuan(given);
  const isCode = payCode.test(given);
  const enough = givenFen !== undefined && givenFen >= totalFen;
  const submit = () => {
    if (isCode) onTender({ tender: 'pay-code', authCode: given });
    else if (enough) onTender({ tender: 'cash', tenderedFen: givenFen });
  };
  return (
    <Entry busy={busy} able={totalFen > 0 && (isCode || enough)} onSubmit={submit}>
      <label htmlFor="till-given" className="till-label">
        {t('given')}
      </label>
      <Input
        id="till-given"
        ref={input}
        size="large"
        className="figures"
        value={text}
        autoComplete="off"
        placeholder={t('given-hint')}
        onChange={event => setText(event.target.value)}
      />
      {givenFen !== undefined && given !== '' && !isCode ? (
        <p className={`till-change${enough ? '' : ' owed'}`} role="status">
          {enough ? t('change') : t('short')}{' '}
          <strong className="figures">{yuan(Math.abs(givenFen - totalFen))}</strong>
        </p>
      ) : null}
    </Entry>
  );
}

function Paper({ kind, busy, totalFen, onTender }: Fields & { kind: 'cheque' | 'transfer' }) {
  const t = useFeatureTexts(counterTexts);
  const [reference, setReference] = useState('');
  const [bank, setBank] = useState('');
  const input = useFocused();
  const able = totalFen > 0 && reference.trim() !== '' && bank.trim() !== '';
  const submit = () => onTender({ tender: kind, reference: reference.trim(), bank: bank.trim() });
  return (
    <Entry busy={busy} able={able} onSubmit={submit}>
      <label htmlFor="till-reference" className="till-label">
        {t('reference')}
      </label>
      <Input
        id="till-reference"
        ref={input}
        size="large"
        value={reference}
        maxLength={40}
        onChange={event => setReference(event.target.value)}
      />
      <label htmlFor="till-bank" className="till-label">
        {t('bank')}
      </label>
      <Input
        id="till-bank"
        size="large"
        value={bank}
        maxLength={40}
        onChange={event => setBank(event.target.value)}
      />
    </Entry>
  );
}

function Card({ terminals, busy, totalFen, onTender }: Fields & { terminals: MyShift['cardTerminals'] }) {
  const t = useFeatureTexts(counterTexts);
  const [terminal, setTerminal] = useState(terminals[0]!.terminal);
  return (
    <Entry busy={busy} able={totalFen > 0} onSubmit={() => onTender({ tender: 'card', terminal })}>
      <label htmlFor="till-terminal" className="till-label">
        {t('terminal')}
      </label>
      <Select
        id="till-terminal"
        size="large"
        style={{ width: '100%' }}
        value={terminal}
        options={terminals.map(each => ({ value: each.terminal, label: `${each.name} · ${each.terminal}` }))}
        onChange={setTerminal}
      />
      {busy ? <p role="status">{t('card-waiting')}</p> : null}
    </Entry>
  );
}

function Entry(props: { busy: boolean; able: boolean; onSubmit: () => void; children: ReactNode }) {
  const t = useFeatureTexts(counterTexts);
  return (
    <form
      className="till-entry"
      onSubmit={event => {
        event.preventDefault();
        if (props.able) props.onSubmit();
      }}
    >
      {props.children}
      <Button type="primary" size="large" block htmlType="submit" disabled={!props.able} loading={props.busy}>
        {t('take')}
      </Button>
    </form>
  );
}

function useFocused() {
  const input = useRef<InputRef>(null);
  useEffect(() => input.current?.focus(), []);
  return input;
}
