import { Box, Press, Text } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';
import { go } from '@/navigation/go';

/** Beside every button that signs in: what one agrees to by it. */
export function AgreeLine() {
  const t = useTexts();
  return (
    <Box className="spread sign-in__agree">
      <Text className="quiet">{t('sign-in.agree')}</Text>
      <Press look="text" onPress={() => go('privacy', {})}>
        {t('privacy.agreement')}
      </Press>
    </Box>
  );
}
