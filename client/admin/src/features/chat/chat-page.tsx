import { Segmented } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useMay, useMe } from '../../app/session.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { type Desk, type DeskViewName, useDesk, useForgetDesk } from './chat.queries.ts';
import { ChatList } from './chat-list.tsx';
import { type DeskLine, openDeskLine } from './desk-line.ts';
import { TalkPanel } from './talk-panel.tsx';
import { texts } from './texts.ts';
import './chat.css';

/** The chat desk: who waits at the left, the conversation in the middle. */
export function Page() {
  const t = useFeatureTexts(texts);
  const [params, setParams] = useSearchParams();
  const chosen = params.get('chat');
  const [view, setView] = useState<DeskViewName>('mine');
  const { line, live } = useLine();
  // What is being typed in one conversation is still there when the clerk comes back from another.
  const drafts = useRef(new Map<string, string>()).current;
  const desk = useDesk(view, live);
  const choose = (chatNo: string) => setParams({ chat: chatNo });
  useNeighbours(desk.data, chosen, choose);
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')}>
        <output className={live ? 'chat-line live' : 'chat-line'}>{t(live ? 'live' : 'polling')}</output>
      </PageHead>
      <div className="chat-desk">
        <section className="sheet chat-side" aria-label={t('conversations')}>
          <Views view={view} onView={setView} />
          <Loaded query={desk}>
            {({ waiting, chats }) => (
              <>
                <ChatList
                  title={t('waiting', { count: waiting.length })}
                  chats={waiting}
                  chosen={chosen}
                  onChoose={choose}
                />
                <ChatList title={t(view)} chats={chats} chosen={chosen} onChoose={choose} />
              </>
            )}
          </Loaded>
        </section>
        {chosen ? (
          <TalkPanel key={chosen} chatNo={chosen} line={line} live={live} drafts={drafts} />
        ) : (
          <section className="sheet chat-talk">
            <EmptyState title={t('none-chosen')} hint={t('none-chosen-hint')} />
          </section>
        )}
      </div>
    </>
  );
}

function Views({ view, onView }: { view: DeskViewName; onView: (view: DeskViewName) => void }) {
  const t = useFeatureTexts(texts);
  const { roles } = useMe();
  const seesAll = roles.includes('supervisor') || roles.includes('auditor');
  const views: DeskViewName[] = seesAll ? ['mine', 'all', 'ended'] : ['mine', 'ended'];
  return (
    <div className="chat-views">
      <Segmented<DeskViewName>
        block
        value={view}
        onChange={onView}
        options={views.map(value => ({ value, label: t(value) }))}
      />
    </div>
  );
}

/** One socket while the page is open; an auditor reads without. */
function useLine() {
  const may = useMay();
  const works = may('POST /staff/chat-tickets');
  const forget = useForgetDesk();
  const [line, setLine] = useState<DeskLine | null>(null);
  const [live, setLive] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: one line for as long as the page is open
  useEffect(() => {
    if (!works) return;
    const opened = openDeskLine({ state: setLive, news: forget });
    setLine(opened);
    return () => opened.close();
  }, [works]);
  return { line, live };
}

/** Alt with an arrow goes to the conversation above or below. */
function useNeighbours(desk: Desk | undefined, chosen: string | null, choose: (chatNo: string) => void) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!event.altKey || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
      const list = [...(desk?.waiting ?? []), ...(desk?.chats ?? [])].map(({ chatNo }) => chatNo);
      const at = chosen ? list.indexOf(chosen) : -1;
      const next = list[event.key === 'ArrowDown' ? at + 1 : at - 1];
      if (!next) return;
      event.preventDefault();
      choose(next);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
}
