/** Tariffs in preparation, plans, and the books as staff read and take them away. */
import type { Examples } from '../example.ts';
import { digits, type Scene } from '../scene.ts';

const rules = {
  tierYearStartMonth: 1,
  flatYuan: '0.5469',
  tiers: { limitsKwhPerYear: [2_520, 4_800], addYuan: ['0.0000', '0.0500', '0.3000'] },
  timeOfUse: null,
  largeHousehold: null,
  lowIncome: null,
};
const content = { effectiveFrom: '2099-01-01', source: '发改价格〔2098〕1号', rules };

/** A tariff of a region of its own, so that examples do not stand in each other's way. */
async function tariff({ hall }: Scene): Promise<{ id: number; regionCode: string }> {
  const regionCode = `region-${digits(8)}`;
  await hall.owner.query(
    `INSERT INTO regions (code, name_zh, name_en, account_no_pattern, account_no_hint_zh, account_no_hint_en)
     VALUES ($1, '试点', 'Trial', '^99\\d{11}$', '13 位', '13 digits')`,
    [regionCode],
  );
  const { rows } = await hall.owner.query(
    `INSERT INTO tariffs (region_code, category, name_zh, name_en) VALUES ($1, 'residential', '居民', 'Residential') RETURNING id`,
    [regionCode],
  );
  await hall.owner.query(
    `INSERT INTO tariff_versions (tariff_id, effective_from, source, rules) VALUES ($1, '2020-01-01', '起始', $2)`,
    [rows[0].id, JSON.stringify(rules)],
  );
  return { id: rows[0].id, regionCode };
}

async function draft(scene: Scene, createdBy: string): Promise<{ id: string }> {
  const { id } = await tariff(scene);
  const { rows } = await scene.hall.owner.query(
    `INSERT INTO tariff_drafts (tariff_id, effective_from, source, rules, created_by) VALUES ($1, $2, $3, $4, $5) RETURNING id`,
    [id, content.effectiveFrom, content.source, JSON.stringify(rules), createdBy],
  );
  return { id: String(rows[0].id) };
}

export const booksRequests: Examples = {
  'GET /api/v1/staff/tariffs': { make: () => ({}) },
  'POST /api/v1/staff/tariffs/:regionCode/:category/drafts': {
    make: async scene => ({
      params: { regionCode: (await tariff(scene)).regionCode, category: 'residential' },
      body: content,
    }),
  },
  'PUT /api/v1/staff/tariff-drafts/:id': {
    make: async (scene, role) => ({
      params: await draft(scene, `staff:${scene.desk[role].username}`),
      body: content,
    }),
  },
  'POST /api/v1/staff/tariff-drafts/:id/approval': {
    make: async scene => ({ params: await draft(scene, 'staff:somebody-else') }),
  },
  'POST /api/v1/staff/tariff-drafts/:id/discard': {
    make: async scene => ({
      params: await draft(scene, 'staff:somebody-else'),
      body: { reason: '文号有误' },
    }),
  },
  'POST /api/v1/staff/tariff-trials': {
    make: async scene => ({
      body: { regionCode: (await tariff(scene)).regionCode, category: 'residential', rules },
    }),
  },
  'GET /api/v1/staff/bills/:billNo': { make: ({ bill }) => ({ params: { billNo: bill.billNo } }) },
  'GET /api/v1/staff/accounts/:accountNo/usage': {
    make: ({ home }) => ({ params: { accountNo: home.accountNo } }),
  },
  'POST /api/v1/staff/accounts/:accountNo/plan': {
    make: async scene => {
      await residentialTariff(scene);
      return {
        params: { accountNo: scene.home.accountNo },
        body: { kind: 'flat', from: '2099-01-01', reason: '客户申请' },
      };
    },
  },
  'GET /api/v1/staff/ledger/postings': { make: () => ({ query: { account: 'receivable' } }) },
  'GET /api/v1/staff/ledger/transactions/:id': {
    make: async ({ hall }) => {
      const { rows } = await hall.owner.query('SELECT max(id) AS id FROM ledger_transactions');
      return { params: { id: String(rows[0].id) } };
    },
  },
  'GET /api/v1/staff/exports/trial-balance': { make: () => ({ query: { format: 'csv' } }) },
  'GET /api/v1/staff/exports/postings': { make: () => ({ query: { account: 'receivable' } }) },
  'GET /api/v1/staff/exports/payments': { make: () => ({ query: { status: 'settled' } }) },
  'GET /api/v1/staff/exports/refunds': { make: () => ({ query: { format: 'csv' } }) },
  'GET /api/v1/staff/exports/odd-payments': { make: () => ({}) },
};

/** The tariff of the scene's homes. */
async function residentialTariff({ hall }: Scene): Promise<void> {
  await hall.owner.query(
    `WITH t AS (INSERT INTO tariffs (region_code, category, name_zh, name_en) VALUES ('weihai', 'residential', '居民', 'Residential')
       ON CONFLICT DO NOTHING RETURNING id)
     INSERT INTO tariff_versions (tariff_id, effective_from, source, rules) SELECT id, '2020-01-01', '起始', $1 FROM t`,
    [JSON.stringify(rules)],
  );
}
