/** Applications: cases of the scene's owner standing where each route needs them. */
import { shippedKinds } from '../../../../server/src/modules/applications/kinds/index.ts';
import { testCipher } from '../../../support/world.ts';
import { type Examples, freshKey } from '../example.ts';
import { digits, type Scene } from '../scene.ts';

const own = { others: 'refused', payOnly: 'refused' } as const;
const form = {
  applicant: '王申请',
  phone: '13912345678',
  'identity-no': '11010519491231002X',
  'organisation-no': '91350100M000100Y43',
  district: '文登区',
  street: '昆嵛路',
  building: '9号楼',
  capacity: 8,
};
const pdf = '%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n';

interface Standing {
  kind: string;
  step: string;
  status?: 'open' | 'waiting' | 'refused';
  wanted?: 'list' | 'step';
  /** In whose hands. */
  by?: string;
}

/** A case of the owner, put where it is said. */
async function caseAt({ hall, owner, home }: Scene, standing: Standing): Promise<string> {
  await hall.call('GET', '/application-kinds');
  const kind = shippedKinds.find(({ code }) => code === standing.kind)!;
  const step = kind.steps.find(({ code }) => code === standing.step)!;
  const caseNo = `SQ20260101${digits(8)}`;
  const { status = 'open', wanted = null, by = null } = standing;
  const about =
    kind.subject === 'new-place'
      ? [null, null]
      : [home.accountId, kind.subject === 'household' ? home.holderPeriodId : null];
  const { rows } = await hall.owner.query(
    `INSERT INTO applications (case_no, kind_id, kind_code, person_id, region_code, account_id, holder_period_id, status, step, stage, duty, team, owner, manager,
        first_receiver, wanted, form_enc, district, created_at, submitted_at, began_on, limit_days, due_on, step_due_on, ended_at)
     SELECT $1, id, code, $3, 'weihai', $4, $5, $6, $7, $8, $9, 'hall', $10, $10, $10, $11, $12, '文登区', now(), now(), current_date, 5, current_date + 9, current_date + 3,
        CASE WHEN $6 = 'refused' THEN now() END
       FROM service_kinds WHERE code = $2 ORDER BY version DESC LIMIT 1 RETURNING id`,
    [
      caseNo,
      kind.code,
      owner.personId,
      ...about,
      status,
      step.code,
      step.stage,
      step.by === 'customer' ? null : step.by,
      by,
      wanted,
      testCipher.encrypt(JSON.stringify(form)),
    ],
  );
  const id = rows[0].id;
  if (status === 'waiting')
    await hall.owner.query('INSERT INTO case_stops (case_id, from_on) VALUES ($1, current_date)', [id]);
  if (status === 'open')
    await hall.owner.query(
      `INSERT INTO case_step_times (case_id, step, stage, team, from_on, due_on, came_at) VALUES ($1, $2, $3, 'hall', current_date, current_date + 3, now())`,
      [id, step.code, step.stage],
    );
  if (wanted === 'list')
    await hall.owner.query(
      `INSERT INTO case_returns (case_id, round, items, note, by, at) VALUES ($1, 1, '[{"kind":"field","code":"phone","what":"请核对电话"}]', '', 'staff:x', now())`,
      [id],
    );
  return caseNo;
}

const at = async (scene: Scene, standing: Standing) => ({
  params: { caseNo: await caseAt(scene, standing) },
});
const inHand = (scene: Scene, role: keyof Scene['desk'], kind: string, step: string) =>
  at(scene, { kind, step, by: scene.desk[role].username });

async function must(promise: ReturnType<Scene['hall']['call']>) {
  const { status, body } = await promise;
  if (status >= 300) throw new Error(`the example could not be set up: ${status} ${JSON.stringify(body)}`);
  return { body };
}

async function draft({ hall, owner }: Scene): Promise<string> {
  const body = { kind: 'new-residential', regionCode: 'weihai' };
  const made = await must(hall.call('POST', '/applications', { token: owner.token, body, key: freshKey() }));
  return made.body.caseNo;
}

/** A draft with a form and one paper. */
async function filled(scene: Scene): Promise<{ caseNo: string; documentId: string }> {
  const { hall, owner } = scene;
  const caseNo = await draft(scene);
  const { 'organisation-no': _, ...answers } = form;
  await must(hall.call('PATCH', `/applications/${caseNo}`, { token: owner.token, body: { form: answers } }));
  const paper = await must(
    hall.call('POST', `/applications/${caseNo}/papers/identity-card`, {
      token: owner.token,
      key: freshKey(),
      body: pdf,
    }),
  );
  return { caseNo, documentId: paper.body.documentId };
}

async function toSign(scene: Scene) {
  const caseNo = await caseAt(scene, {
    kind: 'new-residential',
    step: 'contract',
    status: 'waiting',
    wanted: 'step',
  });
  const { body } = await must(
    scene.hall.call('GET', `/applications/${caseNo}/contract`, { token: scene.owner.token }),
  );
  return { params: { caseNo }, body: { sha256: body.sha256, agreed: true } };
}

async function shared(scene: Scene, giver = scene.owner) {
  const caseNo = await caseAt({ ...scene, owner: giver }, { kind: 'new-residential', step: 'survey' });
  const { body } = await must(
    scene.hall.call('POST', `/applications/${caseNo}/shares`, {
      token: giver.token,
      key: freshKey(),
      body: { agreed: true },
    }),
  );
  return { caseNo, shareId: body.id, token: body.token };
}

/** A paper in a case that staff may see. */
async function paperOf(scene: Scene) {
  const { hall, owner } = scene;
  const caseNo = await caseAt(scene, { kind: 'new-residential', step: 'acceptance' });
  const paper = await must(
    hall.call('POST', `/applications/${caseNo}/papers/identity-card`, {
      token: owner.token,
      key: freshKey(),
      body: pdf,
    }),
  );
  return { params: { caseNo, documentId: paper.body.documentId } };
}

const definition = () => ({
  ...shippedKinds.find(({ code }) => code === 'details-change')!,
  code: `details-${digits(8)}`,
});
const openBecause = (why: string) => ({ others: { openBecause: why } }) as const;

export const applicationsRequests: Examples = {
  'GET /api/v1/application-kinds': { make: () => ({}) },
  'GET /api/v1/final-bills': { make: () => ({}), others: 'their-own' },
  'GET /api/v1/applications': { make: () => ({}), others: 'their-own' },
  'POST /api/v1/applications': {
    make: ({ home }) => ({ body: { kind: 'details-change', accountNo: home.accountNo } }),
    ...own,
  },
  'GET /api/v1/applications/:caseNo': {
    make: scene => at(scene, { kind: 'new-residential', step: 'survey' }),
    ...own,
  },
  'PATCH /api/v1/applications/:caseNo': {
    make: async scene => ({
      params: { caseNo: await draft(scene) },
      body: { form: { phone: '13912345678' } },
    }),
    ...own,
  },
  'DELETE /api/v1/applications/:caseNo': {
    make: async scene => ({ params: { caseNo: await draft(scene) } }),
    ...own,
  },
  'POST /api/v1/applications/:caseNo/submission': {
    make: async scene => ({ params: { caseNo: (await filled(scene)).caseNo } }),
    ...own,
  },
  'POST /api/v1/applications/:caseNo/answer': {
    make: scene =>
      at(scene, { kind: 'new-residential', step: 'acceptance', status: 'waiting', wanted: 'list' }),
    ...own,
  },
  'POST /api/v1/applications/:caseNo/confirmation': {
    make: scene =>
      at(scene, { kind: 'new-commercial-low', step: 'works', status: 'waiting', wanted: 'step' }),
    ...own,
  },
  'POST /api/v1/applications/:caseNo/withdrawal': {
    make: async scene => ({
      ...(await at(scene, { kind: 'new-residential', step: 'survey' })),
      body: { reason: '暂不需要' },
    }),
    ...own,
  },
  'POST /api/v1/applications/:caseNo/appeal': {
    make: async scene => ({
      ...(await at(scene, { kind: 'new-residential', step: 'acceptance', status: 'refused' })),
      body: { reason: '资料其实齐全' },
    }),
    ...own,
  },
  'GET /api/v1/applications/:caseNo/slots': {
    make: scene => at(scene, { kind: 'new-residential', step: 'survey' }),
    ...own,
  },
  'POST /api/v1/applications/:caseNo/appointment': {
    make: async scene => {
      const target = await at(scene, { kind: 'new-residential', step: 'survey' });
      const { body } = await must(
        scene.hall.call('GET', `/applications/${target.params.caseNo}/slots`, { token: scene.owner.token }),
      );
      const { on, part } = body.slots.find(({ free }: { free: number }) => free > 0);
      return { ...target, body: { on, part } };
    },
    ...own,
  },
  'POST /api/v1/applications/:caseNo/papers/:code': {
    make: async scene => ({ params: { caseNo: await draft(scene), code: 'identity-card' }, body: pdf }),
    ...own,
  },
  'GET /api/v1/applications/:caseNo/documents/:documentId': {
    make: async scene => ({ params: await filled(scene) }),
    ...own,
  },
  'DELETE /api/v1/applications/:caseNo/documents/:documentId': {
    make: async scene => ({ params: await filled(scene) }),
    ...own,
  },
  'GET /api/v1/applications/:caseNo/contract': {
    make: async scene => ({ params: (await toSign(scene)).params }),
    ...own,
  },
  'GET /api/v1/applications/:caseNo/contract/pdf': {
    make: async scene => ({ params: (await toSign(scene)).params }),
    ...own,
  },
  'POST /api/v1/applications/:caseNo/signature': { make: toSign, ...own },
  'POST /api/v1/applications/:caseNo/shares': {
    make: async scene => ({
      ...(await at(scene, { kind: 'new-residential', step: 'survey' })),
      body: { agreed: true },
    }),
    ...own,
  },
  'DELETE /api/v1/applications/:caseNo/shares/:shareId': {
    make: async scene => {
      const { caseNo, shareId } = await shared(scene);
      return { params: { caseNo, shareId } };
    },
    ...own,
  },
  'POST /api/v1/application-shares/:token': {
    make: async scene => {
      const giver = await scene.hall.world.resident();
      return { params: { token: (await shared(scene, giver)).token }, body: { agreed: true } };
    },
    ...openBecause('who was given the link follows'),
  },
  'GET /api/v1/staff/applications': { make: () => ({ query: { scope: 'all' } }) },
  'GET /api/v1/staff/exports/applications': { make: () => ({ query: { scope: 'all', format: 'csv' } }) },
  'GET /api/v1/staff/application-board': { make: () => ({}) },
  'GET /api/v1/staff/applications-to-take': { make: () => ({}) },
  'GET /api/v1/staff/temporary-supplies': { make: () => ({}) },
  'GET /api/v1/staff/applications/:caseNo': {
    make: scene => at(scene, { kind: 'new-residential', step: 'survey' }),
  },
  'POST /api/v1/staff/applications/:caseNo/take': {
    make: scene => at(scene, { kind: 'new-residential', step: 'acceptance' }),
  },
  'POST /api/v1/staff/applications/:caseNo/hand-over': {
    make: async (scene, role) => ({
      ...(await inHand(scene, role, 'new-residential', 'acceptance')),
      body: { to: { team: 'hall' }, reason: '轮休' },
    }),
  },
  'POST /api/v1/staff/applications/:caseNo/return': {
    make: async (scene, role) => ({
      ...(await inHand(scene, role, 'new-residential', 'acceptance')),
      body: { items: [{ kind: 'paper', code: 'identity-card', what: '身份证照片不清楚' }] },
    }),
  },
  'POST /api/v1/staff/applications/:caseNo/moves': {
    make: async (scene, role) => ({
      ...(await inHand(scene, role, 'new-residential', 'acceptance')),
      body: { move: 'refuse', reason: '地址不在供电区域' },
    }),
  },
  'GET /api/v1/staff/applications/:caseNo/slots': {
    make: scene => at(scene, { kind: 'new-residential', step: 'survey' }),
  },
  'POST /api/v1/staff/applications/:caseNo/appointment': {
    make: async scene => {
      const target = await at(scene, { kind: 'new-residential', step: 'survey' });
      const { cookie } = scene.desk.clerk;
      const { body } = await must(
        scene.hall.call('GET', `/staff/applications/${target.params.caseNo}/slots`, { cookie }),
      );
      const { on, part } = body.slots.find(({ free }: { free: number }) => free > 0);
      return { ...target, body: { on, part } };
    },
  },
  'POST /api/v1/staff/applications/:caseNo/ending': {
    make: async (scene, role) => ({
      ...(await inHand(scene, role, 'new-residential', 'survey')),
      body: { reason: '该处已由他人报装' },
    }),
  },
  'POST /api/v1/staff/applications/:caseNo/fees': {
    make: async (scene, role) => ({
      ...(await inHand(scene, role, 'meter-move', 'survey')),
      body: { fees: { works: 20_000 } },
    }),
  },
  'POST /api/v1/staff/applications/:caseNo/inspections': {
    make: async (scene, role) => ({
      ...(await inHand(scene, role, 'meter-test', 'test')),
      body: {
        items: [
          { code: 'accuracy', passed: true },
          { code: 'seals', passed: true },
        ],
      },
    }),
  },
  'POST /api/v1/staff/applications/:caseNo/visit': {
    make: async (scene, role) => ({
      ...(await inHand(scene, role, 'new-residential', 'survey')),
      body: { outcome: 'done' },
    }),
  },
  'POST /api/v1/staff/applications/:caseNo/meter': {
    make: async (scene, role) => ({
      ...(await inHand(scene, role, 'new-residential', 'metering')),
      body: {
        assetNo: `T${digits(10)}`,
        digits: 6,
        multiplier: 1,
        on: new Date(Date.now() - 86_400_000).toISOString().slice(0, 10),
        total: 5,
        peak: 3,
        valley: 2,
      },
    }),
  },
  'POST /api/v1/staff/applications/:caseNo/reading': {
    make: async (scene, role) => ({
      ...(await inHand(scene, role, 'holder-change', 'reading')),
      body: {
        on: new Date(Date.now() - 86_400_000).toISOString().slice(0, 10),
        total: 500,
        peak: 300,
        valley: 200,
      },
    }),
  },
  'POST /api/v1/staff/applications/:caseNo/paper-contract': {
    make: async (scene, role) => ({
      ...(await at(scene, {
        kind: 'new-residential',
        step: 'contract',
        status: 'waiting',
        wanted: 'step',
        by: scene.desk[role].username,
      })),
      body: pdf,
    }),
  },
  'POST /api/v1/staff/applications/:caseNo/photos': {
    make: async (scene, role) => ({ ...(await inHand(scene, role, 'meter-test', 'test')), body: pdf }),
  },
  'GET /api/v1/staff/applications/:caseNo/documents/:documentId': { make: paperOf },
  'POST /api/v1/staff/applications/:caseNo/reveal': {
    make: async scene => ({
      ...(await at(scene, { kind: 'new-residential', step: 'survey' })),
      body: { reason: '联系客户' },
    }),
  },
  'GET /api/v1/staff/final-bills': { make: () => ({}) },
  'GET /api/v1/staff/exports/former-holders': { make: () => ({ query: { format: 'csv' } }) },
  'GET /api/v1/staff/site-visits': { make: () => ({ query: { from: '2026-12-01', to: '2026-12-31' } }) },
  'GET /api/v1/staff/application-figures': {
    make: () => ({ query: { from: '2026-11-01', to: '2026-11-30' } }),
  },
  'POST /api/v1/staff/application-deadlines/simulation': {
    make: () => ({ body: { year: 2029, days: [{ day: '2029-01-01', kind: 'holiday' }] } }),
  },
  'GET /api/v1/staff/application-kinds': { make: () => ({}) },
  'POST /api/v1/staff/application-kinds': { make: () => ({ body: { definition: definition() } }) },
  'GET /api/v1/staff/service-teams': { make: () => ({}) },
  'PUT /api/v1/staff/service-teams/:code': {
    make: () => ({
      params: { code: `team-${digits(6)}` },
      body: {
        nameZh: '城东服务班',
        nameEn: 'East team',
        duties: ['survey'],
        regionCode: null,
        districts: [],
        phone: '95598',
        visitsPerHalfDay: 4,
        members: [],
      },
    }),
  },
};
