import type { Examples } from './example.ts';
import { accountsRequests } from './requests/accounts.ts';
import { agencyRequests } from './requests/agency.ts';
import { alertsRequests } from './requests/alerts.ts';
import { applicationsRequests } from './requests/applications.ts';
import { autopayRequests } from './requests/autopay.ts';
import { billingRequests } from './requests/billing.ts';
import { booksRequests } from './requests/books.ts';
import { calendarRequests } from './requests/calendar.ts';
import { casesRequests } from './requests/cases.ts';
import { chatRequests } from './requests/chat.ts';
import { connectedSystemsRequests } from './requests/connected-systems.ts';
import { counterRequests } from './requests/counter.ts';
import { debitsCardsSmsRequests } from './requests/debits-cards-sms.ts';
import { deskRequests } from './requests/desk.ts';
import { disclosuresRequests } from './requests/disclosures.ts';
import { dunningRequests } from './requests/dunning.ts';
import { forecastRequests } from './requests/forecast.ts';
import { hallRequests } from './requests/hall.ts';
import { knowledgeRequests } from './requests/knowledge.ts';
import { messagesRequests } from './requests/messages.ts';
import { operationsRequests } from './requests/operations.ts';
import { outagesRequests } from './requests/outages.ts';
import { paymentsRequests } from './requests/payments.ts';
import { reconciliationRequests } from './requests/reconciliation.ts';
import { repairsRequests } from './requests/repairs.ts';
import { serviceRequests } from './requests/service.ts';
import { settingsRequests } from './requests/settings.ts';
import { staffRequests } from './requests/staff.ts';

/** Every route of the hall has its line in one of these; a route without one fails the tests. */
export const requests: Examples = {
  ...accountsRequests,
  ...alertsRequests,
  ...applicationsRequests,
  ...connectedSystemsRequests,
  ...counterRequests,
  ...autopayRequests,
  ...billingRequests,
  ...forecastRequests,
  ...hallRequests,
  ...paymentsRequests,
  ...staffRequests,
  ...booksRequests,
  ...reconciliationRequests,
  ...calendarRequests,
  ...casesRequests,
  ...chatRequests,
  ...knowledgeRequests,
  ...disclosuresRequests,
  ...serviceRequests,
  ...repairsRequests,
  ...dunningRequests,
  ...settingsRequests,
  ...deskRequests,
  ...agencyRequests,
  ...debitsCardsSmsRequests,
  ...messagesRequests,
  ...outagesRequests,
  ...operationsRequests,
};
