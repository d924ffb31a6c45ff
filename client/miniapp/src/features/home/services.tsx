import type { Household } from '@api/types';
import { useState } from 'react';
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

/** More than these do not stand on a first page: the rest is one tap away. */
const atOnce = 8;

const none = { often: [], seldom: [] };

/** Of the household looked at. */
function ofHousehold({ accountNo, level }: Household): Record<'often' | 'seldom', Service[]> {
  const read: Service[] = [
    { name: 'bills.title', icon: 'bill', open: () => go('bills', { accountNo }) },
    { name: 'usage.title', icon: 'usage', open: () => go('usage', { accountNo }) },
  ];
  const prepay: Service = {
    name: 'prepay.title',
    icon: 'prepay',
    open: () => go('checkout', { accountNo, mode: 'prepay' }),
  };
  return {
    often: [...(level === 'full' ? read : []), prepay],
    seldom: [
      { name: 'autopay.title', icon: 'autopay', open: () => go('autoPay', { accountNo }) },
      { name: 'alerts.title', icon: 'alert', open: () => go('alerts', { accountNo }) },
    ],
  };
}

/** What is done most comes first. */
function servicesFor(signedIn: boolean, household: Household | null): Service[] {
  const tariff = tariffOf(household);
  if (!signedIn) return [kinds, tariff, help];
  const { often, seldom } = household ? ofHousehold(household) : none;
  return [
    ...often,
    { name: 'payments.title', icon: 'payments', open: () => go('payments', {}) },
    apply,
    { name: 'messages.title', icon: 'message', open: () => go('messages', {}) },
    help,
    { name: 'me.title', icon: 'person', open: () => go('me', {}) },
    { name: 'outages.title', icon: 'outage', open: () => go('outages', {}) },
    ...seldom,
    { name: 'invoices.title', icon: 'invoice', open: () => go('invoices', {}) },
    { name: 'households.title', icon: 'household', open: () => go('households', {}) },
    tariff,
  ];
}

export function Services({ signedIn, household }: { signedIn: boolean; household: Household | null }) {
  const t = useTexts();
  const [all, setAll] = useState(false);
  const services = servicesFor(signedIn, household);
  return (
    <Card className="services-card">
      <Box as="nav" label={t('home.services')}>
        <Box className="services">
          {(all ? services : services.slice(0, atOnce)).map(({ name, icon, open }) => (
            <Press key={name} className="services__one" onPress={open}>
              <Box className="services__sign">
                <Icon name={icon} />
              </Box>
              <Text className="services__name">{t(name)}</Text>
            </Press>
          ))}
        </Box>
        {services.length > atOnce && (
          <Press look="text" className="services__more" expanded={all} onPress={() => setAll(!all)}>
            {t(all ? 'home.services.fewer' : 'home.services.all')}
          </Press>
        )}
      </Box>
    </Card>
  );
}
