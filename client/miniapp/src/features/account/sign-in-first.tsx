import { Card } from '@/components/card';
import { Box } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';
import { useSessionExpired } from '@/state/session';
import { WaysIn } from './ways-in';

/** In place of what only its owner may see: why it is not here, and the way in. Afterwards the page is there. */
export function SignInFirst() {
  const t = useTexts();
  const expired = useSessionExpired();
  return (
    <Card>
      <Box className="heading heading--2" live="polite">
        {expired ? t('sign-in.expired') : t('sign-in.first')}
      </Box>
      <Box className="quiet">{t('sign-in.then-on')}</Box>
      <WaysIn />
    </Card>
  );
}
