/**
 * Walks every deed of the server that staff may do: the view asks about it somewhere, by its own name or by one that lets nobody through
 * whom this one refuses. Whether each of its buttons stands behind that question is not seen here.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { type StaffRoute, staffRoutes } from '../../../api/staff-routes.ts';
import { staffRoles } from '../api/staff.types.ts';
import { features } from './features.ts';

/**
 * Deeds that no button asks about by their own name: it stands where the other one is asked about, which must let nobody through
 * whom this one refuses.
 */
const behind: Partial<Record<StaffRoute, StaffRoute>> = {
  'POST /staff/applications/:caseNo/appointment': 'POST /staff/applications/:caseNo/moves',
  'POST /staff/applications/:caseNo/ending': 'POST /staff/applications/:caseNo/moves',
  'POST /staff/applications/:caseNo/fees': 'POST /staff/applications/:caseNo/moves',
  'POST /staff/applications/:caseNo/hand-over': 'POST /staff/applications/:caseNo/moves',
  'POST /staff/applications/:caseNo/inspections': 'POST /staff/applications/:caseNo/moves',
  'POST /staff/applications/:caseNo/meter': 'POST /staff/applications/:caseNo/moves',
  'POST /staff/applications/:caseNo/paper-contract': 'POST /staff/applications/:caseNo/moves',
  'POST /staff/applications/:caseNo/photos': 'POST /staff/applications/:caseNo/moves',
  'POST /staff/applications/:caseNo/reading': 'POST /staff/applications/:caseNo/moves',
  'POST /staff/applications/:caseNo/return': 'POST /staff/applications/:caseNo/moves',
  'POST /staff/applications/:caseNo/take': 'POST /staff/applications/:caseNo/moves',
  'POST /staff/applications/:caseNo/visit': 'POST /staff/applications/:caseNo/moves',
  'POST /staff/billing-runs/:runId/discard': 'POST /staff/billing-runs',
  'POST /staff/billing-runs/:runId/drafts/:accountNo/acceptance': 'POST /staff/billing-runs',
  'POST /staff/chats/:chatNo/messages': 'POST /staff/chats/:chatNo/acts',
  'POST /staff/chats/:chatNo/reads': 'POST /staff/chats/:chatNo/acts',
  'PATCH /staff/counter-applications/:caseNo': 'POST /staff/counter-applications',
  'DELETE /staff/counter-applications/:caseNo': 'POST /staff/counter-applications',
  'POST /staff/counter-applications/:caseNo/appeal': 'POST /staff/counter-applications/:caseNo/answer',
  'POST /staff/counter-applications/:caseNo/confirmation': 'POST /staff/counter-applications/:caseNo/answer',
  'DELETE /staff/counter-applications/:caseNo/documents/:documentId': 'POST /staff/counter-applications',
  'POST /staff/counter-applications/:caseNo/papers/:code': 'POST /staff/counter-applications',
  'POST /staff/counter-applications/:caseNo/submission': 'POST /staff/counter-applications',
  'POST /staff/counter-applications/:caseNo/withdrawal': 'POST /staff/counter-applications/:caseNo/answer',
  'POST /staff/crew/orders/:orderNo/acts': 'GET /staff/crew/orders/:orderNo',
  'POST /staff/crew/orders/:orderNo/addresses': 'GET /staff/crew/orders/:orderNo',
  'POST /staff/crew/orders/:orderNo/photos': 'GET /staff/crew/orders/:orderNo',
  'POST /staff/desk/card-sales': 'POST /staff/desk/takings',
  'POST /staff/desk/pay-codes': 'POST /staff/desk/takings',
  'POST /staff/desk/shifts': 'POST /staff/desk/takings',
  'POST /staff/desk/shifts/:shiftNo/close': 'POST /staff/desk/takings',
  'POST /staff/desk/takings/:paymentNo/give-up': 'POST /staff/desk/takings',
  'POST /staff/field-orders/:orderNo/failed': 'POST /staff/field-orders/:orderNo/done',
  'POST /staff/knowledge/suggestions': 'POST /staff/cases/:caseNo/acts',
  'POST /staff/mail/set-aside/:id/case': 'GET /staff/mail/set-aside/:id',
  'POST /staff/mail/set-aside/:id/dismissal': 'GET /staff/mail/set-aside/:id',
  'POST /staff/members': 'PATCH /staff/members/:id',
  'PUT /staff/members/:id/areas': 'PATCH /staff/members/:id',
  'POST /staff/message-templates/preview': 'POST /staff/message-templates',
  'POST /staff/notices/search': 'GET /staff/notice-queue',
  'POST /staff/outage-previews': 'POST /staff/outages',
  'POST /staff/reconciliation/differences/:id/decision':
    'POST /staff/reconciliation/differences/:id/proposal',
  'POST /staff/service-cards/:id/withdrawal': 'POST /staff/service-cards',
  'PUT /staff/tariff-drafts/:id': 'POST /staff/tariff-drafts/:id/approval',
  'POST /staff/tariff-drafts/:id/discard': 'POST /staff/tariff-drafts/:id/approval',
};

/** The server's answer says of each line whether whoever asks may do it. */
const saidByTheAnswer: StaffRoute[] = [
  'POST /staff/star-deductions/:id/appeal',
  'POST /staff/star-deductions/:id/decision',
];

const rolesOf = (route: StaffRoute) => staffRoutes[route].split(' ');
const isOpenToAll = (route: StaffRoute) => rolesOf(route).length === staffRoles.length;
const deeds = (Object.keys(staffRoutes) as StaffRoute[]).filter(
  route => !route.startsWith('GET ') && !isOpenToAll(route),
);

const root = join(import.meta.dirname, '..');
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter(file => /\.tsx?$/.test(file) && !file.endsWith('.test.ts'))
  .map(file => readFileSync(join(root, file), 'utf8'))
  .join('\n');
const needsOfPages = new Set(features.flatMap(({ pages }) => pages.map(({ needs }) => needs)));

/** A type is no question, and what `needs` a permission is asked about it only where it is a page. */
const isAskedAbout = (route: StaffRoute): boolean =>
  needsOfPages.has(route) ||
  sources
    .split(`'${route}'`)
    .slice(0, -1)
    .some(before => !/(?:<|needs: )$/.test(before)) ||
  sources.includes(`"${route}"`);

test.each(deeds)('%s: the view asks who may do it, and asks no less than the server', deed => {
  if (saidByTheAnswer.includes(deed)) return;
  const asked = behind[deed] ?? deed;
  expect(isAskedAbout(asked)).toBe(true);
  expect(rolesOf(asked).filter(role => !rolesOf(deed).includes(role))).toEqual([]);
});

test('what stands behind another is not asked about by its own name', () => {
  expect(Object.keys(behind).filter(route => isAskedAbout(route as StaffRoute))).toEqual([]);
});
