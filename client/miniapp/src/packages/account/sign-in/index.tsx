import { useState } from 'react';
import { getConfig } from '@/api/hall';
import { Card } from '@/components/card';
import { ErrorState } from '@/components/error-state';
import { Page } from '@/components/page';
import { Box, Field, Press, Text } from '@/elements/elements';
import { AgreeLine } from '@/features/account/agree-line';
import { DemoSignIns } from '@/features/account/demo-sign-ins';
import { PhoneCode } from '@/features/account/phone-code';
import { digitsOf, isPhone } from '@/features/account/phone-number';
import { useSignIn } from '@/features/account/use-sign-in';
import { useTexts } from '@/i18n/texts';
import { go, usePageParams } from '@/navigation/go';
import { signInPlatform } from '@/platform/sign-in';
import { useResource } from '@/state/resource';

export default function SignInPage() {
  const t = useTexts();
  const { reason } = usePageParams('signIn');
  const config = useResource('config', getConfig);
  const [phone, setPhone] = useState('');
  const [code, setCode] = useState('');
  const signIn = useSignIn();
  const { wallet } = signInPlatform;
  return (
    <Page title={t('sign-in.title')} open>
      <Box className="lead">
        <Box className="lead__name">{t('app.name')}</Box>
        <Text className="quiet">{reason === 'expired' ? t('sign-in.expired') : t('sign-in.why')}</Text>
      </Box>
      {signIn.error && <ErrorState error={signIn.error} />}
      {config.error && !config.data && (
        <ErrorState error={config.error} onRetry={() => void config.reload()} />
      )}
      {wallet && (
        <Card>
          <Press look="main" disabled={signIn.busy} onPress={signIn.byWallet}>
            {wallet === 'wechat' ? t('sign-in.wechat') : t('sign-in.alipay')}
          </Press>
        </Card>
      )}
      <Card title={wallet ? t('sign-in.or-phone') : undefined}>
        <Field
          label={t('phone.label')}
          kind="phone"
          maxLength={11}
          value={phone}
          onChange={typed => setPhone(digitsOf(typed))}
          problem={phone.length === 11 && !isPhone(phone) ? t('phone.wrong') : null}
        />
        <PhoneCode
          request={{ purpose: 'sign-in', phone }}
          ready={isPhone(phone)}
          code={code}
          onCode={setCode}
        />
        <Box className="actions">
          <Press
            look={wallet ? 'quiet' : 'main'}
            disabled={!isPhone(phone) || code.length !== 6 || signIn.busy}
            onPress={() => signIn.byPhone(phone, code)}
          >
            {signIn.busy ? t('state.sending') : t('sign-in.enter')}
          </Press>
        </Box>
      </Card>
      <AgreeLine />
      <Box className="actions">
        <Press look="text" onPress={() => go('webCase', {})}>
          {t('web.without')}
        </Press>
      </Box>
      <DemoSignIns config={config.data} onChoose={setPhone} />
    </Page>
  );
}
