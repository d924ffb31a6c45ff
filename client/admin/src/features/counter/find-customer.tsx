import { useMutation } from '@tanstack/react-query';
import { Button, Input, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { findCustomers, type Quote, readQuote } from './counter.queries.ts';
import { counterTexts } from './texts.ts';

interface Hit {
  accountNo: string;
  nameMasked: string | null;
  addressMasked: string;
}

/** Digits of an account are looked up at once; anything else is searched for. */
async function find(text: string): Promise<Quote | Hit[]> {
  if (/^\d{10}$|^\d{13}$/.test(text)) return readQuote(text);
  const { accounts } = await findCustomers(text);
  return accounts.length === 1 ? readQuote(accounts[0]!.accountNo) : accounts;
}

interface FindCustomerProps {
  /** Looked up at once. */
  asked: { accountNo: string; holder?: number | undefined } | null;
  onFound: (quote: Quote) => void;
}

export function FindCustomer({ asked, onFound }: FindCustomerProps) {
  const t = useFeatureTexts(counterTexts);
  const [text, setText] = useState(asked?.accountNo ?? '');
  const [hits, setHits] = useState<Hit[] | null>(null);
  const input = useRef<InputRef>(null);
  useEffect(() => input.current?.focus(), []);
  const search = useMutation({
    mutationFn: ({ wanted, holder }: { wanted: string; holder?: number | undefined }) =>
      holder ? readQuote(wanted, holder) : find(wanted),
    onSuccess: found => (Array.isArray(found) ? setHits(found) : onFound(found)),
  });
  const begun = useRef(false);
  useEffect(() => {
    if (!asked || begun.current) return;
    begun.current = true;
    search.mutate({ wanted: asked.accountNo, holder: asked.holder });
  });
  const submit = (typed: string) => {
    setHits(null);
    if (typed.trim()) search.mutate({ wanted: typed.trim() });
  };
  return (
    <section className="sheet till-step" aria-labelledby="till-account">
      <form
        className="body"
        onSubmit={event => {
          event.preventDefault();
          submit(text);
        }}
      >
        <ProblemList error={search.error} />
        <label id="till-account" htmlFor="till-account-no" className="till-label">
          {t('account')}
        </label>
        <div className="till-line">
          <Input
            id="till-account-no"
            ref={input}
            size="large"
            className="figures"
            value={text}
            autoComplete="off"
            placeholder={t('account-hint')}
            onChange={event => setText(event.target.value)}
          />
          <Button type="primary" size="large" htmlType="submit" loading={search.isPending}>
            {t('find')}
          </Button>
        </div>
        {hits ? <Hits hits={hits} onChoose={submit} /> : null}
      </form>
    </section>
  );
}

function Hits({ hits, onChoose }: { hits: Hit[]; onChoose: (accountNo: string) => void }) {
  const t = useFeatureTexts(counterTexts);
  if (hits.length === 0) return <p role="status">{t('none-found')}</p>;
  return (
    <>
      <p role="status">{t('several')}</p>
      <ul className="till-hits">
        {hits.map(hit => (
          <li key={hit.accountNo}>
            <button type="button" onClick={() => onChoose(hit.accountNo)}>
              <span className="mono">{hit.accountNo}</span> <strong>{hit.nameMasked}</strong>{' '}
              <span className="soft">{hit.addressMasked}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
