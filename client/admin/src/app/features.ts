/** Every feature of the staff view, in the order of the rail. A new one is a folder and one line here. */
import { accounts } from '../features/accounts/feature.ts';
import { alerts } from '../features/alerts/feature.ts';
import { audit } from '../features/audit/feature.ts';
import { billingRuns } from '../features/billing-runs/feature.ts';
import { calendar } from '../features/calendar/feature.ts';
import { cards } from '../features/cards/feature.ts';
import { claims } from '../features/claims/feature.ts';
import { counter } from '../features/counter/feature.ts';
import { debits } from '../features/debits/feature.ts';
import { dunning } from '../features/dunning/feature.ts';
import { imports } from '../features/imports/feature.ts';
import { ledger } from '../features/ledger/feature.ts';
import { members } from '../features/members/feature.ts';
import { messages } from '../features/messages/feature.ts';
import { oddPayments } from '../features/odd-payments/feature.ts';
import { outages } from '../features/outages/feature.ts';
import { partners } from '../features/partners/feature.ts';
import { payments } from '../features/payments/feature.ts';
import { reconciliation } from '../features/reconciliation/feature.ts';
import { refunds } from '../features/refunds/feature.ts';
import { settings } from '../features/settings/feature.ts';
import { sms } from '../features/sms/feature.ts';
import { tariffs } from '../features/tariffs/feature.ts';
import type { Feature } from './feature.ts';

export const features: Feature[] = [
  counter,
  accounts,
  alerts,
  payments,
  refunds,
  oddPayments,
  claims,
  dunning,
  outages,
  debits,
  cards,
  sms,
  billingRuns,
  imports,
  tariffs,
  ledger,
  partners,
  reconciliation,
  audit,
  members,
  messages,
  calendar,
  settings,
];
