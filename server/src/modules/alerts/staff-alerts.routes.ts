import { staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { AlertDefaultsRepository, DefaultRow } from './alert-defaults.repository.ts';
import {
  AccountAlertsView,
  AlertsQuery,
  AlertsView,
  ContactBody,
  ContactParams,
  ContactsView,
  DefaultBody,
  DefaultsView,
  StaffAccountParams,
} from './alerts.schemas.ts';
import type { ChangeDefault } from './change-default.ts';
import type { Contacts } from './contacts/keep-contacts.ts';
import type { ShowAccountAlerts } from './show-account-alerts.ts';
import type { StaffAlertsRepository } from './staff-alerts.repository.ts';

interface Dependencies {
  clock: Clock;
  alerts: StaffAlertsRepository;
  accountAlerts: ShowAccountAlerts;
  contacts: Contacts;
  defaults: AlertDefaultsRepository;
  changeDefault: ChangeDefault;
}

const tag = 'staff: alerts';
const pageSize = 50;

export function staffAlertRoutes(dependencies: Dependencies): Route[] {
  const { alerts, accountAlerts } = dependencies;
  return [
    defineRoute({
      method: 'get',
      path: '/staff/alerts',
      access: staff('clerk', 'finance', 'supervisor', 'administrator', 'auditor'),
      summary: 'Alerts, newest first, by account, rule and state; with the last sweeps',
      tag,
      input: { query: AlertsQuery },
      output: AlertsView,
      handle: async ({ query }) => {
        const [found, sweeps] = await Promise.all([
          alerts.search({ ...query, limit: pageSize + 1 }),
          alerts.lastSweeps(5),
        ]);
        return { alerts: found.slice(0, pageSize), more: found.length > pageSize, sweeps };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff/accounts/:accountNo/alerts',
      access: staff('clerk', 'finance', 'supervisor', 'auditor'),
      summary: 'Of one account: who is told what, its contacts, its last alerts, and its kept estimate',
      tag,
      input: { params: StaffAccountParams },
      output: AccountAlertsView,
      handle: ({ params }) => accountAlerts(params.accountNo),
    }),
    ...contactRoutes(dependencies),
    ...defaultRoutes(dependencies),
  ];
}

function contactRoutes({ contacts }: Dependencies): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/staff/accounts/:accountNo/contacts',
      access: staff('clerk', 'supervisor'),
      summary: 'Add a contact of a business, important or large customer',
      tag,
      input: { params: StaffAccountParams, body: ContactBody },
      output: ContactsView,
      status: 201,
      idempotent: true,
      handle: async ({ actor, params, body, requestId }) => ({
        contacts: await contacts.add(actor, params.accountNo, body, requestId),
      }),
    }),
    defineRoute({
      method: 'delete',
      path: '/staff/accounts/:accountNo/contacts/:contactId',
      access: staff('clerk', 'supervisor'),
      summary: 'Remove a contact; what was sent to it stays on the log',
      tag,
      input: { params: ContactParams },
      output: ContactsView,
      handle: async ({ actor, params, requestId }) => ({
        contacts: await contacts.remove(actor, params.accountNo, params.contactId, requestId),
      }),
    }),
  ];
}

function defaultRoutes({ clock, defaults, changeDefault }: Dependencies): Route[] {
  const show = async () => {
    const now = clock.now();
    const [rows, inForce] = await Promise.all([defaults.all(), defaults.inForce(now)]);
    return { defaults: rows.map(row => ({ ...row, state: stateOf(row, inForce, now) })) };
  };
  return [
    defineRoute({
      method: 'get',
      path: '/staff/alert-defaults',
      access: staff('clerk', 'finance', 'supervisor', 'administrator', 'auditor'),
      summary: 'What holds for people who have set nothing, with every change of it and its source',
      tag,
      output: DefaultsView,
      handle: show,
    }),
    defineRoute({
      method: 'post',
      path: '/staff/alert-defaults',
      access: staff('supervisor', 'administrator'),
      summary: 'Set a default, from now or from a date on',
      tag,
      input: { body: DefaultBody },
      output: DefaultsView,
      status: 201,
      idempotent: true,
      handle: async ({ actor, body, requestId }) => {
        await changeDefault(actor, body, requestId);
        return show();
      },
    }),
  ];
}

function stateOf(row: DefaultRow, inForce: readonly DefaultRow[], now: Date) {
  if (row.validFrom > now) return 'scheduled' as const;
  return inForce.some(({ id }) => id === row.id) ? ('in-force' as const) : ('past' as const);
}
