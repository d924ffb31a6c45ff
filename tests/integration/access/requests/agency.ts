/** Partners in the staff view, and the doors that only signed messages pass. */
import { generateKeyPairSync } from 'node:crypto';
import { type Examples, freshKey } from '../example.ts';
import { digits, type Scene } from '../scene.ts';

const limits = {
  channels: ['agent'],
  cutOff: '17:00:00',
  units: { request: 'yuan', reply: 'yuan', file: 'fen' },
  inquiriesPerMinute: 10,
  addresses: ['203.0.113.0/24'],
  settings: {},
};
const newPartner = () => ({
  code: `AX${digits(6)}`,
  nameZh: '便民店',
  nameEn: 'Corner shop',
  form: 'agency-json',
  prefunded: true,
  ...limits,
});
const publicKey = () =>
  generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString();

/** A partner that the desk's administrator has admitted. */
async function partner({ hall, desk }: Scene): Promise<string> {
  const body = newPartner();
  const { status } = await hall.call('POST', '/staff/partners', {
    cookie: desk.administrator.cookie,
    key: freshKey(),
    body,
  });
  if (status !== 201) throw new Error(`the partner was not admitted: ${status}`);
  return body.code;
}

async function topUp(scene: Scene): Promise<string> {
  const { body } = await scene.hall.call('POST', `/staff/partners/${await partner(scene)}/top-ups`, {
    cookie: scene.desk.finance.cookie,
    body: { amountFen: 100_000, bankReference: `BR${digits(12)}` },
    key: freshKey(),
  });
  // Whoever decides is another person.
  await scene.hall.owner.query(`UPDATE partner_top_ups SET requested_by = 'somebody-else' WHERE id = $1`, [
    body.topUpId,
  ]);
  return String(body.topUpId);
}

async function terms(scene: Scene): Promise<{ code: string; termsId: string }> {
  const code = await partner(scene);
  const { body } = await scene.hall.call('POST', `/staff/partners/${code}/terms`, {
    cookie: scene.desk.administrator.cookie,
    body: { commissionPpm: 3_000, validFrom: '2999-01-01', reason: '代收协议' },
    key: freshKey(),
  });
  return { code, termsId: String(body.terms[0].id) };
}

const unsigned = { make: () => ({ body: { serial: '1', date: '20261122' } }) };
const unsignedFile = { make: () => ({ params: { date: '20261122' }, body: '0|0\n' }) };

export const agencyRequests: Examples = {
  'GET /api/v1/staff/partners': { make: () => ({}) },
  'GET /api/v1/staff/partners/:code': { make: async scene => ({ params: { code: await partner(scene) } }) },
  'GET /api/v1/staff/partners/:code/day-files/:date': {
    make: async scene => ({ params: { code: await partner(scene), date: '2026-01-31' } }),
  },
  'POST /api/v1/staff/partners': { make: () => ({ body: newPartner() }) },
  'PATCH /api/v1/staff/partners/:code': {
    make: async scene => ({
      params: { code: await partner(scene) },
      body: { cutOff: '18:00:00', reason: '合同变更' },
    }),
  },
  'POST /api/v1/staff/partners/:code/terms': {
    make: async scene => ({
      params: { code: await partner(scene) },
      body: { commissionPpm: 3_000, validFrom: '2999-01-01', reason: '代收协议' },
    }),
  },
  'POST /api/v1/staff/partners/:code/terms/:termsId/decision': {
    make: async scene => ({
      params: await terms(scene),
      body: { approve: true },
      headers: { 'idempotency-key': freshKey() },
    }),
  },
  'POST /api/v1/staff/partners/:code/keys': {
    make: async scene => ({
      params: { code: await partner(scene) },
      body: { keyId: `k${digits(6)}`, publicKey: publicKey() },
    }),
  },
  'POST /api/v1/staff/partners/:code/keys/:keyId/confirmation': {
    make: async scene => {
      const code = await partner(scene);
      await scene.hall.owner.query(
        `INSERT INTO partner_keys (partner_id, key_id, algorithm, public_key, valid_from, created_by)
         SELECT id, 'new', 'rsa-sha256', $2, now(), 'staff:somebody' FROM partners WHERE code = $1`,
        [code, publicKey()],
      );
      return { params: { code, keyId: 'new' } };
    },
  },
  'POST /api/v1/staff/partners/:code/keys/:keyId/end': {
    make: async scene => {
      const code = await partner(scene);
      const body = { keyId: 'old', publicKey: publicKey() };
      const cookie = scene.desk.administrator.cookie;
      await scene.hall.call('POST', `/staff/partners/${code}/keys`, { cookie, body });
      return { params: { code, keyId: 'old' }, body: { reason: '密钥轮换' } };
    },
  },
  'POST /api/v1/staff/partners/:code/terminals': {
    make: async scene => ({
      params: { code: await partner(scene) },
      body: {
        terminalNo: 'T1',
        channel: 'agent',
        name: '路口店',
        address: '昆嵛路1号',
        hours: '08:00-18:00',
        marked: true,
        active: true,
      },
    }),
  },
  'POST /api/v1/staff/partners/:code/top-ups': {
    make: async scene => ({
      params: { code: await partner(scene) },
      body: { amountFen: 100_000, bankReference: `BR${digits(12)}` },
    }),
  },
  'POST /api/v1/staff/partner-top-ups/:topUpId/decision': {
    make: async scene => ({ params: { topUpId: await topUp(scene) }, body: { approve: true } }),
  },
  'GET /api/v1/collection-points': { make: () => ({}) },

  'GET /agency/v1/keys': { make: () => ({}) },
  'POST /agency/v1/inquire': unsigned,
  'POST /agency/v1/pay': unsigned,
  'POST /agency/v1/query': unsigned,
  'POST /agency/v1/reverse': unsigned,
  'GET /agency/v1/day-files/:date': { make: () => ({ params: { date: '20261122' } }) },
  'PUT /agency/v1/day-files/:date': unsignedFile,
  'POST /agency/wechat-bill': unsigned,
  'POST /agency/wechat-bill/refund-files/:date': unsignedFile,
  'PUT /agency/wechat-bill/day-files/:date': unsignedFile,
};
