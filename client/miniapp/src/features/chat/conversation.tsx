import type { Chat } from '@api/types';
import Taro from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { endChat } from '@/api/hall';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { ConfirmPress } from '@/components/confirm-press';
import { ErrorState } from '@/components/error-state';
import { Skeleton } from '@/components/skeleton';
import { classes } from '@/elements/contract';
import { Box, Field, Press } from '@/elements/elements';
import { type Translate, useTexts } from '@/i18n/texts';
import { go } from '@/navigation/go';
import { Bubbles } from './bubbles';
import type { LineState } from './chat-line';
import { RateChat } from './rate-chat';
import { type TalkOnPage, useTalk } from './use-talk';

/** One conversation: who is there, what was said, and the field to say more. */
export function Conversation({ chatNo, onNew }: { chatNo: string; onNew: () => void }) {
  const t = useTexts();
  const page = useTalk(chatNo);
  const { chat, talk, error } = page;
  const count = talk.messages.length + talk.pending.length;
  useEffect(() => {
    if (count > 0) void Taro.pageScrollTo({ scrollTop: 1_000_000, duration: 0 });
  }, [count]);
  if (!chat)
    return error ? <ErrorState error={error} onRetry={() => void page.reload()} /> : <Skeleton cards={2} />;
  const closed = chat.status === 'closed';
  return (
    <>
      <Head chat={chat} line={page.line} />
      <Bubbles talk={talk} onAgain={page.sayAgain} />
      {chat.canRate && <RateChat chatNo={chatNo} onRated={page.replace} />}
      {chat.rating && <Card>{t('chat.rated', { count: chat.rating.stars })}</Card>}
      {closed ? (
        <Box className="actions">
          {chat.caseNo && (
            <Press look="main" onPress={() => go('case', { caseNo: chat.caseNo ?? '' })}>
              {t('chat.to-case')}
            </Press>
          )}
          <Press look="quiet" onPress={onNew}>
            {t('chat.new')}
          </Press>
        </Box>
      ) : (
        <>
          <End chatNo={chatNo} page={page} />
          <Write onSay={page.say} />
        </>
      )}
    </>
  );
}

function standing({ status, clerk, ahead }: Chat, t: Translate): string {
  if (status === 'closed') return t('chat.closed');
  if (status === 'open') return t('chat.with', { clerk: clerk ?? t('chat.clerk') });
  return ahead ? t('chat.waiting.ahead', { count: ahead }) : t('chat.waiting.next');
}

const lines: Record<LineState, 'chat.line.connecting' | 'chat.line.live' | 'chat.line.polling'> = {
  connecting: 'chat.line.connecting',
  live: 'chat.line.live',
  polling: 'chat.line.polling',
};

function Head({ chat, line }: { chat: Chat; line: LineState }) {
  const t = useTexts();
  return (
    <Card>
      <Box className="heading heading--3" live="polite">
        {standing(chat, t)}
      </Box>
      {chat.status !== 'closed' && (
        <Box className="quiet chat__state">
          <Box className={classes('chat__dot', line !== 'live' && 'chat__dot--off')} />
          <Box live="polite">{t(lines[line])}</Box>
        </Box>
      )}
      {chat.caseNo && chat.status !== 'closed' && (
        <Press look="text" onPress={() => go('case', { caseNo: chat.caseNo ?? '' })}>
          {t('chat.to-case')}
        </Press>
      )}
    </Card>
  );
}

const longest = 1_000;

function Write({ onSay }: { onSay: (text: string) => void }) {
  const t = useTexts();
  const [text, setText] = useState('');
  const say = () => {
    onSay(text.trim());
    setText('');
  };
  return (
    <Card className="chat__write">
      <Field
        label={t('chat.message')}
        value={text}
        maxLength={longest}
        onChange={setText}
        beside={
          <Press look="main" className="chat__send" disabled={text.trim() === ''} onPress={say}>
            {t('chat.send')}
          </Press>
        }
      />
    </Card>
  );
}

function End({ chatNo, page }: { chatNo: string; page: TalkOnPage }) {
  const t = useTexts();
  const { busy, error, run } = useBusy();
  return (
    <>
      {error && <ErrorState error={error} />}
      <ConfirmPress
        name={t('chat.end')}
        sure={t('chat.end.sure')}
        disabled={busy}
        onConfirm={() =>
          void run(async () => {
            page.replace(await endChat(chatNo));
            await page.reload();
          })
        }
      />
    </>
  );
}
