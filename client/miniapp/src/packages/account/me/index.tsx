import { getMe, signOut } from '@/api/hall';
import { Card } from '@/components/card';
import { Fact, Facts } from '@/components/facts';
import { LinkRow } from '@/components/link-row';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { Box, Press } from '@/elements/elements';
import { AttachPhone } from '@/features/account/attach-phone';
import { Identities } from '@/features/account/identities';
import { Preferences } from '@/features/account/preferences';
import { SignInFirst } from '@/features/account/sign-in-first';
import { SignOutOthers } from '@/features/account/sign-out-others';
import { useTexts } from '@/i18n/texts';
import { go, goHome } from '@/navigation/go';
import { useResource } from '@/state/resource';
import { endSession, useSignedIn } from '@/state/session';

export default function MePage() {
  const t = useTexts();
  const signedIn = useSignedIn();
  const me = useResource(signedIn ? 'me' : null, getMe);
  const leave = async () => {
    // Signed out here whatever the server says; its session ends by itself.
    await signOut().catch(() => {});
    endSession();
    goHome();
  };
  return (
    <Page title={t('me.title')} open wide>
      {signedIn && (
        <ResourceView of={me}>
          {data => (
            <>
              <Card>
                <Facts>
                  <Fact name={t('me.phone')}>{data.phone ?? t('me.phone.none')}</Fact>
                </Facts>
              </Card>
              <Identities identities={data.identities} onChange={() => void me.reload()} />
              <AttachPhone
                key={data.phone ?? ''}
                replaces={data.phone !== null}
                onDone={() => void me.reload()}
              />
            </>
          )}
        </ResourceView>
      )}
      {!signedIn && <SignInFirst />}
      <Preferences />
      <Card className="card--rows">
        {signedIn && <LinkRow title={t('invoices.title')} onPress={() => go('invoices', {})} />}
        <LinkRow title={t('privacy.title')} onPress={() => go('privacy', {})} />
        <LinkRow title={t('help.title')} onPress={() => go('help', {})} />
      </Card>
      {signedIn && (
        <>
          <Box className="actions">
            <Press look="quiet" onPress={() => void leave()}>
              {t('me.sign-out')}
            </Press>
          </Box>
          <SignOutOthers />
        </>
      )}
    </Page>
  );
}
