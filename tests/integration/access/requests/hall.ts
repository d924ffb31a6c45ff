/** What the hall's own pages ask for besides bills and payments: files, plans, invoices, claims, one's own data. */
import { type Examples, freshKey } from '../example.ts';
import { digits, type Scene } from '../scene.ts';
import { paid } from './payments.ts';

const at = (scene: Scene) => ({ accountNo: scene.home.accountNo });
const company = () => ({ kind: 'company', name: '威海测试有限公司', taxNo: `91371002${digits(10)}` });

async function titleOf({ hall, owner }: Scene): Promise<number> {
  const { body } = await hall.call('POST', '/invoice-titles', { token: owner.token, body: company() });
  return body.titleId;
}

async function claimOf(scene: Scene): Promise<string> {
  const { paymentNo } = await paid(scene);
  const body = { paymentNo, reason: '户号输错一位，付给了别人家' };
  const request = { token: scene.owner.token, body, key: freshKey() };
  return (await scene.hall.call('POST', '/claims', request)).body.claimNo;
}

const own = { others: 'refused', payOnly: 'refused' } as const;

export const hallRequests: Examples = {
  'GET /api/v1/households/:accountNo/usage/export': {
    make: scene => ({ params: at(scene), query: { format: 'csv' } }),
  },
  'GET /api/v1/households/:accountNo/usage/plans': { make: scene => ({ params: at(scene) }) },
  'GET /api/v1/me/data': { make: () => ({}), others: 'their-own' },
  'POST /api/v1/me/deletion': { make: () => ({ body: { confirm: true } }), others: 'their-own' },
  'GET /api/v1/invoice-titles': { make: () => ({}), others: 'their-own' },
  'POST /api/v1/invoice-titles': { make: () => ({ body: company() }), others: 'their-own' },
  'DELETE /api/v1/invoice-titles/:titleId': {
    make: async scene => ({ params: { titleId: String(await titleOf(scene)) } }),
    ...own,
  },
  'GET /api/v1/invoices': { make: () => ({}), others: 'their-own' },
  'POST /api/v1/invoices': {
    make: async scene => ({
      body: { paymentNo: (await paid(scene)).paymentNo, titleId: await titleOf(scene) },
    }),
    ...own,
  },
  'GET /api/v1/claims': { make: () => ({}), others: 'their-own' },
  'POST /api/v1/claims': {
    make: async scene => ({
      body: { paymentNo: (await paid(scene)).paymentNo, reason: '户号输错一位，付给了别人家' },
    }),
    ...own,
  },
  'GET /api/v1/staff/exports/claims': { make: () => ({ query: { status: 'open' } }) },
  'GET /api/v1/staff/claims': { make: () => ({}) },
  'POST /api/v1/staff/claims/:claimNo/answer': {
    make: async scene => ({
      params: { claimNo: await claimOf(scene) },
      body: { outcome: 'refused', answer: '这笔缴费的户号是您绑定的一户' },
    }),
  },
};
