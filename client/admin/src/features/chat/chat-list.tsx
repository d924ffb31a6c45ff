import { minuteOf } from '../../app/format.ts';
import { useFeatureTexts } from '../../i18n/index.tsx';
import type { DeskChat } from './chat.queries.ts';
import { texts } from './texts.ts';

interface ChatListProps {
  title: string;
  chats: DeskChat[];
  chosen: string | null;
  onChoose: (chatNo: string) => void;
}

export function ChatList({ title, chats, chosen, onChoose }: ChatListProps) {
  const t = useFeatureTexts(texts);
  return (
    <>
      <h2 className="chat-group">{title}</h2>
      {chats.length === 0 ? <p className="chat-none soft">{t('nobody')}</p> : null}
      <ul className="chat-list">
        {chats.map(({ chatNo, phone, last, unread, waitingSince, owedSince, lastAt, status, clerk }) => (
          <li key={chatNo}>
            <button type="button" aria-current={chatNo === chosen} onClick={() => onChoose(chatNo)}>
              <span className="chat-list-head">
                <span className="figures">{phone ?? t('no-phone')}</span>
                <time className="soft figures">
                  {minuteOf(status === 'waiting' ? waitingSince : lastAt).slice(11)}
                </time>
              </span>
              <span className="chat-list-last">
                <span>{last}</span>
                {unread > 0 ? (
                  <b className="count figures">
                    {unread}
                    <span className="chat-unseen">{t('unread')}</span>
                  </b>
                ) : null}
              </span>
              {clerk && status !== 'waiting' ? (
                <span className="soft">
                  {clerk}
                  {owedSince && status === 'open' ? (
                    <> · {t('owed-since', { at: minuteOf(owedSince).slice(5) })}</>
                  ) : null}
                </span>
              ) : null}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
