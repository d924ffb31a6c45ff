/** Every feature of the staff view, in the order of the rail. A new one is a folder and one line here. */
import { accounts } from '../features/accounts/feature.ts';
import { alerts } from '../features/alerts/feature.ts';
import { applications } from '../features/applications/feature.ts';
import { audit } from '../features/audit/feature.ts';
import { billingRuns } from '../features/billing-runs/feature.ts';
import { calendar } from '../features/calendar/feature.ts';
import { cards } from '../features/cards/feature.ts';
import { cases } from '../features/cases/feature.ts';
import { chat } from '../features/chat/feature.ts';
import { claims } from '../features/claims/feature.ts';
import { connectedSystems } from '../features/connected-systems/feature.ts';
import { counter } from '../features/counter/feature.ts';
import { debits } from '../features/debits/feature.ts';
import { disclosures } from '../features/disclosures/feature.ts';
import { dunning } from '../features/dunning/feature.ts';
import { followUps } from '../features/follow-ups/feature.ts';
import { household } from '../features/household/feature.ts';
import { imports } from '../features/imports/feature.ts';
import { knowledge } from '../features/knowledge/feature.ts';
import { largeCustomers } from '../features/large-customers/feature.ts';
import { ledger } from '../features/ledger/feature.ts';
import { members } from '../features/members/feature.ts';
import { messages } from '../features/messages/feature.ts';
import { oddPayments } from '../features/odd-payments/feature.ts';
import { outages } from '../features/outages/feature.ts';
import { partners } from '../features/partners/feature.ts';
import { payments } from '../features/payments/feature.ts';
import { reconciliation } from '../features/reconciliation/feature.ts';
import { refunds } from '../features/refunds/feature.ts';
import { repairs } from '../features/repairs/feature.ts';
import { replyTemplates } from '../features/reply-templates/feature.ts';
import { serviceReport } from '../features/service-report/feature.ts';
import { serviceRules } from '../features/service-rules/feature.ts';
import { setAsideMail } from '../features/set-aside-mail/feature.ts';
import { settings } from '../features/settings/feature.ts';
import { sms } from '../features/sms/feature.ts';
import { stars } from '../features/stars/feature.ts';
import { suggestions } from '../features/suggestions/feature.ts';
import { supply } from '../features/supply/feature.ts';
import { surveys } from '../features/surveys/feature.ts';
import { tariffs } from '../features/tariffs/feature.ts';
import type { Feature } from './feature.ts';

export const features: Feature[] = [
  counter,
  accounts,
  alerts,
  payments,
  refunds,
  oddPayments,
  applications,
  cases,
  chat,
  setAsideMail,
  replyTemplates,
  knowledge,
  disclosures,
  followUps,
  suggestions,
  surveys,
  stars,
  serviceReport,
  household,
  largeCustomers,
  repairs,
  claims,
  dunning,
  supply,
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
  connectedSystems,
  messages,
  calendar,
  serviceRules,
  settings,
];
