import { minuteOf } from '../../app/format.ts';
import { useFeatureTexts } from '../../i18n/index.tsx';
import type { ChatMessage } from './chat.queries.ts';
import { texts } from './texts.ts';
import type { Sending } from './use-talk.ts';

interface MessagesProps {
  messages: ChatMessage[];
  sending: Sending[];
  onAgain: (one: Sending) => void;
}

export function Messages({ messages, sending, onAgain }: MessagesProps) {
  const t = useFeatureTexts(texts);
  return (
    <ol className="chat-messages">
      {messages.map(({ no, from, who, kind, text, about, at }) =>
        kind === 'text' ? (
          <li key={no} className={from === 'staff' ? 'ours' : undefined}>
            <span className="soft">
              {from === 'staff' ? who : t('customer')}{' '}
              <time className="figures">{minuteOf(at).slice(11)}</time>
            </span>
            <p>{text}</p>
          </li>
        ) : (
          <li key={no} className="event soft">
            {t(eventText(kind), { about: about ?? '', who: who ?? t('customer') })}{' '}
            <time className="figures">{minuteOf(at).slice(11)}</time>
          </li>
        ),
      )}
      {sending.map(one => (
        <li key={one.id} className="ours">
          <p>{one.text}</p>
          {one.why === null ? (
            <span className="soft">{t('sending')}</span>
          ) : (
            <span className="chat-failed" role="alert">
              {one.why || t('not-sent')}
              <button type="button" className="quiet" onClick={() => onAgain(one)}>
                {t('again')}
              </button>
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}

const known = [
  'taken',
  'handed-over',
  'handed-back',
  'clerk-left',
  'case',
  'closed',
  'silent',
  'hours-over',
] as const;

function eventText(kind: string): `event-${(typeof known)[number]}` | 'event-other' {
  const found = known.find(each => each === kind);
  return found ? `event-${found}` : 'event-other';
}
