import { useState } from 'react';
import { attachPhone, getMe, signOut } from '@/api/hall';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { ErrorState } from '@/components/error-state';
import { Fact, Facts } from '@/components/facts';
import { LinkRow } from '@/components/link-row';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { Box, Field, Press } from '@/elements/elements';
import { Identities } from '@/features/account/identities';
import { PhoneCode } from '@/features/account/phone-code';
import { digitsOf, isPhone } from '@/features/account/phone-number';
import { Preferences } from '@/features/account/preferences';
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
    <Page title={t('me.title')} wide>
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
              {!data.phone && <AttachPhone onDone={() => void me.reload()} />}
            </>
          )}
        </ResourceView>
      )}
      <Preferences />
      <Card className="card--rows">
        {signedIn && <LinkRow title={t('invoices.title')} onPress={() => go('invoices', {})} />}
        <LinkRow title={t('privacy.title')} onPress={() => go('privacy', {})} />
        <LinkRow title={t('help.title')} onPress={() => go('help', {})} />
      </Card>
      {signedIn && (
        <Box className="actions">
          <Press look="quiet" onPress={() => void leave()}>
            {t('me.sign-out')}
          </Press>
        </Box>
      )}
    </Page>
  );
}

function AttachPhone({ onDone }: { onDone: () => void }) {
  const t = useTexts();
  const [phone, setPhone] = useState('');
  const [code, setCode] = useState('');
  const { busy, error, run } = useBusy();
  const attach = () =>
    run(async () => {
      await attachPhone({ phone, code });
      onDone();
    });
  return (
    <Card title={t('me.phone.attach')}>
      <Box className="quiet">{t('me.phone.why')}</Box>
      {error && <ErrorState error={error} />}
      <Field
        label={t('phone.label')}
        kind="phone"
        maxLength={11}
        value={phone}
        onChange={typed => setPhone(digitsOf(typed))}
        problem={phone.length === 11 && !isPhone(phone) ? t('phone.wrong') : null}
      />
      <PhoneCode request={{ purpose: 'merge', phone }} ready={isPhone(phone)} code={code} onCode={setCode} />
      <Box className="actions">
        <Press
          look="main"
          disabled={busy || !isPhone(phone) || code.length !== 6}
          onPress={() => void attach()}
        >
          {t('me.phone.attach')}
        </Press>
      </Box>
    </Card>
  );
}
