import { Skeleton } from 'antd';
import { Link } from 'react-router-dom';
import { Icon } from '../components/icon.tsx';
import { Sheet } from '../components/sheet.tsx';
import { EmptyState } from '../components/states.tsx';
import { Money } from '../components/values.tsx';
import { useFeatureTexts, useTexts } from '../i18n/index.tsx';
import { ageOf } from './format.ts';
import { placesOf } from './places.ts';
import { useMe } from './session.tsx';
import { texts } from './shell.texts.ts';
import { useWaiting, type WaitingLine } from './waiting.queries.ts';

/** What waits for this member, and the ways to everything else. */
export function Page() {
  const t = useFeatureTexts(texts);
  const { t: common, language } = useTexts();
  const me = useMe();
  const waiting = byUrgency(useWaiting());
  const isDone = ({ query: { data } }: WaitingLine) => data?.count === 0;
  const [open, done] = [waiting.filter(line => !isDone(line)), waiting.filter(isDone)];
  return (
    <>
      <header className="page-head">
        <div>
          <h1>{t('home.title', { name: me.displayName })}</h1>
          <p>{me.roles.map(role => common(`role.${role}`)).join(' · ')}</p>
        </div>
      </header>
      <Sheet title={t('home.waiting')} flush>
        {open.length === 0 ? (
          <EmptyState title={t('home.nothing')} hint={t('home.nothing-hint')} />
        ) : (
          <ul className="waiting">
            {open.map(line => (
              <WaitingRow key={line.to + line.name.en} line={line} />
            ))}
          </ul>
        )}
        {done.length > 0 ? (
          <p className="waiting-done">
            {t('home.clear')}
            {done.map(({ to, name }) => (
              <Link key={to + name.en} to={to}>
                {name[language]}
              </Link>
            ))}
          </p>
        ) : null}
      </Sheet>
      <Sheet title={t('home.places')} extra={<span className="soft">{t('home.keys-hint')}</span>}>
        <div className="place-grid">
          {placesOf(me.roles).map(place => (
            <Link key={place.to} to={place.to} className="place-tile">
              <Icon name={place.icon} size={20} />
              <span>{place.name[language]}</span>
              {place.key ? <kbd>g {place.key}</kbd> : null}
            </Link>
          ))}
        </div>
      </Sheet>
    </>
  );
}

/** What waits longest stands first. */
function byUrgency(lines: WaitingLine[]): WaitingLine[] {
  const rank = ({ query: { data } }: WaitingLine) => (data && data.count > 0 ? (data.oldestAt ?? '9') : 'z');
  return [...lines].sort((left, right) => rank(left).localeCompare(rank(right)));
}

function WaitingRow({ line: { name, to, query } }: { line: WaitingLine }) {
  const t = useFeatureTexts(texts);
  const { language } = useTexts();
  const { data, error } = query;
  const age = data?.oldestAt ? ageOf(data.oldestAt, new Date()) : undefined;
  return (
    <li>
      <Link to={to}>
        <span className="what">{name[language]}</span>
        {data === undefined && !error ? <Skeleton.Button active size="small" /> : null}
        {error ? <span className="soft">{t('home.unknown')}</span> : null}
        {data ? (
          <>
            {data.amountFen ? <Money fen={data.amountFen} /> : null}
            {age ? (
              <span className={age.unit === 'days' ? 'owed' : 'soft'}>
                {t('home.since', { time: t(`age.${age.unit}`, { count: age.count }) })}
              </span>
            ) : null}
            <span className="count figures">{t('home.count', { count: data.count })}</span>
          </>
        ) : null}
      </Link>
    </li>
  );
}
