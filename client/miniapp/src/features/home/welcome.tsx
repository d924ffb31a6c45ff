import { Card } from '@/components/card';
import { ErrorState } from '@/components/error-state';
import { Box, Press, Text } from '@/elements/elements';
import { AgreeLine } from '@/features/account/agree-line';
import { useSignIn } from '@/features/account/use-sign-in';
import { useTexts } from '@/i18n/texts';
import { go } from '@/navigation/go';
import { signInPlatform } from '@/platform/sign-in';

/** What a visitor sees: what the hall is for, and the way in. Inside a wallet that is one tap. */
export function Welcome() {
  const t = useTexts();
  const signIn = useSignIn();
  const { wallet } = signInPlatform;
  const points = ['home.welcome.pay', 'home.welcome.read', 'home.welcome.use'] as const;
  return (
    <Card>
      <Box className="home__greeting">{t('home.welcome')}</Box>
      <Box as="ul" className="plain-list home__points">
        {points.map(point => (
          <Box as="li" key={point} className="home__point">
            <Text className="quiet">{t(point)}</Text>
          </Box>
        ))}
      </Box>
      {signIn.error && <ErrorState error={signIn.error} />}
      <Box className="actions">
        {wallet && (
          <Press look="main" disabled={signIn.busy} onPress={signIn.byWallet}>
            {wallet === 'wechat' ? t('sign-in.wechat') : t('sign-in.alipay')}
          </Press>
        )}
        <Press look={wallet ? 'text' : 'main'} onPress={() => go('signIn', {})}>
          {wallet ? t('sign-in.or-phone') : t('sign-in.title')}
        </Press>
      </Box>
      {wallet && <AgreeLine />}
    </Card>
  );
}
