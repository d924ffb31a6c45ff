import type { Household } from '@api/types';
import { Card } from '@/components/card';
import { Icon, type IconName } from '@/components/icon';
import { Box, Press, Text } from '@/elements/elements';
import { type TextKey, useTexts } from '@/i18n/texts';
import { go } from '@/navigation/go';

interface Service {
  name: TextKey;
  icon: IconName;
  open: () => void;
}

function servicesFor(household: Household | null): Service[] {
  const own: Service[] = [
    { name: 'payments.title', icon: 'payments', open: () => go('payments', {}) },
    { name: 'households.title', icon: 'household', open: () => go('households', {}) },
    { name: 'me.title', icon: 'person', open: () => go('me', {}) },
  ];
  if (!household) return own;
  const { accountNo, level } = household;
  const full: Service[] = [
    { name: 'bills.title', icon: 'bill', open: () => go('bills', { accountNo }) },
    { name: 'usage.title', icon: 'usage', open: () => go('usage', { accountNo }) },
  ];
  const prepay: Service = {
    name: 'prepay.title',
    icon: 'prepay',
    open: () => go('checkout', { accountNo, mode: 'prepay' }),
  };
  return [...(level === 'full' ? full : []), prepay, ...own];
}

export function Services({ household }: { household: Household | null }) {
  const t = useTexts();
  return (
    <Card>
      <Box as="nav" label={t('home.services')} className="services">
        {servicesFor(household).map(({ name, icon, open }) => (
          <Press key={name} className="services__one" onPress={open}>
            <Box className="services__sign">
              <Icon name={icon} />
            </Box>
            <Text className="services__name">{t(name)}</Text>
          </Press>
        ))}
      </Box>
    </Card>
  );
}
