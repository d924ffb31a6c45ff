import { Card } from '@/components/card';
import { Box, Press, Text } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';
import { go } from '@/navigation/go';

/** What a visitor sees: what the hall is for, and the one way in. */
export function Welcome() {
  const t = useTexts();
  return (
    <Card>
      <Box className="home__greeting">{t('home.welcome')}</Box>
      <Text className="quiet">{t('home.welcome.how')}</Text>
      <Box className="actions">
        <Press look="main" onPress={() => go('signIn', {})}>
          {t('sign-in.title')}
        </Press>
      </Box>
    </Card>
  );
}
