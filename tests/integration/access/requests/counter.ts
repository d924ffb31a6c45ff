/** The counter: applications a clerk writes for somebody who stands there. */
import type { StaffRole } from '../../../../server/src/http/access.ts';
import { testCipher } from '../../../support/world.ts';
import { type Examples, freshKey } from '../example.ts';
import { digits, type Scene } from '../scene.ts';

const pdf = '%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n';
const form = {
  applicant: '王到场',
  phone: '13912345678',
  'identity-no': '11010519491231002X',
  district: '文登区',
  street: '昆嵛路',
  building: '9号楼',
  capacity: 8,
};
const wish = () => ({
  kind: 'new-residential',
  regionCode: 'weihai',
  phone: `139${digits(8)}`,
  identitySeen: true,
});

async function must(promise: ReturnType<Scene['hall']['call']>) {
  const { status, body } = await promise;
  if (status >= 300) throw new Error(`the example could not be set up: ${status} ${JSON.stringify(body)}`);
  return body;
}

/** Who may takes it in; whoever may not finds a clerk's. */
const handOf = ({ desk }: Scene, role: StaffRole) => desk[role === 'supervisor' ? 'supervisor' : 'clerk'];

async function draft(scene: Scene, role: StaffRole): Promise<{ caseNo: string }> {
  const { cookie } = handOf(scene, role);
  const { caseNo } = await must(
    scene.hall.call('POST', '/staff/counter-applications', { cookie, body: wish(), key: freshKey() }),
  );
  return { caseNo };
}

async function filled(scene: Scene, role: StaffRole): Promise<{ caseNo: string; documentId: string }> {
  const { hall } = scene;
  const { cookie } = handOf(scene, role);
  const { caseNo } = await draft(scene, role);
  const path = `/staff/counter-applications/${caseNo}`;
  await must(hall.call('PATCH', path, { cookie, body: { form } }));
  const { documentId } = await must(
    hall.call('POST', `${path}/papers/identity-card`, { cookie, key: freshKey(), body: pdf }),
  );
  return { caseNo, documentId };
}

/** Taken in at the counter by whoever has it in hand, and waiting for its customer. */
async function waiting(
  scene: Scene,
  role: StaffRole,
  { kind, step, wanted }: { kind: string; step: string; wanted: 'list' | 'step' },
): Promise<{ caseNo: string }> {
  const { hall, owner } = scene;
  await hall.call('GET', '/application-kinds');
  const caseNo = `SQ20260102${digits(8)}`;
  const { rows } = await hall.owner.query(
    `INSERT INTO applications (case_no, kind_id, kind_code, person_id, region_code, status, step, stage, team, owner, manager, first_receiver, wanted, form_enc,
        district, created_at, submitted_at, began_on, limit_days, due_on, step_due_on, counter_by)
     SELECT $1, id, code, $2, 'weihai', 'waiting', $3, 'accept', 'hall', $4, $4, $4, $5, $6, '文登区', now(), now(), current_date, 5, current_date + 9, current_date + 3, $4
       FROM service_kinds WHERE code = $7 ORDER BY version DESC LIMIT 1 RETURNING id`,
    [
      caseNo,
      owner.personId,
      step,
      handOf(scene, role).username,
      wanted,
      testCipher.encrypt(JSON.stringify({ ...form, 'organisation-no': '91350100M000100Y43' })),
      kind,
    ],
  );
  await hall.owner.query('INSERT INTO case_stops (case_id, from_on) VALUES ($1, current_date)', [rows[0].id]);
  if (wanted === 'list')
    await hall.owner.query(
      `INSERT INTO case_returns (case_id, round, items, note, by, at) VALUES ($1, 1, '[{"kind":"field","code":"phone","what":"请核对电话"}]', '', 'staff:x', now())`,
      [rows[0].id],
    );
  return { caseNo };
}

export const counterRequests: Examples = {
  'GET /api/v1/staff/counter-applications': { make: () => ({}) },
  'POST /api/v1/staff/counter-applications': { make: () => ({ body: wish() }) },
  'GET /api/v1/staff/counter-applications/:caseNo': {
    make: async (scene, role) => ({ params: await draft(scene, role) }),
  },
  'PATCH /api/v1/staff/counter-applications/:caseNo': {
    make: async (scene, role) => ({ params: await draft(scene, role), body: { form } }),
  },
  'DELETE /api/v1/staff/counter-applications/:caseNo': {
    make: async (scene, role) => ({ params: await draft(scene, role) }),
  },
  'POST /api/v1/staff/counter-applications/:caseNo/papers/:code': {
    make: async (scene, role) => ({
      params: { ...(await draft(scene, role)), code: 'identity-card' },
      body: pdf,
    }),
  },
  'DELETE /api/v1/staff/counter-applications/:caseNo/documents/:documentId': {
    make: async (scene, role) => ({ params: await filled(scene, role) }),
  },
  'POST /api/v1/staff/counter-applications/:caseNo/submission': {
    make: async (scene, role) => ({ params: { caseNo: (await filled(scene, role)).caseNo } }),
  },
  'POST /api/v1/staff/counter-applications/:caseNo/answer': {
    make: async (scene, role) => ({
      params: await waiting(scene, role, { kind: 'new-residential', step: 'acceptance', wanted: 'list' }),
    }),
  },
  'POST /api/v1/staff/counter-applications/:caseNo/withdrawal': {
    make: async (scene, role) => ({
      params: await waiting(scene, role, { kind: 'new-commercial-low', step: 'works', wanted: 'step' }),
      body: { reason: '客户不再需要' },
    }),
  },
  'POST /api/v1/staff/counter-applications/:caseNo/appeal': {
    make: async (scene, role) => {
      const params = await waiting(scene, role, {
        kind: 'new-commercial-low',
        step: 'works',
        wanted: 'step',
      });
      const { cookie } = handOf(scene, role);
      await must(
        scene.hall.call('POST', `/staff/applications/${params.caseNo}/ending`, {
          cookie,
          body: { reason: '客户一直没有报验' },
        }),
      );
      return { params, body: { reason: '受电工程已经完成' } };
    },
  },
  'POST /api/v1/staff/counter-applications/:caseNo/confirmation': {
    make: async (scene, role) => ({
      params: await waiting(scene, role, { kind: 'new-commercial-low', step: 'works', wanted: 'step' }),
    }),
  },
};
