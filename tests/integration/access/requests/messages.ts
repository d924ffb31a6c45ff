import type { Example, Examples } from '../example.ts';
import { digits, type Scene } from '../scene.ts';

/** What nobody has signed is refused, and refused again when spoiled. */
const unsigned: Example = { make: () => ({ body: '[]', status: 403 }) };

async function notice({ hall, owner, home }: Scene, status = 'dead'): Promise<string> {
  const { rows } = await hall.owner.query(
    `INSERT INTO notices (dedupe_key, event, person_id, holder_period_id, params, status, why, next_at)
     VALUES ($1, 'low-balance', $2, $3, '{"balanceFen": 1, "daysLeft": 1, "asOfOn": "2026-11-28"}', $4, 'all-failed', 'infinity') RETURNING id`,
    [`access:${digits(12)}`, owner.personId, home.holderPeriodId, status],
  );
  return String(rows[0].id);
}

async function draft({ hall }: Scene): Promise<string> {
  const { rows } = await hall.owner.query(
    `INSERT INTO message_templates (event, language, version, title, body, sms, created_by)
     SELECT 'low-balance', 'zh', coalesce(max(version), 0) + 1, '余额不足', '余额{balance}', '余额{balance}', 'staff:somebody-else'
       FROM message_templates WHERE event = 'low-balance' AND language = 'zh' RETURNING id`,
  );
  return String(rows[0].id);
}

const text = {
  event: 'low-balance',
  language: 'zh',
  title: '余额不足',
  body: '余额{balance}',
  sms: '余额{balance}',
};

export const messagesRequests: Examples = {
  'POST /notify/messages/sms': unsigned,
  'POST /notify/messages/voice': unsigned,
  'POST /notify/messages/wechat-subscribe': unsigned,
  'POST /notify/messages/wechat-oa': unsigned,
  'GET /notify/messages/wechat-subscribe': { make: () => ({ status: 403 }) },
  'GET /notify/messages/wechat-oa': { make: () => ({ status: 403 }) },
  'POST /notify/messages/sms-tencent/:token': {
    make: () => ({ params: { token: 'nobody-knows-this-secret-of-the-hall' }, body: '[]', status: 404 }),
  },
  'GET /api/v1/messages': { make: () => ({}), others: 'their-own' },
  'POST /api/v1/messages/read': {
    make: async scene => ({ body: { upTo: Number(await notice(scene, 'delivered')) } }),
    others: { openBecause: 'only messages of one’s own are marked' },
  },
  'GET /api/v1/message-preferences': { make: () => ({}), others: 'their-own' },
  'PUT /api/v1/message-preferences': {
    make: () => ({ body: { channels: ['sms'], quiet: { from: '21:00', until: '08:00' } } }),
    others: { openBecause: 'everybody sets their own' },
  },
  'GET /api/v1/households/:accountNo/message-preferences': {
    make: ({ home }) => ({ params: { accountNo: home.accountNo } }),
    payOnly: 'allowed',
  },
  'PUT /api/v1/households/:accountNo/message-preferences': {
    make: ({ home }) => ({
      params: { accountNo: home.accountNo },
      body: { channels: ['sms'], quiet: { from: '21:00', until: '08:00' }, language: 'en' },
    }),
    payOnly: 'allowed',
  },
  'PUT /api/v1/message-preferences/events/:event': {
    make: () => ({ params: { event: 'low-balance' }, body: { on: false } }),
    others: { openBecause: 'everybody sets their own' },
  },
  'POST /api/v1/message-consents': {
    make: () => ({ body: { channel: 'alipay', accepted: ['low-balance'] } }),
    others: { openBecause: 'everybody consents for themselves' },
  },
  'GET /api/v1/staff/exports/messages': { make: () => ({ query: { event: 'low-balance' } }) },
  'POST /api/v1/staff/notices/search': { make: ({ home }) => ({ body: { accountNo: home.accountNo } }) },
  'GET /api/v1/staff/notices/:id': { make: async scene => ({ params: { id: await notice(scene) } }) },
  'POST /api/v1/staff/notices/:id/retry': {
    make: async scene => ({ params: { id: await notice(scene) }, body: { reason: '号码已更正' } }),
  },
  'GET /api/v1/staff/notice-queue': { make: () => ({}) },
  'GET /api/v1/staff/message-costs': { make: () => ({ query: { from: '2026-10', to: '2026-11' } }) },
  'GET /api/v1/staff/exports/message-costs': {
    make: () => ({ query: { from: '2026-10', to: '2026-11' } }),
  },
  'GET /api/v1/staff/message-templates': { make: () => ({}) },
  'POST /api/v1/staff/message-templates': { make: () => ({ body: text }) },
  'POST /api/v1/staff/message-templates/preview': { make: () => ({ body: text }) },
  'POST /api/v1/staff/message-templates/:id/decision': {
    make: async scene => ({ params: { id: await draft(scene) }, body: { approve: true } }),
  },
};
