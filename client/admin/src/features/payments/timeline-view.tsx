import { useState } from 'react';
import { dayOf, momentOf } from '../../app/format.ts';
import { useNameOf } from '../../components/use-name-of.ts';
import { Money, Mono } from '../../components/values.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { type Exchange, readableBody, readableContent, type TimelineEntry } from './payment-timeline.ts';
import { texts } from './texts.ts';

export function TimelineView({ entries }: { entries: TimelineEntry[] }) {
  return (
    <ol className="timeline">
      {entries.map((entry, index) => (
        <li key={entry.key} className={entry.tone}>
          <time dateTime={entry.at}>
            {index === 0 || dayOf(entries[index - 1]!.at) !== dayOf(entry.at) ? (
              <div>{dayOf(entry.at)}</div>
            ) : null}
            {momentOf(entry.at)}
          </time>
          <Entry entry={entry} />
        </li>
      ))}
    </ol>
  );
}

function Entry({ entry }: { entry: TimelineEntry }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const [open, setOpen] = useState(false);
  const more = entry.raw ?? entry.exchanges ?? Object.keys(entry.detail)[0];
  return (
    <div>
      <span className="what">{word(entry.group, entry.kind)}</span> <Gist entry={entry} />
      {entry.postings ? <Postings entry={entry} /> : null}
      {more && !entry.postings ? (
        <button type="button" className="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t('timeline.less') : t(`timeline.${nameOfMore(entry)}`)}
        </button>
      ) : null}
      {open && entry.raw ? <Raw>{rawText(entry.raw)}</Raw> : null}
      {open ? entry.exchanges?.map(exchange => <Said key={exchange.key} exchange={exchange} />) : null}
      {open && !entry.raw && !entry.exchanges ? <Raw>{JSON.stringify(entry.detail, null, 2)}</Raw> : null}
    </div>
  );
}

function nameOfMore({ raw, exchanges }: TimelineEntry) {
  if (raw) return 'raw';
  return exchanges ? 'exchanges' : 'more';
}

/** What we sent, and what the gateway answered. */
function Said({ exchange: { call, sent, byPayer, status, body, silence } }: { exchange: Exchange }) {
  const t = useFeatureTexts(texts);
  return (
    <div style={{ marginTop: 6 }}>
      <div>
        {t('timeline.request')} <Mono>{call}</Mono>
      </div>
      {sent === undefined ? null : <Raw>{readableContent(sent)}</Raw>}
      <div>
        {byPayer ? t('timeline.by-payer') : null}
        {silence ? t('timeline.silence', { code: silence }) : null}
        {status === undefined ? null : t('timeline.reply', { status })}
      </div>
      {body === undefined ? null : <Raw>{readableContent(body)}</Raw>}
    </div>
  );
}

function Raw({ children }: { children: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region is reached by keyboard
    <pre className="raw" tabIndex={0}>
      {children}
    </pre>
  );
}

/** As it came: headers, an empty line, the body; then what was understood of it, where the body is sealed. */
function rawText({ headers, body, parsed }: NonNullable<TimelineEntry['raw']>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [...lines, '', readableBody(body), '', '→', JSON.stringify(parsed, null, 2)].join('\n');
}

const lastTime = (at: string) => `${dayOf(at)} ${momentOf(at)}`;

/** What of the detail a person wants to know without opening it. */
function Gist({ entry: { detail, repeated } }: { entry: TimelineEntry }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const nameOf = useNameOf();
  const parts: [string, React.ReactNode][] = [];
  const text = (name: string) => (typeof detail[name] === 'string' ? detail[name] : undefined);
  const number = (name: string) => (typeof detail[name] === 'number' ? detail[name] : 0);
  if (number('amountFen') !== 0) parts.push(['amount', <Money key="amount" fen={number('amountFen')} />]);
  if (text('origin')) parts.push(['origin', word('origin', text('origin')!)]);
  if (text('status')) parts.push(['status', word('outcome', text('status')!)]);
  if (text('by')) parts.push(['by', nameOf(text('by')!)]);
  if (text('reason')) parts.push(['reason', text('reason')]);
  if (text('result'))
    parts.push(['result', t('timeline.result', { result: word('event', text('result')!) })]);
  if (number('repeats') > 0) parts.push(['repeats', t('timeline.repeats', { count: number('repeats') })]);
  if (repeated)
    parts.push(['times', t('timeline.times', { count: repeated.times, until: lastTime(repeated.until) })]);
  return (
    <span className="soft">
      {parts.map(([name, part], index) => (
        <span key={name}>
          {index > 0 ? ' · ' : ''}
          {part}
        </span>
      ))}
    </span>
  );
}

function Postings({ entry }: { entry: TimelineEntry }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  return (
    <div className="before-after plain" style={{ marginTop: 4 }}>
      {entry.postings!.map(posting => (
        <div key={`${posting.accountCode}${posting.amountFen}`} style={{ display: 'contents' }}>
          <span>
            {word('ledger-account', posting.accountCode)}{' '}
            <span className="soft">
              <Mono>{posting.accountCode}</Mono>
            </span>
          </span>
          <span className="soft">{posting.amountFen > 0 ? t('posting.debit') : t('posting.credit')}</span>
          <span style={{ textAlign: 'right' }}>
            <Money fen={Math.abs(posting.amountFen)} />
          </span>
        </div>
      ))}
    </div>
  );
}
