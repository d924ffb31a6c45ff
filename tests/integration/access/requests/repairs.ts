/** Repairs: what is known and who comes, the crew's telephone, the dispatcher's board. */
import { layGrid } from '../../repairs/grid.ts';
import { type Examples, freshKey } from '../example.ts';
import type { Scene } from '../scene.ts';

const pdf = '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF';

/** An order that the crew of the scene's desk has, as far as it says; whatever the crew had before is out of the way. */
async function orderOf(scene: Scene, status: 'dispatched' | 'accepted' | 'arrived' = 'dispatched') {
  const { hall, desk } = scene;
  await layGrid(hall);
  await hall.owner.query(
    `INSERT INTO repair_team_members (username, team_id) SELECT $1, min(id) FROM repair_teams ON CONFLICT DO NOTHING`,
    [desk.crew.username],
  );
  await hall.owner.query(
    `UPDATE repair_orders SET status = 'cancelled', team_id = NULL, accept_by = NULL, accepted_by = NULL WHERE status IN ('dispatched', 'accepted', 'arrived')`,
  );
  await hall.owner.query(`UPDATE repair_faults SET status = 'cancelled' WHERE status = 'open'`);
  const [home, teller] = [await hall.world.household(), await hall.world.resident()];
  await hall.world.bind(teller, home);
  const body = { kind: 'repair', words: '楼道里闻到焦味，家里没电', accountNo: home.accountNo };
  const { caseNo } = (await hall.call('POST', '/cases', { token: teller.token, key: freshKey(), body })).body;
  const { rows } = await hall.owner.query(
    `UPDATE repair_orders SET status = $1, accept_by = CASE WHEN $1 = 'dispatched' THEN accept_by END, accepted_by = CASE WHEN $1 <> 'dispatched' THEN $2 END,
        arrived_at = CASE WHEN $1 = 'arrived' THEN now() END
      WHERE status = 'dispatched' RETURNING order_no, version`,
    [status, desk.crew.username],
  );
  return {
    caseNo: caseNo as string,
    params: { orderNo: rows[0].order_no as string },
    version: rows[0].version,
  };
}

async function ofOwner(scene: Scene) {
  const { hall, owner, home } = scene;
  await hall.owner.query(
    `UPDATE service_cases SET opened_at = opened_at - interval '2 days' WHERE person_id = $1`,
    [owner.personId],
  );
  const body = { kind: 'repair', words: '家里没有电了', accountNo: home.accountNo };
  const { caseNo } = (await hall.call('POST', '/cases', { token: owner.token, key: freshKey(), body })).body;
  return { params: { caseNo } };
}

async function photoOf(scene: Scene) {
  const { params } = await orderOf(scene, 'arrived');
  const reply = await scene.hall.call('POST', `/staff/crew/orders/${params.orderNo}/photos?moment=before`, {
    cookie: scene.desk.crew.cookie,
    key: freshKey(),
    body: pdf,
  });
  return { params: { ...params, documentId: reply.body.documentId as string } };
}

const orderOnly = async (scene: Scene) => ({ params: (await orderOf(scene)).params });

export const repairsRequests: Examples = {
  'GET /api/v1/households/:accountNo/known-faults': {
    make: ({ home }) => ({ params: { accountNo: home.accountNo } }),
  },
  'GET /api/v1/cases/:caseNo/repair': { make: ofOwner, others: 'refused', payOnly: 'refused' },
  'GET /api/v1/staff/crew/orders': { make: () => ({}) },
  'GET /api/v1/staff/crew/orders/:orderNo': { make: orderOnly },
  'POST /api/v1/staff/crew/orders/:orderNo/acts': {
    async make(scene) {
      const { params, version } = await orderOf(scene);
      return { params, body: { act: 'accept', version } };
    },
  },
  'POST /api/v1/staff/crew/orders/:orderNo/addresses': {
    make: async scene => ({ params: (await orderOf(scene, 'accepted')).params }),
  },
  'POST /api/v1/staff/crew/orders/:orderNo/photos': {
    make: async scene => ({
      params: (await orderOf(scene, 'arrived')).params,
      query: { moment: 'after' },
      body: pdf,
    }),
  },
  'GET /api/v1/staff/crew/orders/:orderNo/photos/:documentId': { make: photoOf },
  'GET /api/v1/staff/repairs': { make: () => ({}) },
  'GET /api/v1/staff/repairs/waiting': { make: () => ({}) },
  'GET /api/v1/staff/repairs/:orderNo': { make: orderOnly },
  'POST /api/v1/staff/repairs/:orderNo/acts': {
    async make(scene) {
      const { params, version } = await orderOf(scene);
      return { params, body: { act: 'note', version, words: '客户家有老人，请优先' } };
    },
  },
  'GET /api/v1/staff/repairs/:orderNo/photos/:documentId': { make: photoOf },
  'GET /api/v1/staff/repair-crews': { make: () => ({}) },
  'PUT /api/v1/staff/repair-crews/:username': {
    async make({ hall, desk }) {
      await layGrid(hall);
      const { rows } = await hall.owner.query('SELECT min(id)::int AS id FROM repair_teams');
      return { params: { username: desk.crew.username }, body: { teamId: rows[0].id } };
    },
  },
  'GET /api/v1/staff/cases/:caseNo/repair': {
    make: async scene => ({ params: { caseNo: (await orderOf(scene)).caseNo } }),
  },
  'GET /api/v1/staff/repair-rules': { make: () => ({}) },
  'POST /api/v1/staff/repair-rules': {
    make: () => ({
      body: { name: 'warn-minutes', value: 15, validFrom: '2027-01-01', source: '抢修管理办法（测试）' },
    }),
  },
};
