import type { Examples } from '../example.ts';
import { freshMonth, type Scene } from '../scene.ts';

const accountNo = ({ home }: Scene) => ({ accountNo: home.accountNo });
const household = { make: (scene: Scene) => ({ params: accountNo(scene) }) };

/** A run that somebody else has made, with one household that needs a look. */
async function preview({ hall, home }: Scene): Promise<string> {
  const { rows } = await hall.owner.query(
    `INSERT INTO billing_runs (region_code, month, status, created_by) VALUES ('weihai', $1, 'preview', 'somebody-else') RETURNING id`,
    [freshMonth()],
  );
  await hall.owner.query(
    `INSERT INTO bill_drafts (run_id, holder_period_id, total_fen, exception, content) VALUES ($1, $2, 100, 'jump', '{}')`,
    [rows[0].id, home.holderPeriodId],
  );
  return String(rows[0].id);
}

/** A reading that no bill rests on. */
async function readingOf({ hall }: Scene): Promise<{ assetNo: string; readOn: string }> {
  const { meterId, meterAssetNo } = await hall.world.household();
  await hall.owner.query(
    `INSERT INTO readings (meter_id, read_on, total, source) VALUES ($1, '2026-01-31', 1000, 'manual')`,
    [meterId],
  );
  return { assetNo: meterAssetNo, readOn: '2026-01-31' };
}

export const billingRequests: Examples = {
  'GET /api/v1/tariffs': { make: () => ({}) },
  'GET /api/v1/households/:accountNo/summary': household,
  'GET /api/v1/households/:accountNo/bills': household,
  'GET /api/v1/households/:accountNo/bills/:billNo': {
    make: scene => ({ params: { ...accountNo(scene), billNo: scene.bill.billNo } }),
  },
  'GET /api/v1/households/:accountNo/usage': household,
  'GET /api/v1/households/:accountNo/usage/daily': household,
  'GET /api/v1/households/:accountNo/usage/tier': household,

  'POST /api/v1/staff/billing-runs': {
    make: () => ({ body: { regionCode: 'weihai', month: freshMonth(), skipMonths: true } }),
  },
  'GET /api/v1/staff/billing-runs': { make: () => ({}) },
  'GET /api/v1/staff/billing-runs/:runId': {
    make: async scene => ({ params: { runId: await preview(scene) } }),
  },
  'GET /api/v1/staff/billing-runs/:runId/drafts': {
    make: async scene => ({ params: { runId: await preview(scene) } }),
  },
  'GET /api/v1/staff/exports/bill-drafts': {
    make: async scene => ({ query: { runId: String(await preview(scene)), only: 'all' } }),
  },
  'POST /api/v1/staff/billing-runs/:runId/drafts/:accountNo/acceptance': {
    make: async scene => ({
      params: { runId: await preview(scene), ...accountNo(scene) },
      body: { note: '抄表员已核实' },
    }),
  },
  'POST /api/v1/staff/billing-runs/:runId/approval': {
    make: async scene => ({ params: { runId: await preview(scene) } }),
  },
  'POST /api/v1/staff/billing-runs/:runId/discard': {
    make: async scene => ({ params: { runId: await preview(scene) }, body: { reason: '电价档案有误' } }),
  },
  'POST /api/v1/staff/bills/:billNo/reversal': {
    make: ({ bill }) => ({ params: { billNo: bill.billNo }, body: { reason: '抄表差错' } }),
  },
  'GET /api/v1/staff/readings/:assetNo/:readOn': {
    make: async scene => ({ params: await readingOf(scene) }),
  },
  'POST /api/v1/staff/readings/:assetNo/:readOn/correction': {
    make: async scene => ({
      params: await readingOf(scene),
      body: { totalKwh: '12.5', reason: '抄表差错' },
    }),
  },

  'POST /api/v1/staff/imports': {
    make: ({ home }) => ({
      query: { kind: 'readings' },
      headers: { 'content-type': 'text/csv' },
      body: `meter_asset_no,read_on,total_kwh\n${home.meterAssetNo},2026-01-01,10\n`,
    }),
  },
  'GET /api/v1/staff/imports': { make: () => ({}) },
  'GET /api/v1/staff/imports/:importId': {
    make: async ({ hall }) => {
      const { rows } = await hall.owner.query(
        `INSERT INTO data_imports (kind, source_name, sha256, imported_by, accepted, unchanged, rejected, errors)
         VALUES ('readings', 'a.csv', '', 'somebody', 0, 0, 0, '[]') RETURNING id`,
      );
      return { params: { importId: String(rows[0].id) } };
    },
  },
};
