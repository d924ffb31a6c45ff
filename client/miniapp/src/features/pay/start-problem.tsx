import type { HallError } from '@/api/hall-error';
import { Card } from '@/components/card';
import { ErrorState } from '@/components/error-state';
import { Box, Press } from '@/elements/elements';
import { ProveSelf } from '@/features/account/prove-self';
import { useTexts } from '@/i18n/texts';
import { goInstead } from '@/navigation/go';
import { signInPlatform } from '@/platform/sign-in';
import type { StartPayment } from './use-start-payment';

interface StartProblemProps {
  starting: StartPayment;
}

/** Why a payment could not be started, and the way on where there is one: to the payment that runs already, or by making the wallet known. */
export function StartProblem({ starting }: StartProblemProps) {
  if (starting.error) return <Refused error={starting.error} starting={starting} />;
  return <ProveSelf of={starting} />;
}

function Refused({ error, starting }: StartProblemProps & { error: HallError }) {
  const t = useTexts();
  const running = error.details.find(({ field }) => field === 'paymentNo')?.message;
  const { wallet } = signInPlatform;
  if (error.code === 'sign-in-differs' && wallet) {
    const name = t(wallet === 'wechat' ? 'wallet.wechat' : 'me.identity.alipay');
    return (
      <Consent
        title={t('add-wallet.title', { wallet: name })}
        about={[t('add-wallet.why', { wallet: name }), t('add-wallet.about', { wallet: name })]}
        name={t('add-wallet.do')}
        busy={starting.busy}
        onPress={starting.addWallet}
      />
    );
  }
  const way = error.code === 'identity-of-another' ? 'join' : 'move';
  if (way === 'join' || error.code === 'identity-added-elsewhere')
    return (
      <Consent
        title={t(`${way}.title`)}
        about={[error.message, t(`${way}.about`)]}
        name={t(`${way}.do`)}
        busy={starting.busy}
        onPress={starting.join}
      />
    );
  if (!running)
    return <ErrorState error={error} money={error.outcomeUnknown ? 'may-be-paid' : 'nothing-paid'} />;
  return (
    <Box role="alert">
      <Card tone="owed">
        <Box>{error.message}</Box>
        <Press look="text" onPress={() => goInstead('result', { paymentNo: running })}>
          {t('checkout.running')}
        </Press>
      </Card>
    </Box>
  );
}

interface ConsentProps {
  title: string;
  /** What it means, the reason first. */
  about: [string, string];
  name: string;
  busy: boolean;
  onPress: () => void;
}

/** Asked before anything changes about the account. */
function Consent({ title, about: [why, means], name, busy, onPress }: ConsentProps) {
  return (
    <Box role="alert">
      <Card tone="owed" title={title}>
        <Box>{why}</Box>
        <Box className="quiet">{means}</Box>
        <Box className="actions">
          <Press look="quiet" disabled={busy} onPress={onPress}>
            {name}
          </Press>
        </Box>
      </Card>
    </Box>
  );
}
