import { Card } from '@/components/card';
import { Box, Text } from '@/elements/elements';
import { WaysIn } from '@/features/account/ways-in';
import { useTexts } from '@/i18n/texts';
import { useSessionExpired } from '@/state/session';

/** What a visitor sees: what the hall is for, and the way in. Inside a wallet that is one tap. */
export function Welcome() {
  const t = useTexts();
  const expired = useSessionExpired();
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
      {expired && <Box live="polite">{t('sign-in.expired')}</Box>}
      <WaysIn />
    </Card>
  );
}
