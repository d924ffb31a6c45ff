import { getMessagePreferences } from '@/api/hall';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { MessageChannels } from '@/features/message/message-channels';
import { MessageConsents } from '@/features/message/message-consents';
import { MessageEmail } from '@/features/message/message-email';
import { MessageEvents } from '@/features/message/message-events';
import { QuietHours } from '@/features/message/quiet-hours';
import { useTexts } from '@/i18n/texts';
import { useResource } from '@/state/resource';

export default function MessageSettingsPage() {
  const t = useTexts();
  const wishes = useResource('message-preferences', getMessagePreferences);
  const reload = () => void wishes.reload();
  return (
    <Page title={t('messages.settings')}>
      <ResourceView of={wishes} skeleton={{ cards: 3 }}>
        {data => (
          <>
            <MessageEvents wishes={data} onChange={reload} />
            <MessageConsents />
            <MessageChannels wishes={data} onChange={reload} />
            <QuietHours wishes={data} onChange={reload} />
            <MessageEmail wishes={data} onChange={reload} />
          </>
        )}
      </ResourceView>
    </Page>
  );
}
