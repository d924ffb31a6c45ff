/** Information disclosure: read by everybody, written by two. */
import { type Examples, freshKey } from '../example.ts';
import type { Scene } from '../scene.ts';

const content = {
  titleZh: '营业厅春节服务时间',
  titleEn: 'Hours of the service hall at the Spring Festival',
  bodyZh: '除夕至初三，营业厅上午开放，网上业务照常办理。',
  bodyEn: 'From New Year’s Eve on the hall is open in the mornings; everything online goes on.',
  source: '本公司客户服务中心（测试）',
  effectiveFrom: '2026-01-01',
  effectiveUntil: null,
};
const notice = { kind: 'notice', ...content };

async function proposed({ hall }: Scene, cookie: string): Promise<string> {
  const key = freshKey();
  return (await hall.call('POST', '/staff/disclosures', { cookie, key, body: notice })).body.number;
}
async function published(scene: Scene): Promise<string> {
  const number = await proposed(scene, scene.desk.clerk.cookie);
  await scene.hall.call('POST', `/staff/disclosures/${number}/decisions`, {
    cookie: scene.desk.supervisor.cookie,
    body: { decision: 'publish', edition: 1 },
  });
  return number;
}
const forAll = { others: { openBecause: 'policies and notices are for everybody' } } as const;

export const disclosuresRequests: Examples = {
  'GET /api/v1/disclosures': {
    make: () => ({ query: { q: '春节', kind: 'notice', when: 'current', page: '1', size: '5' } }),
    ...forAll,
  },
  'GET /api/v1/disclosures/:number': {
    make: async scene => ({ params: { number: await published(scene) } }),
    ...forAll,
  },
  'GET /api/v1/staff/disclosures': { make: () => ({ query: { q: '春节', kind: 'notice' } }) },
  'GET /api/v1/staff/disclosures/:number': {
    make: async scene => ({ params: { number: await proposed(scene, scene.desk.clerk.cookie) } }),
  },
  'POST /api/v1/staff/disclosures': { make: () => ({ body: notice }) },
  'POST /api/v1/staff/disclosures/:number/editions': {
    make: async scene => ({ params: { number: await published(scene) }, body: content }),
  },
  'POST /api/v1/staff/disclosures/:number/decisions': {
    make: async scene => ({
      params: { number: await proposed(scene, scene.desk.clerk.cookie) },
      body: { decision: 'publish', edition: 1 },
    }),
  },
  'POST /api/v1/staff/disclosures/:number/withdrawal': {
    make: async scene => ({ params: { number: await published(scene) }, body: { reason: '发布有误' } }),
  },
};
