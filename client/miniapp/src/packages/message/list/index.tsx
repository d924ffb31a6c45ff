import type { Message } from '@api/types';
import { useEffect } from 'react';
import { readMessages } from '@/api/hall';
import { Card } from '@/components/card';
import { Empty } from '@/components/empty';
import { ErrorState } from '@/components/error-state';
import { LinkRow } from '@/components/link-row';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { Box, Press } from '@/elements/elements';
import { useMessages } from '@/features/message/use-messages';
import { moment } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { go } from '@/navigation/go';

export default function MessagesPage() {
  const t = useTexts();
  const { latest, messages, hasMore, showOlder, busy, error } = useMessages();
  const newest = latest.data?.messages[0]?.id;
  const unread = latest.data?.unread ?? 0;
  // Seeing the list is reading it; what was new stays marked until the page is opened again.
  useEffect(() => {
    if (newest && unread > 0) void readMessages(newest).catch(() => {});
  }, [newest, unread]);
  return (
    <Page title={t('messages.title')} wide>
      <Card className="card--rows full-row">
        <LinkRow
          title={t('messages.settings')}
          detail={t('messages.settings.what')}
          onPress={() => go('messageSettings', {})}
        />
      </Card>
      <ResourceView of={latest} skeleton={{ cards: 3 }}>
        {() => (
          <>
            {messages.length === 0 && <Empty title={t('messages.none')} how={t('messages.none.how')} />}
            {messages.map(message => (
              <MessageCard key={message.id} message={message} />
            ))}
            {error && <ErrorState error={error} />}
            {hasMore && (
              <Press look="quiet" disabled={busy} onPress={showOlder}>
                {t('messages.older')}
              </Press>
            )}
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
