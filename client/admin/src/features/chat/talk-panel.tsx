import { Button, Space } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router-dom';
import { useMay } from '../../app/session.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { FailureState } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useNameOf } from '../../components/use-name-of.ts';
import { At } from '../../components/values.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { ActDialog } from './act-dialog.tsx';
import { type ChatAct, type ChatFile, useChatAct } from './chat.queries.ts';
import { Composer } from './composer.tsx';
import type { DeskLine } from './desk-line.ts';
import { Messages } from './messages.tsx';
import { texts } from './texts.ts';
import { useTalk } from './use-talk.ts';

interface TalkPanelProps {
  chatNo: string;
  line: DeskLine | null;
  live: boolean;
  /** By conversation. */
  drafts: Map<string, string>;
}

/** One conversation: whose it is, what can be done with it, what was said, and the next words. */
export function TalkPanel({ chatNo, line, live, drafts }: TalkPanelProps) {
  const t = useFeatureTexts(texts);
  const talk = useTalk(chatNo, line, live);
  const { file, messages, sending } = talk;
  const foot = useRef<HTMLDivElement>(null);
  const count = messages.length + sending.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the newest line is to be seen when there is one more
  useEffect(() => {
    // In newer browsers it answers with a promise, which is no clean-up.
    foot.current?.scrollIntoView({ block: 'nearest' });
  }, [count]);
  if (!file)
    return (
      <section className="sheet chat-talk" aria-busy={!talk.error}>
        {talk.error ? <FailureState error={talk.error} retry={() => void talk.reload()} /> : null}
      </section>
    );
  return (
    <section className="sheet chat-talk" aria-label={t('conversation', { chatNo })}>
      <Head file={file} onChanged={talk.replace} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls is reached by the keyboard as well */}
      <div className="chat-scroll" tabIndex={0} role="log" aria-label={t('said')}>
        <Messages messages={messages} sending={sending} onAgain={talk.sayAgain} />
        <div ref={foot} />
      </div>
      {file.mine && file.status === 'open' ? (
        <Composer
          onSay={talk.say}
          draft={drafts.get(chatNo) ?? ''}
          onDraft={text => void drafts.set(chatNo, text)}
        />
      ) : (
        <p className="chat-note soft">{noteOf(file, t)}</p>
      )}
    </section>
  );
}

type Note = 'take-first' | 'ended-note' | 'theirs';

function noteOf({ status, clerk }: ChatFile, t: (key: Note, params?: { clerk: string }) => string) {
  if (status === 'waiting') return t('take-first');
  return status === 'closed' ? t('ended-note') : t('theirs', { clerk: clerk ?? '—' });
}

function Head({ file, onChanged }: { file: ChatFile; onChanged: (file: ChatFile) => void }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const may = useMay();
  const [asking, setAsking] = useState<ChatAct | null>(null);
  const act = useChatAct(file.chatNo);
  const press = (name: ChatAct) => {
    if (name === 'take' || name === 'hand-back' || name === 'close')
      act.mutate({ act: name }, { onSuccess: onChanged });
    else setAsking(name);
  };
  const nameOf = useNameOf();
  const { chatNo, phone, accountNo, status, caseNo, acts, waitingSince, firstReceiver, rating, clerk } = file;
  return (
    <header className="chat-head">
      <div>
        <h2>
          <span className="figures">{phone ?? t('no-phone')}</span>{' '}
          <StatusTag group="chat" status={status} tone={status === 'waiting' ? 'waits' : 'plain'} />
        </h2>
        <p className="soft">
          <span className="mono">{chatNo}</span> · {t('since')} <At at={waitingSince} />
          {clerk ? ` · ${t('with', { clerk })}` : ''}
          {firstReceiver ? ` · ${t('first', { who: nameOf(firstReceiver) })}` : ''}
          {accountNo ? (
            <>
              {' · '}
              <Link to={`/accounts/${accountNo}`}>{t('file', { accountNo })}</Link>
            </>
          ) : null}
          {caseNo ? (
            <>
              {' · '}
              <Link to={`/cases/${caseNo}`}>{t('case', { caseNo })}</Link>
            </>
          ) : null}
          {rating ? ` · ${t('rated', { stars: rating.stars })}` : ''}
        </p>
      </div>
      {may('POST /staff/chats/:chatNo/acts') ? (
        <Space wrap>
          {acts.map(name => (
            <Button
              key={name}
              type={name === 'take' ? 'primary' : 'default'}
              loading={act.isPending}
              onClick={() => press(name)}
            >
              {word('chat-act', name)}
            </Button>
          ))}
        </Space>
      ) : null}
      <ProblemList error={act.error} />
      {asking ? (
        <ActDialog act={asking} file={file} onDone={onChanged} onClose={() => setAsking(null)} />
      ) : null}
    </header>
  );
}
