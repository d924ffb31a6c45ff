import { ErrorState } from '@/components/error-state';
import { Box, Press } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';
import { go } from '@/navigation/go';
import { signInPlatform } from '@/platform/sign-in';
import { useSessionExpired } from '@/state/session';
import { AgreeLine } from './agree-line';
import { useSignInHere } from './use-sign-in';

/** The buttons that let somebody in, on the page they are on: one tap inside a wallet, else the page for signing in. */
export function WaysIn() {
  const t = useTexts();
  const signIn = useSignInHere();
  const expired = useSessionExpired();
  const { wallet } = signInPlatform;
  return (
    <>
      {signIn.error && <ErrorState error={signIn.error} />}
      <Box className="actions">
        {wallet && (
          <Press look="main" disabled={signIn.busy} onPress={signIn.byWallet}>
            {wallet === 'wechat' ? t('sign-in.wechat') : t('sign-in.alipay')}
          </Press>
        )}
        <Press
          look={wallet ? 'text' : 'main'}
          onPress={() => {
            signInPlatform.keepPage();
            go('signIn', expired ? { reason: 'expired' } : {});
          }}
        >
          {wallet ? t('sign-in.or-phone') : t('sign-in.title')}
        </Press>
      </Box>
      {wallet && <AgreeLine />}
    </>
  );
}
