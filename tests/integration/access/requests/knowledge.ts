/** The knowledge base: read by everybody, written by two. */
import type { Examples } from '../example.ts';
import type { Scene } from '../scene.ts';

let count = 0;
const content = {
  titleZh: '怎样看懂账单',
  titleEn: 'How to read a bill',
  bodyZh: '账单上先看应交金额和缴费期限，再看每一档用了多少电。',
  bodyEn: 'First the sum and the day it is due, then how much was used in each tier.',
  kinds: ['enquiry'],
  classes: ['business'],
  source: '本系统出账规则（测试）',
  validFrom: '2026-01-01',
};
const article = () => ({ code: `how-to-read-${++count}`, section: 'bill', audience: 'public', ...content });

async function draft({ hall }: Scene, cookie: string): Promise<string> {
  const body = article();
  await hall.call('POST', '/staff/knowledge', { cookie, key: `kb-${count}-${Date.now()}`, body });
  return body.code;
}
async function submitted(scene: Scene): Promise<string> {
  const { cookie } = scene.desk.clerk;
  const code = await draft(scene, cookie);
  await scene.hall.call('POST', `/staff/knowledge/${code}/submission`, {
    cookie,
    body: { act: 'submit', version: 1 },
  });
  return code;
}
const openBecause = (why: string) => ({ others: { openBecause: why } }) as const;
const forAll = openBecause('articles are for everybody');

export const knowledgeRequests: Examples = {
  'GET /api/v1/knowledge': { make: () => ({ query: { q: '违约金' } }), ...forAll },
  'POST /api/v1/knowledge/suggestions': {
    make: () => ({ body: { text: '家里停电了', kind: 'repair' } }),
    ...forAll,
  },
  'GET /api/v1/staff/knowledge': { make: () => ({ query: { q: '违约金', section: 'bill' } }) },
  'POST /api/v1/staff/knowledge/suggestions': {
    make: () => ({ body: { text: '家里停电了', kind: 'repair' } }),
  },
  'POST /api/v1/staff/knowledge': { make: () => ({ body: article() }) },
  'GET /api/v1/staff/knowledge/:code': { make: () => ({ params: { code: 'late-fee' } }) },
  'PUT /api/v1/staff/knowledge/:code/draft': {
    make: async (scene, role) => ({
      params: { code: await draft(scene, scene.desk[role].cookie) },
      body: content,
    }),
  },
  'POST /api/v1/staff/knowledge/:code/submission': {
    make: async (scene, role) => ({
      params: { code: await draft(scene, scene.desk[role].cookie) },
      body: { act: 'submit', version: 1 },
    }),
  },
  'POST /api/v1/staff/knowledge/:code/decisions': {
    make: async scene => ({ params: { code: await submitted(scene) }, body: { act: 'publish', version: 1 } }),
  },
};
