import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { type Quote, readQuote } from './counter.queries.ts';
import { counterTexts } from './texts.ts';

/** Who held this account, or will, and has something to pay: each pays what is theirs. */
export function OtherHolders({ quote, onChoose }: { quote: Quote; onChoose: (quote: Quote) => void }) {
  const t = useFeatureTexts(counterTexts);
  const choosing = useMutation({
    mutationFn: (holder: number) => readQuote(quote.accountNo, holder),
    onSuccess: onChoose,
  });
  if (quote.others.length === 0) return null;
  return (
    <>
      <ProblemList error={choosing.error} />
      <ul className="till-items" aria-label={t('others')}>
        {quote.others.map(({ holder, nameMasked, standing, until }) => (
          <li key={holder}>
            <span>{nameMasked}</span>
            <span className="soft">{t(standing, { day: until ?? '' })}</span>
            <Button size="small" loading={choosing.isPending} onClick={() => choosing.mutate(holder)}>
              {t('take-theirs')}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
