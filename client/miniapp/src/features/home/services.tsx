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

const apply: Service = { name: 'home.apply', icon: 'apply', open: () => go('applications', {}) };
const kinds: Service = { name: 'home.apply', icon: 'apply', open: () => go('applyKinds', {}) };
const help: Service = { name: 'help.title', icon: 'help', open: () => go('help', {}) };

function tariffOf(household: Household | null): Service {
  const { regionCode, category } = household ?? {};
  return { name: 'tariff.title', icon: 'tariff', open: () => go('tariffs', { regionCode, category }) };
}

/** Of the household looked at, when there is one. */
function ofHousehold({ accountNo, level }: Household): Service[] {
  const full: Service[] = [
    { name: 'bills.title', icon: 'bill', open: () => go('bills', { accountNo }) },
    { name: 'usage.title', icon: 'usage', open: () => go('usage', { accountNo }) },
  ];
  const prepay: Service = {
    name: 'prepay.title',
    icon: 'prepay',
    open: () => go('checkout', { accountNo, mode: 'prepay' }),
  };
  const autopay: Service = {
    name: 'autopay.title',
    icon: 'autopay',
    open: () => go('autoPay', { accountNo }),
  };
  const alerts: Service = { name: 'alerts.title', icon: 'alert', open: () => go('alerts', { accountNo }) };
  return [...(level === 'full' ? full : []), prepay, autopay, alerts];
}

function servicesFor(signedIn: boolean, household: Household | null): Service[] {
  const tariff = tariffOf(household);
  if (!signedIn) return [kinds, tariff, help];
  return [
    ...(household ? ofHousehold(household) : []),
    { name: 'payments.title', icon: 'payments', open: () => go('payments', {}) },
    { name: 'invoices.title', icon: 'invoice', open: () => go('invoices', {}) },
    apply,
    { name: 'households.title', icon: 'household', open: () => go('households', {}) },
    { name: 'messages.title', icon: 'message', open: () => go('messages', {}) },
    { name: 'outages.title', icon: 'outage', open: () => go('outages', {}) },
    tariff,
    help,
    { name: 'me.title', icon: 'person', open: () => go('me', {}) },
  ];
}

export function Services({ signedIn, household }: { signedIn: boolean; household: Household | null }) {
  const t = useTexts();
  return (
    <Card className="services-card">
      <Box as="nav" label={t('home.services')} className="services">
        {servicesFor(signedIn, household).map(({ name, icon, open }) => (
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
