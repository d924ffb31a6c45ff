/** Outages: drafts and announcements at the desk, one's own homes, a large customer's answer, and the public pages. */
import { type Examples, freshKey } from '../example.ts';
import { digits, type Scene } from '../scene.ts';

const hour = 3_600_000;
const at = (hours: number) => new Date(Date.now() + hours * hour).toISOString();
const places = (scene: Scene) => ({ accountNos: [scene.home.accountNo] });
const plan = (scene: Scene) => ({
  reason: '线路检修',
  fromAt: at(300),
  untilAt: at(304),
  ...places(scene),
});

async function post(scene: Scene, path: string, body?: unknown) {
  const { cookie } = scene.desk.clerk;
  const request = { cookie, key: freshKey(), ...(body === undefined ? {} : { body }) };
  return (await scene.hall.call('POST', `/staff/outages${path}`, request)).body;
}

const setImportance = (scene: Scene, importance: string) =>
  scene.hall.owner.query('UPDATE supply_accounts SET importance = $2 WHERE id = $1', [
    scene.home.accountId,
    importance,
  ]);

async function draft(scene: Scene): Promise<string> {
  await setImportance(scene, 'none');
  return (await post(scene, '', { kind: 'planned', ...plan(scene) })).outageNo;
}

async function published(scene: Scene): Promise<string> {
  const outageNo = await draft(scene);
  await post(scene, `/${outageNo}/publish`);
  return outageNo;
}

async function underWay(scene: Scene): Promise<string> {
  const outageNo = await published(scene);
  await post(scene, `/${outageNo}/begin`);
  return outageNo;
}

async function proposal(scene: Scene): Promise<{ outageNo: string; id: string }> {
  await setImportance(scene, 'large');
  const { outageNo } = await post(scene, '', { kind: 'planned', ...plan(scene) });
  const { negotiations } = await post(scene, `/${outageNo}/proposal`, { fromAt: at(300), untilAt: at(304) });
  return { outageNo, id: String(negotiations[0].id) };
}

async function late(scene: Scene): Promise<string> {
  await setImportance(scene, 'none');
  const soon = { ...plan(scene), fromAt: at(20), untilAt: at(22) };
  return (await post(scene, '', { kind: 'planned', ...soon })).outageNo;
}

async function exception(scene: Scene) {
  const outageNo = await late(scene);
  const body = { rule: 'planned-notice', reason: '紧急消除缺陷' };
  const { overrides } = await post(scene, `/${outageNo}/overrides`, body);
  return { outageNo, id: String(overrides[0].id) };
}

const open = { openBecause: 'outages are announced to everybody; the homes shown are the caller’s own' };
const of = (make: (scene: Scene) => Promise<string>, body?: (scene: Scene) => unknown) => ({
  make: async (scene: Scene) => ({
    params: { outageNo: await make(scene) },
    ...(body ? { body: body(scene) } : {}),
  }),
});

export const outagesRequests: Examples = {
  'GET /api/v1/staff/exports/outages': { make: () => ({ query: { status: 'open' } }) },
  'GET /api/v1/staff/outages': { make: () => ({ query: { status: 'open', q: '检修' } }) },
  'POST /api/v1/staff/outages': {
    make: scene => ({ body: { kind: 'planned', ...plan(scene) } }),
  },
  'GET /api/v1/staff/outages/:outageNo': of(draft),
  'PUT /api/v1/staff/outages/:outageNo': of(draft, plan),
  'GET /api/v1/staff/outage-places': { make: () => ({ query: { q: '昆嵛路' } }) },
  'POST /api/v1/staff/outage-previews': {
    make: scene => ({ body: { kind: 'temporary', fromAt: at(30), untilAt: at(32), ...places(scene) } }),
  },
  'GET /api/v1/staff/outages/:outageNo/recipients': {
    make: async scene => ({ params: { outageNo: await published(scene) }, query: { version: '1' } }),
  },
  'GET /api/v1/staff/outages/:outageNo/buildings': of(draft),
  'POST /api/v1/staff/outages/:outageNo/publish': of(draft),
  'POST /api/v1/staff/outages/:outageNo/begin': of(published),
  'POST /api/v1/staff/outages/:outageNo/change': of(published, () => ({
    fromAt: at(310),
    untilAt: at(312),
    reason: '线路检修',
  })),
  'POST /api/v1/staff/outages/:outageNo/cancel': of(published, () => ({ reason: '天气原因取消' })),
  'POST /api/v1/staff/outages/:outageNo/restore': of(underWay, () => ({})),
  'POST /api/v1/staff/outages/:outageNo/close': of(async scene => {
    const outageNo = await underWay(scene);
    await post(scene, `/${outageNo}/restore`, {});
    return outageNo;
  }),
  'POST /api/v1/staff/outages/:outageNo/proposal': {
    make: async scene => {
      const outageNo = await draft(scene);
      await setImportance(scene, 'large');
      return { params: { outageNo }, body: { fromAt: at(300), untilAt: at(304), note: '请安排备用电源' } };
    },
  },
  'POST /api/v1/staff/outages/:outageNo/negotiations/:id/answer': {
    make: async scene => ({
      params: await proposal(scene),
      body: { act: 'agree', note: '生产科王科长来电同意' },
    }),
  },
  'POST /api/v1/staff/outages/:outageNo/overrides': of(late, () => ({
    rule: 'planned-notice',
    reason: '紧急消除缺陷',
  })),
  'POST /api/v1/staff/outages/:outageNo/overrides/:id/decision': {
    make: async scene => ({ params: await exception(scene), body: { approve: true } }),
  },
  'GET /api/v1/staff/outage-exceptions': { make: () => ({}) },
  'GET /api/v1/staff/outage-rules': { make: () => ({}) },
  'POST /api/v1/staff/outage-rules': {
    make: () => ({ body: { name: 'answer-within-hours', value: 72, source: `内部规定${digits(6)}` } }),
  },
  'GET /api/v1/staff/outage-figures': {
    make: () => ({ query: { by: 'month', from: '2026-01', to: '2026-12' } }),
  },
  'GET /api/v1/outages': { make: () => ({}), others: 'their-own' },
  'GET /api/v1/outages/:outageNo': { ...of(published), others: open },
  'GET /api/v1/households/:accountNo/outage-proposals': {
    make: scene => ({ params: { accountNo: scene.home.accountNo } }),
  },
  'POST /api/v1/households/:accountNo/outage-proposals/:id/answer': {
    make: async scene => ({
      params: { accountNo: scene.home.accountNo, id: (await proposal(scene)).id },
      body: { act: 'counter', fromAt: at(320), untilAt: at(322), note: '周日停产,请改到周日' },
    }),
  },
  'GET /api/v1/households/:accountNo/board-listing': {
    make: scene => ({ params: { accountNo: scene.home.accountNo } }),
  },
  'PUT /api/v1/households/:accountNo/board-listing': {
    make: scene => ({ params: { accountNo: scene.home.accountNo }, body: { listed: false } }),
  },
  'GET /api/v1/public-outages': { make: () => ({}) },
  'GET /o': { make: () => ({ query: { lang: 'en' } }) },
  'GET /o/:outageNo': of(published),
  'GET /o/:outageNo/notice': {
    make: async scene => ({
      params: { outageNo: await published(scene) },
      query: { building: String(scene.home.premisesId) },
    }),
  },
  'GET /o/:outageNo/notice.pdf': {
    make: async scene => ({
      params: { outageNo: await published(scene) },
      query: { building: String(scene.home.premisesId) },
    }),
  },
};
