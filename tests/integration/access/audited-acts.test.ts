/** What is done and its line in the audit log stand together: where the line cannot be written, nothing has been done. */
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Route } from '../../../server/src/http/define-route.ts';
import { startHall } from '../../support/hall.ts';
import { allIsQuiet, contentsOf, goodRequest } from './bad-input-walk.ts';
import { freshKey, nameOf, send } from './example.ts';
import { requests } from './requests.ts';
import { openDesk } from './scene.ts';
import { unlogged } from './unlogged.ts';

const hall = await startHall({ environment: { REFUND_FOUR_EYES_ABOVE_FEN: '0' } });
const desk = await openDesk(hall);

beforeEach(async () => void (await hall.owner.query('DELETE FROM rate_limits')));
afterAll(() => hall.close());

/** As if the disk had no room for the log. */
async function withoutLog<T>(work: () => Promise<T>): Promise<T> {
  await hall.owner.query('ALTER TABLE audit_entries ADD CONSTRAINT unwritable CHECK (false) NOT VALID');
  try {
    return await work();
  } finally {
    await hall.owner.query('ALTER TABLE audit_entries DROP CONSTRAINT unwritable');
  }
}

const isAct = ({ access, method }: Route) =>
  method !== 'get' && ['staff', 'household', 'resident'].includes(access.kind);

const draft = {
  rows: ['applications', 'people', 'case_papers', 'documents', 'document_bytes', 'case_events'],
  why: 'a draft at the counter, which is nobody’s matter before it is handed in',
};
/** What may stand without its line, and why. */
const standsWithout: Record<string, { rows: string[]; why: string }> = {
  'POST /api/v1/me/phone': { rows: ['sms_codes'], why: 'a code is used up by a try, whatever comes of it' },
  'POST /api/v1/staff/counter-applications': draft,
  'PATCH /api/v1/staff/counter-applications/:caseNo': draft,
  'DELETE /api/v1/staff/counter-applications/:caseNo': draft,
  'POST /api/v1/staff/counter-applications/:caseNo/papers/:code': draft,
  'DELETE /api/v1/staff/counter-applications/:caseNo/documents/:documentId': draft,
};
/** Commands to meters that other examples have begun go on by themselves. */
const goesOn = ['supply_commands', 'supply_events', 'supply_messages', 'supply_states'];

for (const route of hall.app.routes.filter(isAct)) {
  const name = nameOf(route);
  if (!requests[name]) continue;
  it(`${name} does nothing that is not logged`, async () => {
    const { request, caller } = await goodRequest(hall, desk, route);
    const headers = { ...request.headers, ...(route.idempotent ? { 'idempotency-key': freshKey() } : {}) };
    const ask = () => send(hall, route, { ...request, headers }, caller);
    await allIsQuiet(hall);
    const without = [...(standsWithout[name]?.rows ?? []), ...(name.includes('supply') ? [] : goesOn)];
    const before = await contentsOf(hall, without);
    const unheard = await withoutLog(ask);
    if (unheard.status !== 500) {
      // A resident's own matters are not all logged; what staff do is.
      expect({ status: unheard.status, unlogged: route.access.kind !== 'staff' || name in unlogged }).toEqual(
        {
          status: request.status ?? route.status,
          unlogged: true,
        },
      );
      return;
    }
    await allIsQuiet(hall);
    expect(await contentsOf(hall, without)).toEqual(before);
    if (name in standsWithout || request.body instanceof ReadableStream) return;
    const { status, text } = await ask();
    const expected = request.status ?? route.status;
    expect({ status, text: status === expected ? '' : text }).toEqual({ status: expected, text: '' });
  });
}

describe('the list of what stands without its line', () => {
  it('names no route that is not there', () => {
    const names = new Set(hall.app.routes.map(nameOf));
    expect(Object.keys(standsWithout).filter(each => !names.has(each))).toEqual([]);
  });
});
