import { eventually } from '../../../support/hall.ts';
import type { Examples } from '../example.ts';
import { digits, type Scene } from '../scene.ts';

const accountNo = ({ home }: Scene) => ({ accountNo: home.accountNo });
const factsOf = ({ home }: Scene) => ({
  kind: 'facts',
  identityNoTail: home.identityNo.slice(-6),
  contractNo: home.contractNo,
});

/** A code that the owner asked for. */
async function codeForOwner({ hall, owner }: Scene, phone: string, body: object): Promise<string> {
  await hall.call('POST', '/sms-codes', { token: owner.token, body });
  const sms = await eventually(
    () => hall.sandbox.lastSms(phone),
    found => found?.params['code'] !== undefined,
  );
  return sms!.params['code']!;
}

export const accountsRequests: Examples = {
  'GET /api/v1/config': { make: () => ({}) },
  'POST /api/v1/sms-codes': { make: () => ({ body: { purpose: 'sign-in', phone: `133${digits(8)}` } }) },
  'POST /api/v1/sessions': {
    make: () => ({ body: { kind: 'wechat-mini', code: `demo-visitor-${digits(8)}` } }),
  },
  'GET /api/v1/sign-in/wechat-oa': { make: () => ({ query: { state: 'some-state', page: '/pages/home' } }) },
  'DELETE /api/v1/sessions/current': { make: () => ({}), others: 'their-own' },
  'DELETE /api/v1/sessions/others': { make: () => ({}), others: 'their-own' },

  'GET /api/v1/me': { make: () => ({}), others: 'their-own' },
  'POST /api/v1/me/proof': {
    make: async scene => ({
      body: { kind: 'sms', code: await codeForOwner(scene, scene.owner.phone, { purpose: 'own-phone' }) },
    }),
    others: 'refused',
    payOnly: 'refused',
  },
  'POST /api/v1/me/phone': {
    make: async scene => {
      const phone = `132${digits(8)}`;
      return { body: { phone, code: await codeForOwner(scene, phone, { purpose: 'merge', phone }) } };
    },
    others: 'refused',
    payOnly: 'refused',
  },
  'POST /api/v1/me/identities': {
    make: () => ({ body: { kind: 'wechat-oa', code: `demo-wallet-${digits(8)}` } }),
    others: 'their-own',
  },
  'DELETE /api/v1/me/identities/:id': {
    make: async ({ hall, owner }) => {
      const { rows } = await hall.owner.query(
        `INSERT INTO identities (person_id, provider, app_id, subject) VALUES ($1, 'wechat', 'wx1', $2) RETURNING id`,
        [owner.personId, digits(20)],
      );
      return { params: { id: rows[0].id } };
    },
    others: 'refused',
    payOnly: 'refused',
  },

  'POST /api/v1/meter-lookups': {
    make: ({ home }) => ({ body: { assetNo: home.meterAssetNo } }),
    others: { openBecause: 'fills in the number of whoever stands before the meter, masked and limited' },
  },
  'GET /api/v1/household-previews/:accountNo': {
    make: scene => ({ params: accountNo(scene) }),
    others: { openBecause: 'a payer confirms the masked name before binding, limited' },
  },
  'GET /api/v1/households': { make: () => ({}), others: 'their-own' },
  'POST /api/v1/households': {
    make: scene => ({ body: { accountNo: scene.home.accountNo } }),
    others: { openBecause: 'anybody may bind to pay; what that shows is masked' },
  },
  'POST /api/v1/households/:accountNo/proof': {
    make: scene => ({ params: accountNo(scene), body: { proof: factsOf(scene) } }),
    payOnlySeesFull: 'the pay-only person has just proved the household by its facts',
  },
  'PATCH /api/v1/households/:accountNo': {
    make: scene => ({ params: accountNo(scene), body: { nickname: '我家' } }),
  },
  'DELETE /api/v1/households/:accountNo': { make: scene => ({ params: accountNo(scene) }) },
  'GET /api/v1/households/:accountNo/people': { make: scene => ({ params: accountNo(scene) }) },
  'DELETE /api/v1/households/:accountNo/people/:bindingId': {
    make: scene => ({ params: { ...accountNo(scene), bindingId: scene.familyBindingId } }),
  },
};
