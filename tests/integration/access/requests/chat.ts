/** Live chat: what residents say to the desk, and the desk to them. The hours are set as each example needs them. */
import { type Examples, freshKey } from '../example.ts';
import type { Scene } from '../scene.ts';

const message = () => ({ id: `example-${freshKey()}`, text: '请问峰谷电价怎么办理' });

const closes = new WeakMap<Scene['hall'], number>();

/** Hours as an example needs them, whenever these tests run: around the clock, or never. */
async function serve({ hall, desk }: Scene, untilMinute: 1440 | 0): Promise<void> {
  if (closes.get(hall) === untilMinute) return;
  closes.set(hall, untilMinute);
  const rules = { 'opens-minute': 0, 'closes-minute': untilMinute };
  for (const [name, value] of Object.entries(rules))
    await hall.call('POST', '/staff/chat-rules', {
      cookie: desk.administrator.cookie,
      key: freshKey(),
      body: { name, value, validFrom: '2021-01-01', source: '客服中心规定（测试）' },
    });
}

async function chatOf(scene: Scene, token: string): Promise<string> {
  await serve(scene, 1440);
  const { hall } = scene;
  return (await hall.call('POST', '/chats', { token, key: freshKey(), body: message() })).body.chatNo;
}
const ofOwner = (scene: Scene) => chatOf(scene, scene.owner.token);

async function act(scene: Scene, chatNo: string, name: string, role: 'clerk' | 'supervisor' = 'clerk') {
  const { cookie } = scene.desk[role];
  await scene.hall.call('POST', `/staff/chats/${chatNo}/acts`, { cookie, body: { act: name } });
}

async function ended(scene: Scene): Promise<string> {
  const chatNo = await ofOwner(scene);
  await act(scene, chatNo, 'take');
  await act(scene, chatNo, 'close');
  return chatNo;
}

async function takenBy(scene: Scene, role: string): Promise<string> {
  const chatNo = await chatOf(scene, (await scene.hall.world.resident()).token);
  await act(scene, chatNo, 'take', role === 'supervisor' ? 'supervisor' : 'clerk');
  return chatNo;
}

const own = { others: 'refused', payOnly: 'refused' } as const;

export const chatRequests: Examples = {
  'GET /api/v1/chats': { make: () => ({}), others: 'their-own' },
  'POST /api/v1/chats': {
    make: async scene => {
      await serve(scene, 1440);
      return { body: message() };
    },
    others: 'their-own',
  },
  'POST /api/v1/chats/left-messages': {
    make: async scene => {
      await serve(scene, 0);
      return { body: { text: '夜里停电，请明天联系我' } };
    },
    others: 'their-own',
  },
  'POST /api/v1/chat-tickets': { make: () => ({}), others: 'their-own' },
  'GET /api/v1/chats/:chatNo': {
    make: async scene => ({ params: { chatNo: await ofOwner(scene) } }),
    ...own,
  },
  'POST /api/v1/chats/:chatNo/messages': {
    make: async scene => ({ params: { chatNo: await ofOwner(scene) }, body: message() }),
    ...own,
  },
  'POST /api/v1/chats/:chatNo/reads': {
    make: async scene => ({ params: { chatNo: await ofOwner(scene) }, body: { no: 1 } }),
    ...own,
  },
  'POST /api/v1/chats/:chatNo/end': {
    make: async scene => ({ params: { chatNo: await ofOwner(scene) } }),
    ...own,
  },
  'POST /api/v1/chats/:chatNo/rating': {
    make: async scene => ({ params: { chatNo: await ended(scene) }, body: { stars: 5, satisfied: true } }),
    ...own,
  },
  'GET /api/v1/staff/chats': { make: () => ({ query: { view: 'mine' } }) },
  'POST /api/v1/staff/chat-tickets': { make: () => ({}) },
  'GET /api/v1/staff/chats/:chatNo': {
    make: async scene => ({
      params: { chatNo: await chatOf(scene, (await scene.hall.world.resident()).token) },
      query: { after: '0' },
    }),
  },
  'POST /api/v1/staff/chats/:chatNo/messages': {
    make: async (scene, role) => ({ params: { chatNo: await takenBy(scene, role) }, body: message() }),
  },
  'POST /api/v1/staff/chats/:chatNo/reads': {
    make: async (scene, role) => ({ params: { chatNo: await takenBy(scene, role) }, body: { no: 1 } }),
  },
  'POST /api/v1/staff/chats/:chatNo/acts': {
    make: async scene => ({
      params: { chatNo: await chatOf(scene, (await scene.hall.world.resident()).token) },
      body: { act: 'take' },
    }),
  },
  'GET /api/v1/staff/chat-rules': { make: () => ({}) },
  'POST /api/v1/staff/chat-rules': {
    make: () => ({
      body: { name: 'silent-minutes', value: 30, validFrom: '2027-01-01', source: '客服中心规定（测试）' },
    }),
  },
};
