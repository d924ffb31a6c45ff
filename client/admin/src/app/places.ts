/** The rail: groups of places, each shown to those who may go there. */
import type { StaffRole } from '../api/staff.types.ts';
import type { IconName } from '../components/icon.tsx';
import type { TextKey } from '../i18n/index.tsx';
import { may, type Permission } from './permissions.ts';

export interface Place {
  to: string;
  text: TextKey;
  icon: IconName;
  permission: Permission;
}

export const placeGroups: { text: TextKey; places: Place[] }[] = [
  {
    text: 'nav.customers',
    places: [
      { to: '/accounts', text: 'nav.accounts', icon: 'house', permission: 'accounts.read' },
      { to: '/payments', text: 'nav.payments', icon: 'payment', permission: 'payments.read' },
      { to: '/odd-payments', text: 'nav.odd-payments', icon: 'odd', permission: 'odd-payments.read' },
    ],
  },
  {
    text: 'nav.books',
    places: [
      { to: '/billing-runs', text: 'nav.billing-runs', icon: 'bills', permission: 'billing-runs.read' },
      { to: '/ledger', text: 'nav.ledger', icon: 'ledger', permission: 'ledger.read' },
    ],
  },
  {
    text: 'nav.control',
    places: [
      { to: '/audit', text: 'nav.audit', icon: 'audit', permission: 'audit.read' },
      { to: '/members', text: 'nav.members', icon: 'members', permission: 'members.read' },
    ],
  },
];

export function firstPlace(roles: readonly StaffRole[]): string {
  const places = placeGroups.flatMap(group => group.places);
  if (roles.includes('administrator') && roles.length === 1) return '/members';
  return places.find(place => may(roles, place.permission))?.to ?? '/accounts';
}
