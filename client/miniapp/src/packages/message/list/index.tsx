import type { Message } from '@api/types';
import { useEffect } from 'react';
import { getMessages, readMessages } from '@/api/hall';
import { Card } from '@/components/card';
import { Empty } from '@/components/empty';
import { LinkRow } from '@/components/link-row';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { Box } from '@/elements/elements';
import { moment } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { go } from '@/navigation/go';
import { useResource } from '@/state/resource';

export default function MessagesPage() {
  const t = useTexts();
  const list = useResource('messages', () => getMessages());
  const newest = list.data?.messages[0]?.id;
  const unread = list.data?.unread ?? 0;
  // Seeing the list is reading it; what was new stays marked until the page is opened again.
  useEffect(() => {
    if (newest && unread > 0) void readMessages(newest).catch(() => {});
  }, [newest, unread]);
  return (
    <Page title={t('messages.title')}>
      <Card className="card--rows">
        <LinkRow
          title={t('messages.settings')}
          detail={t('messages.settings.what')}
          onPress={() => go('messageSettings', {})}
        />
      </Card>
      <ResourceView of={list} skeleton={{ cards: 3 }}>
        {({ messages, hasMore }) => (
          <>
            {messages.length === 0 && <Empty title={t('messages.none')} how={t('messages.none.how')} />}
            {messages.map(message => (
              <MessageCard key={message.id} message={message} />
            ))}
            {hasMore && <Box className="quiet">{t('messages.newest-only', { count: messages.length })}</Box>}
          </>
        )}
      </ResourceView>
    </Page>
  );
}

function MessageCard({ message: { title, body, at, read, accountNo } }: { message: Message }) {
  const t = useTexts();
  return (
    <Card>
      <Box className="heading heading--3">
        {title}
        {!read && ` · ${t('messages.new')}`}
      </Box>
      <Box className="prose">{body}</Box>
      <Box className="quiet">
        {[moment(at, t.language), accountNo && t('messages.account', { tail: accountNo.slice(-4) })]
          .filter(Boolean)
          .join(' · ')}
      </Box>
    </Card>
  );
}
