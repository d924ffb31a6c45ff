import { Empty } from '@/components/empty';
import { useTexts } from '@/i18n/texts';
import { go } from '@/navigation/go';

/** In place of a household that a link or an address named and that is not one's own. */
export function Unbound() {
  const t = useTexts();
  return (
    <Empty
      title={t('household.unbound.title')}
      how={t('household.unbound.how')}
      action={{ name: t('household.bind'), onPress: () => go('bind', {}) }}
    />
  );
}
