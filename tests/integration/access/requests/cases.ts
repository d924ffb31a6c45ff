/** Service cases: what residents say, and the desk that answers. */
import { randomInt, randomUUID } from 'node:crypto';
import { tokenHash } from '../../../../server/src/infra/crypto.ts';
import { sealRaw } from '../../../../server/src/infra/sealed-raw.ts';
import { randomToken } from '../../../../server/src/shared/ids.ts';
import { testCipher } from '../../../support/world.ts';
import { type Examples, freshKey } from '../example.ts';
import type { Scene } from '../scene.ts';

const saying = { kind: 'opinion', words: '营业厅的座位太少，希望增加' };

async function caseOf(
  { hall, world }: { hall: Scene['hall']; world: Scene['hall']['world'] },
  token?: string,
) {
  const teller = token ?? (await world.resident()).token;
  return (await hall.call('POST', '/cases', { token: teller, key: freshKey(), body: saying })).body
    .caseNo as string;
}
/** Said by somebody new each time: one person may say ten things a day. */
const ofAnybody = ({ hall }: Scene) => caseOf({ hall, world: hall.world });

/** The owner's own case; old ones are dated back so that the day's allowance lasts. */
async function ofOwner({ hall, owner }: Scene): Promise<string> {
  await hall.owner.query(
    `UPDATE service_cases SET opened_at = opened_at - interval '2 days' WHERE person_id = $1`,
    [owner.personId],
  );
  return caseOf({ hall, world: hall.world }, owner.token);
}

async function answered(scene: Scene): Promise<string> {
  const caseNo = await ofOwner(scene);
  const { cookie } = scene.desk.clerk;
  for (const body of [
    { act: 'take', version: 1 },
    { act: 'answer', version: 2, outcome: 'noted', words: '谢谢您的意见，已转相关部门' },
  ])
    await scene.hall.call('POST', `/staff/cases/${caseNo}/acts`, { cookie, body });
  return caseNo;
}

/** By telephone, of nobody known. */
async function typedIn({ hall, desk }: Scene): Promise<string> {
  const body = { kind: 'enquiry', source: 'hotline', words: '来电询问峰谷电价怎么办理' };
  return (await hall.call('POST', '/staff/cases', { cookie: desk.clerk.cookie, key: freshKey(), body })).body
    .caseNo;
}

/** A link that went out with the answer. */
async function askedToRate(scene: Scene): Promise<string> {
  const caseNo = await typedIn(scene);
  const token = randomToken();
  await scene.hall.call('POST', `/staff/cases/${caseNo}/acts`, {
    cookie: scene.desk.clerk.cookie,
    body: { act: 'answer', version: 1, outcome: 'solved', words: '可以在电厅自助办理' },
  });
  await scene.hall.owner.query(
    `INSERT INTO case_rating_links (case_id, round, token_hash, way, sent_at, open_until)
     SELECT id, 0, $2, 'sms', now(), now() + interval '1 day' FROM service_cases WHERE case_no = $1`,
    [caseNo, tokenHash(token)],
  );
  return token;
}

async function linked(scene: Scene): Promise<string> {
  const caseNo = await typedIn(scene);
  const body = { personId: scene.owner.personId, words: '来电时报了登录手机号' };
  await scene.hall.call('POST', `/staff/cases/${caseNo}/person`, { cookie: scene.desk.clerk.cookie, body });
  return caseNo;
}

const pdf = '%PDF-1.4\n1 0 obj << >> endobj\n%%EOF\n';
async function withPaper({ hall, desk }: Scene, caseNo: string) {
  const path = `/staff/cases/${caseNo}/attachments?for=customer`;
  const { body } = await hall.call('POST', path, { cookie: desk.clerk.cookie, key: freshKey(), body: pdf });
  return { caseNo, documentId: body.attachments[0].documentId as string };
}

/** A mail that was set aside as one of a flood. */
let mailsAside = 0;
async function mailAside({ hall }: Scene) {
  const uid = ++mailsAside;
  const raw = `From: writer@flood.example\r\nSubject: again\r\nMessage-ID: <aside-${uid}@flood.example>\r\n\r\n请问电价如何计算`;
  const { rows } = await hall.owner.query(
    `INSERT INTO case_mails (uid_validity, uid, raw_enc, cut, stored_at, verdict, handled_at) VALUES (77, $1, $2, false, now(), 'flood', now()) RETURNING id`,
    [uid, sealRaw(Buffer.from(raw), testCipher)],
  );
  return { id: String(rows[0].id) };
}

/** What a follower of the official account wrote too much of. */
async function postAside({ hall }: Scene) {
  const openId = `o-${randomUUID()}`;
  const said = {
    messageId: openId,
    openId,
    kind: 'text',
    text: '楼道照明坏了三天',
    position: null,
    mediaId: null,
  };
  const { rows } = await hall.owner.query(
    `INSERT INTO account_messages (message_id, sender_hash, said_enc, stored_at, verdict, handled_at) VALUES ($1, $2, $3, now(), 'flood', now()) RETURNING id`,
    [openId, Buffer.from(openId), testCipher.encrypt(JSON.stringify(said))],
  );
  return { id: String(rows[0].id) };
}

async function macro({ hall }: Scene): Promise<number> {
  const text = `INSERT INTO case_macros (name, steps, written_by, written_at) VALUES ($1, '[{"act": "take"}]', 'staff:x', now()) RETURNING id`;
  return Number((await hall.owner.query(text, [`宏${randomUUID().slice(0, 8)}`])).rows[0].id);
}

const own = { others: 'refused', payOnly: 'refused' } as const;

export const casesRequests: Examples = {
  'GET /api/v1/cases': { make: () => ({}), others: 'their-own' },
  'POST /api/v1/cases': { make: () => ({ body: saying }), others: 'their-own' },
  'GET /api/v1/cases/:caseNo': {
    make: async scene => ({ params: { caseNo: await ofOwner(scene) } }),
    ...own,
  },
  'POST /api/v1/cases/:caseNo/reminders': {
    make: async scene => ({ params: { caseNo: await ofOwner(scene) }, body: { words: '请尽快处理' } }),
    ...own,
  },
  'POST /api/v1/cases/:caseNo/words': {
    make: async scene => ({ params: { caseNo: await ofOwner(scene) }, body: { words: '补充说明' } }),
    ...own,
  },
  'POST /api/v1/cases/:caseNo/withdrawal': {
    make: async scene => ({ params: { caseNo: await ofOwner(scene) }, body: { words: '问题已经解决' } }),
    ...own,
  },
  'POST /api/v1/cases/:caseNo/rating': {
    make: async scene => ({ params: { caseNo: await answered(scene) }, body: { stars: 5, satisfied: true } }),
    ...own,
  },
  'GET /api/v1/cases/:caseNo/attachments': {
    make: async scene => ({ params: { caseNo: await ofOwner(scene) } }),
    ...own,
  },
  'POST /api/v1/cases/:caseNo/attachments': {
    make: async scene => ({ params: { caseNo: await ofOwner(scene) }, body: pdf }),
    ...own,
  },
  'GET /api/v1/cases/:caseNo/attachments/:documentId': {
    make: async scene => ({ params: await withPaper(scene, await ofOwner(scene)) }),
    ...own,
  },
  'GET /api/v1/staff/cases/:caseNo/attachments': {
    make: async scene => ({ params: { caseNo: await ofAnybody(scene) } }),
  },
  'POST /api/v1/staff/cases/:caseNo/attachments': {
    make: async scene => ({
      params: { caseNo: await ofAnybody(scene) },
      query: { for: 'customer' },
      body: pdf,
    }),
  },
  'GET /api/v1/staff/cases/:caseNo/attachments/:documentId': {
    make: async scene => ({ params: await withPaper(scene, await ofOwner(scene)) }),
  },
  'GET /api/v1/staff/cases/:caseNo/people': {
    make: async scene => ({ params: { caseNo: await typedIn(scene) } }),
  },
  'POST /api/v1/staff/cases/:caseNo/person': {
    make: async scene => ({
      params: { caseNo: await typedIn(scene) },
      body: { personId: scene.owner.personId, words: '来电时报了登录手机号' },
    }),
  },
  'POST /api/v1/staff/cases/:caseNo/person-removal': {
    make: async scene => ({ params: { caseNo: await linked(scene) }, body: { words: '号码报错了' } }),
  },
  'GET /api/v1/staff/cases/:caseNo/customer-timeline': {
    make: async scene => ({ params: { caseNo: await ofAnybody(scene) } }),
  },
  'POST /api/v1/web-cases': {
    make: async ({ hall }) => {
      const phone = `138${String(randomInt(1e8)).padStart(8, '0')}`;
      const [code, phoneHash] = ['123456', testCipher.hash('phone', phone)];
      // As if it had been sent: so many of one network are not.
      const codeHash = testCipher.hash(
        'sms-code',
        ['web-case', '', phoneHash.toString('hex'), code].join('\n'),
      );
      await hall.owner.query(
        `INSERT INTO sms_codes (phone_hash, purpose, scope, code_hash, created_at, expires_at)
         VALUES ($1, 'web-case', '', $2, now(), now() + interval '5 minutes')`,
        [phoneHash, codeHash],
      );
      return { body: { ...saying, phone, code } };
    },
  },
  'GET /api/v1/case-ratings/:token': {
    make: async scene => ({ params: { token: await askedToRate(scene) } }),
  },
  'POST /api/v1/case-ratings/:token': {
    make: async scene => ({
      params: { token: await askedToRate(scene) },
      body: { stars: 5, satisfied: true },
    }),
  },
  'GET /api/v1/staff/cases/areas': { make: () => ({}) },
  'GET /api/v1/staff/cases/:caseNo/mail': {
    make: async scene => ({ params: { caseNo: await ofAnybody(scene) } }),
  },
  'GET /api/v1/staff/cases/:caseNo/undelivered': {
    make: async scene => ({ params: { caseNo: await ofAnybody(scene) } }),
  },
  'POST /api/v1/staff/cases/:caseNo/undelivered/:id/resend': {
    async make(scene) {
      const caseNo = await ofAnybody(scene);
      // Words to nobody, that a broken way gave back.
      const sealed = testCipher.encrypt('已处理，请查收').toString('base64');
      const { rows } = await scene.hall.owner.query<{ id: number }>(
        `INSERT INTO outbox_messages (kind, dedupe_key, payload, status, last_error)
         VALUES ('case-mail', 'case-mail:' || gen_random_uuid(), jsonb_build_object('caseNo', $1::text, 'version', 1, 'sealed', $2::text), 'dead', 'SMTP 550')
         RETURNING id`,
        [caseNo, sealed],
      );
      return { params: { caseNo, id: String(rows[0]!.id) } };
    },
  },
  'GET /api/v1/staff/cases/:caseNo/wallet-complaint': {
    make: async scene => ({ params: { caseNo: await ofAnybody(scene) } }),
  },
  'POST /api/v1/staff/cases/:caseNo/wallet-complaint/refund-decision': {
    async make(scene) {
      const caseNo = await ofAnybody(scene);
      await scene.hall.owner.query(
        `INSERT INTO wallet_complaints (complaint_id, case_id, state, amount_fen, fully_refunded, refund_asked_fen, told_at)
         SELECT 'C' || id, id, 'pending', 100, false, 100, now() FROM service_cases WHERE case_no = $1`,
        [caseNo],
      );
      return { params: { caseNo }, body: { approve: true, workingDays: 1 } };
    },
  },
  'GET /api/v1/staff/official-account/set-aside': { make: () => ({ query: { page: '1' } }) },
  'POST /api/v1/staff/official-account/set-aside/:id/case': {
    make: async scene => ({ params: await postAside(scene) }),
  },
  'GET /api/v1/staff/mail/set-aside': { make: () => ({ query: { show: 'waiting' } }) },
  'GET /api/v1/staff/mail/set-aside/:id': { make: async scene => ({ params: await mailAside(scene) }) },
  'POST /api/v1/staff/mail/set-aside/:id/case': { make: async scene => ({ params: await mailAside(scene) }) },
  'POST /api/v1/staff/mail/set-aside/:id/dismissal': {
    make: async scene => ({ params: await mailAside(scene), body: { reason: '广告，与供电无关' } }),
  },
  'GET /api/v1/staff/case-macros': { make: () => ({}) },
  'POST /api/v1/staff/case-macros': {
    make: () => ({
      body: {
        kind: 'enquiry',
        name: `宏${randomUUID().slice(0, 8)}`,
        steps: [{ act: 'take' }, { act: 'note', words: '已看' }],
      },
    }),
  },
  'POST /api/v1/staff/case-macros/:id/retirement': {
    make: async scene => ({ params: { id: String(await macro(scene)) } }),
  },
  'POST /api/v1/staff/cases/:caseNo/macro-runs': {
    make: async scene => ({
      params: { caseNo: await ofAnybody(scene) },
      body: { macroId: await macro(scene), version: 1, words: [] },
    }),
  },
  'POST /api/v1/staff/cases/:caseNo/presence': {
    make: async scene => ({ params: { caseNo: await ofAnybody(scene) }, body: { doing: 'reading' } }),
  },
  'GET /api/v1/staff/cases': { make: () => ({ query: { view: 'open' } }) },
  'GET /api/v1/staff/exports/cases': { make: () => ({ query: { view: 'all', format: 'csv' } }) },
  'POST /api/v1/staff/cases': {
    make: () => ({ body: { kind: 'enquiry', source: 'hotline', words: '询问峰谷电价如何办理' } }),
  },
  'GET /api/v1/staff/cases/figures': { make: () => ({ query: { days: '30' } }) },
  'GET /api/v1/staff/cases/board': { make: () => ({ query: { days: '30' } }) },
  'GET /api/v1/staff/cases/colleagues': { make: () => ({}) },
  'GET /api/v1/staff/cases/:caseNo': {
    make: async scene => ({ params: { caseNo: await ofAnybody(scene) } }),
  },
  'POST /api/v1/staff/cases/:caseNo/acts': {
    make: async scene => ({ params: { caseNo: await ofAnybody(scene) }, body: { act: 'take', version: 1 } }),
  },
  'GET /api/v1/staff/case-rules': { make: () => ({}) },
  'POST /api/v1/staff/case-rules': {
    make: () => ({
      body: { name: 'update-days', value: 2, validFrom: '2027-01-01', source: '供电公司服务规定（测试）' },
    }),
  },
};
