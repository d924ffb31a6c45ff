import { getChats, getConfig } from '@/api/hall';
import { Card } from '@/components/card';
import { LinkRow } from '@/components/link-row';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { Box, Press } from '@/elements/elements';
import { Answers } from '@/features/knowledge/answers';
import { useTexts } from '@/i18n/texts';
import { callNumber } from '@/navigation/call-number';
import { go } from '@/navigation/go';
import { useResource } from '@/state/resource';
import { useSignedIn } from '@/state/session';

export default function HelpPage() {
  const t = useTexts();
  const signedIn = useSignedIn();
  const config = useResource('config', getConfig);
  const chats = useResource(signedIn ? 'chats' : null, getChats);
  const unread = (chats.data?.chats ?? []).reduce((sum, chat) => sum + chat.unread, 0);
  return (
    <Page title={t('help.title')} open wide>
      <Card title={t('help.person')}>
        <Box className="quiet">{t('help.person.how')}</Box>
        <ResourceView of={config} skeleton={{ lines: 1 }}>
          {({ hotline }) => (
            <Box className="actions">
              <Press look="main" onPress={() => callNumber(hotline)}>
                {t('help.call', { number: hotline })}
              </Press>
              {signedIn && (
                <Press look="quiet" onPress={() => go('chat', {})}>
                  {t('chat.open')}
                  {unread > 0 && ` · ${t('chat.unread', { count: unread })}`}
                </Press>
              )}
              {signedIn && (
                <Press look="quiet" onPress={() => go('say', {})}>
                  {t('say.title')}
                </Press>
              )}
            </Box>
          )}
        </ResourceView>
      </Card>
      <Answers />
      <Card className="card--rows">
        {signedIn && <LinkRow title={t('cases.title')} onPress={() => go('cases', {})} />}
        {signedIn && <LinkRow title={t('asked.title')} onPress={() => go('asked', {})} />}
        <LinkRow title={t('stars.title')} onPress={() => go('stars', {})} />
        <LinkRow title={t('suggestions.title')} onPress={() => go('suggestions', {})} />
        <LinkRow title={t('reports.title')} onPress={() => go('serviceReports', {})} />
        {signedIn && <LinkRow title={t('claims.title')} onPress={() => go('claims', {})} />}
        <LinkRow title={t('disclosures.title')} onPress={() => go('disclosures', {})} />
        <LinkRow title={t('tariff.title')} onPress={() => go('tariffs', {})} />
        <LinkRow title={t('privacy.title')} onPress={() => go('privacy', {})} />
      </Card>
    </Page>
  );
}
