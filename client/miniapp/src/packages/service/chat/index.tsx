import type { ChatBrief } from '@api/types';
import { useState } from 'react';
import { getChats } from '@/api/hall';
import { Card } from '@/components/card';
import { LinkRow } from '@/components/link-row';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { BeginChat } from '@/features/chat/begin-chat';
import { Conversation } from '@/features/chat/conversation';
import { moment } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { usePageParams } from '@/navigation/go';
import { useResource } from '@/state/resource';

/** Talk to a person: the conversation that goes on, or a new one; those that have ended below. */
export default function ChatPage() {
  const t = useTexts();
  const asked = usePageParams('chat').chatNo;
  const [chosen, setChosen] = useState<string | null>(asked ?? null);
  const chats = useResource('chats', getChats);
  const back = () => {
    setChosen(null);
    void chats.reload();
  };
  if (chosen)
    return (
      <Page title={t('chat.title')}>
        <Conversation key={chosen} chatNo={chosen} onNew={back} />
      </Page>
    );
  return (
    <Page title={t('chat.title')}>
      <ResourceView of={chats} skeleton={{ cards: 2 }}>
        {list => {
          const live = list.chats.find(({ status }) => status !== 'closed');
          if (live) return <Conversation key={live.chatNo} chatNo={live.chatNo} onNew={back} />;
          return (
            <>
              <BeginChat hours={list.hours} onStarted={setChosen} />
              <Earlier chats={list.chats} onOpen={setChosen} />
            </>
          );
        }}
      </ResourceView>
    </Page>
  );
}

function Earlier({ chats, onOpen }: { chats: ChatBrief[]; onOpen: (chatNo: string) => void }) {
  const t = useTexts();
  if (chats.length === 0) return null;
  return (
    <Card title={t('chat.earlier')} className="card--rows">
      {chats.map(({ chatNo, clerk, startedAt, canRate, unread }) => (
        <LinkRow
          key={chatNo}
          title={clerk ? t('chat.with', { clerk }) : t('chat.nobody')}
          detail={moment(startedAt, t.language)}
          value={unread > 0 ? t('chat.unread', { count: unread }) : canRate ? t('chat.to-rate') : null}
          onPress={() => onOpen(chatNo)}
        />
      ))}
    </Card>
  );
}
