import { useState } from 'react';
import { Link } from 'react-router-dom';
import { Pager } from '../../components/pager.tsx';
import { Loaded } from '../../components/states.tsx';
import { useNameOf } from '../../components/use-name-of.ts';
import { At } from '../../components/values.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { type TimelineLine, useCustomerTimeline } from './customer.queries.ts';
import { texts } from './customer.texts.ts';

/** Cases of all ways, calls, chats, mails, follow-ups and ratings of one person, latest first. */
export function CustomerTimeline({ caseNo }: { caseNo: string }) {
  const t = useFeatureTexts(texts);
  const [page, setPage] = useState(1);
  const timeline = useCustomerTimeline(caseNo, page);
  return (
    <Loaded query={timeline}>
      {({ anonymous, lines, more }) =>
        anonymous ? null : (
          <>
            <h3>{t('timeline-title')}</h3>
            {lines.length === 0 ? <p className="soft">{t('none')}</p> : null}
            <ol className="timeline" aria-label={t('timeline-title')}>
              {lines.map((line, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: lines are never moved
                <li key={place}>
                  <At at={line.at} />
                  <Line line={line} beside={caseNo} />
                </li>
              ))}
            </ol>
            <Pager page={page} hasMore={more} onPage={setPage} />
          </>
        )
      }
    </Loaded>
  );
}

function Line({ line, beside }: { line: TimelineLine; beside: string }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const nameOf = useNameOf();
  const { kind, source, by, words, certain } = line;
  const who = by === null ? null : by === 'person' ? t('customer') : nameOf(by);
  const about = [
    source ? word('case-source', source) : null,
    kind ? word('case-kind', kind) : null,
    who,
    certain ? null : t('not-certain'),
  ];
  return (
    <div>
      <What line={line} /> <Where line={line} beside={beside} />{' '}
      <span className="soft">{about.filter(Boolean).join(' · ')}</span>
      {words ? <div className="soft">{words}</div> : null}
    </div>
  );
}

/** What happened, in a word. */
function What({ line: { what, act, stars } }: { line: TimelineLine }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const said = {
    act: () => word('case-act', act ?? ''),
    mail: () => t('mail'),
    chat: () => `${t('chat')} ${word('chat', act ?? '')}`,
    rating: () => `${t('rating')} ${t('stars', { count: stars ?? 0 })}`,
    'follow-up': () => `${t('follow-up')} ${word('follow-up', act ?? '')}`,
  };
  return <span className="what">{said[what]()}</span>;
}

function Where({ line: { of, reference, readable }, beside }: { line: TimelineLine; beside: string }) {
  const t = useFeatureTexts(texts);
  if (reference === beside) return <span className="soft">{t('this-case')}</span>;
  if (of === 'counter') return <span className="soft">{t('counter', { number: reference })}</span>;
  const to = {
    case: `/cases/${reference}`,
    chat: `/chat?chat=${reference}`,
    application: `/applications/${reference}`,
  };
  if (!readable) return <span className="mono soft">{reference}</span>;
  return (
    <Link className="mono" to={to[of]}>
      {reference}
    </Link>
  );
}
