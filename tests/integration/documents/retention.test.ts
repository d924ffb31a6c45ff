/** How long papers are kept is the utility's dated rule; the night keeps it, and what it did is there to be seen. */
import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { addDays } from '../../../server/src/shared/dates.ts';
import { type Office, openOffice, today } from '../applications/office.ts';

let office: Office;
let dir: string;

beforeAll(async () => {
  office = await openOffice();
  dir = office.hall.settings.documents.dir!;
});
afterAll(() => office.hall.close());

const asked = (method: string, path: string, body?: unknown, key?: string) =>
  office.hall.call(method, path, { cookie: office.supervisor.cookie, body, key });
/** Folders stay, files go. */
const filesKept = async () =>
  (await readdir(dir, { recursive: true, withFileTypes: true })).filter(entry => entry.isFile()).length;
const night = () => office.hall.app.runJob('forget-documents');

/** A home applied for with two papers, and withdrawn. */
async function withdrawn() {
  const { me, caseNo } = await office.begun();
  await me.hand(caseNo, 'identity-card');
  await me.hand(caseNo, 'property');
  await me.ask('POST', `/${caseNo}/submission`);
  await me.ask('POST', `/${caseNo}/withdrawal`, { reason: '不需要了' });
  return async () => {
    const { rows } = await office.hall.owner.query(
      `SELECT class, shanghai_date(delete_after)::text AS until, key_enc IS NULL AS gone FROM documents WHERE subject = $1 ORDER BY class`,
      [`application:${caseNo}`],
    );
    return rows;
  };
}

it('each class is kept by its own days, and a changed rule holds from its day on for what is still kept', async () => {
  const papers = await withdrawn();
  expect(await papers()).toEqual([
    { class: 'identity', until: today, gone: false },
    { class: 'property', until: addDays(today, 365), gone: false },
  ]);
  await night();
  expect(await papers()).toMatchObject([{ gone: true }, { until: addDays(today, 365), gone: false }]);
  const set = (name: string, value: number, validFrom?: string) =>
    asked('POST', '/staff/settings', { name, value, reason: '档案管理办法', validFrom }, `${name}-${value}`);
  expect((await set('keepPropertyDays', 29)).status).toBe(400);
  // From tomorrow on: tonight the old one holds.
  expect((await set('keepPropertyDays', 90, addDays(today, 1))).status).toBe(201);
  await night();
  expect(await papers()).toMatchObject([{}, { until: addDays(today, 365) }]);
  expect((await set('keepPropertyDays', 60)).status).toBe(201);
  await night();
  expect(await papers()).toMatchObject([{}, { until: addDays(today, 60), gone: false }]);
  // What ends now goes by the new rule at once.
  const later = await withdrawn();
  expect(await later()).toMatchObject([{}, { until: addDays(today, 60) }]);
});

it('no setting keeps identity papers', async () => {
  const refused = await asked(
    'POST',
    '/staff/settings',
    { name: 'keepIdentityDays', value: 90, reason: '想留着' },
    'keep-identity',
  );
  expect(refused.status).toBe(400);
  expect((await asked('GET', '/staff/document-retention')).body.days).toMatchObject({
    identity: 0,
    property: 60,
    contract: 3_650,
  });
});

it('what the night did stands there: deleted, and nothing left that should be gone', async () => {
  const before = await filesKept();
  const papers = await withdrawn();
  await office.hall.owner.query(
    `UPDATE documents SET delete_after = now() WHERE class = 'property' AND deleted_at IS NULL`,
  );
  await night();
  expect((await papers()).every(({ gone }: { gone: boolean }) => gone)).toBe(true);
  expect(await filesKept()).toBeLessThan(before);
  const { body } = await asked('GET', '/staff/document-retention');
  expect(body.runs[0]).toEqual({
    at: expect.any(String),
    deleted: expect.any(Number),
    remaining: 0,
    strays: 0,
  });
  expect(body.runs[0].deleted).toBeGreaterThanOrEqual(2);
});
