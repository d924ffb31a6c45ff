/** The ladder of dunning, supply control, instalments and special needs. */
import type { Examples } from '../example.ts';
import { digits, type Scene } from '../scene.ts';

const accountNo = ({ home }: Scene) => ({ accountNo: home.accountNo });

/** A case of a household of its own, standing where it is said. */
async function caseAt(
  { hall }: Scene,
  status: 'reminding' | 'noticed' | 'proposed' | 'submitted' | 'suspended',
): Promise<string> {
  const household = await hall.world.household();
  const caseNo = `DN20260101${digits(8)}`;
  // A case without a bill would end by itself as soon as the ladder is looked at; nothing wakes a prepaid one.
  const { rows } = await hall.owner.query(
    `INSERT INTO dunning_cases (case_no, holder_period_id, account_id, kind, status, round, debt_fen, overdue_since, noticed_at, disconnect_on, lapses_on, evidence, submitted_by, decided_by, decided_at, opened_at, next_at)
     VALUES ($1, $2, $3, 'prepaid', $4, 1, 20000, '2026-01-01', now(), shanghai_date(now()) + 7, shanghai_date(now()) + 7, '{"at":"2026-02-10T00:00:00.000Z","debts":[],"told":[]}',
             CASE WHEN $4 IN ('submitted', 'suspended') THEN 'staff:somebody-else' END, CASE $4 WHEN 'suspended' THEN 'staff:another' END,
             CASE $4 WHEN 'suspended' THEN now() END, now(), now() + interval '1 year') RETURNING id`,
    [caseNo, household.holderPeriodId, household.accountId, status],
  );
  await hall.owner.query(
    `INSERT INTO dunning_events (case_id, at, kind, actor) VALUES ($1, now(), 'opened', 'system')`,
    [rows[0].id],
  );
  return caseNo;
}

/** An account whose bill was due long ago. */
async function debtor({ hall }: Scene): Promise<{ accountNo: string; holderPeriodId: number }> {
  const household = await hall.world.household();
  const content = { readings: [], lines: [], tier: null, versions: [] };
  const { rows } = await hall.owner.query(
    `INSERT INTO bills (bill_no, holder_period_id, account_id, month, from_date, to_date, issued_at, due_on, energy, energy_fen, total_fen, content)
     VALUES ($1, $2, $3, '2026-01', '2026-01-01', '2026-01-31', '2026-02-01', '2026-02-20', 100, 10000, 10000, $4) RETURNING id`,
    [`B${digits(16)}`, household.holderPeriodId, household.accountId, JSON.stringify(content)],
  );
  await hall.owner.query('SELECT post_bills(ARRAY[$1]::bigint[])', [rows[0].id]);
  return household;
}

const shanghaiToday = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

async function fieldOrder({ hall }: Scene): Promise<string> {
  const household = await hall.world.household();
  const orderNo = `FO20260101${digits(8)}`;
  await hall.owner.query(
    `WITH command AS (
       INSERT INTO supply_commands (command_no, account_id, holder_period_id, metering_point, meter, action, sequence, status, code, reason, ordered_by, issued_at, not_after, ended_at)
       VALUES ('SC20260101' || $1, $2, $3, 'MP' || $1, 'M1', 'connect', 1, 'refused', 'no-remote-control', 'story:' || $1, 'system', now(), now(), now()) RETURNING id)
     INSERT INTO field_orders (order_no, command_id, reason, opened_at) SELECT $4, id, 'no-remote-control', now() FROM command`,
    [digits(12), household.accountId, household.holderPeriodId, orderNo],
  );
  return orderNo;
}

const suspension = {
  overdueDays: 30,
  minimumDebtFen: 1000,
  noticeDays: 7,
  lastCallMinutes: 30,
  proof: 'delivered',
};

export const dunningRequests: Examples = {
  'GET /api/v1/households/:accountNo/dunning': { make: scene => ({ params: accountNo(scene) }) },
  'GET /api/v1/staff/exports/dunning': { make: () => ({ query: { format: 'csv' } }) },
  'GET /api/v1/staff/dunning': { make: () => ({}) },
  'GET /api/v1/staff/dunning/:caseNo': {
    make: async scene => ({ params: { caseNo: await caseAt(scene, 'noticed') } }),
  },
  'POST /api/v1/staff/dunning/:caseNo/submit': {
    make: async scene => ({
      params: { caseNo: await caseAt(scene, 'proposed') },
      body: { note: '证据齐全' },
    }),
  },
  'POST /api/v1/staff/dunning/:caseNo/decide': {
    make: async scene => ({
      params: { caseNo: await caseAt(scene, 'submitted') },
      body: { decision: 'reject', reason: '用户已约定缴费' },
    }),
  },
  'POST /api/v1/staff/dunning/:caseNo/hold': {
    make: async scene => ({
      params: { caseNo: await caseAt(scene, 'reminding') },
      body: { until: '2099-01-31', reason: '户主住院' },
    }),
  },
  'POST /api/v1/staff/dunning/:caseNo/restore': {
    make: async scene => ({
      params: { caseNo: await caseAt(scene, 'suspended') },
      body: { reason: '户内有人使用呼吸机' },
    }),
  },
  'POST /api/v1/staff/dunning/:caseNo/served': {
    make: async scene => ({
      params: { caseNo: await caseAt(scene, 'noticed') },
      body: { how: 'handed-over', on: shanghaiToday(), note: '本人签收' },
    }),
  },
  'GET /api/v1/staff/dunning-rules': { make: () => ({}) },
  'POST /api/v1/staff/dunning-rules': {
    noneIsGood: ['value.minimumDebtFen'],
    make: () => ({
      body: {
        name: 'suspension',
        value: suspension,
        validFrom: '2035-01-01',
        edition: '测试版本',
        reason: '测试',
      },
    }),
  },
  'GET /api/v1/staff/accounts/:accountNo/dunning': { make: scene => ({ params: accountNo(scene) }) },
  'GET /api/v1/staff/instalments': { make: () => ({}) },
  'GET /api/v1/staff/exports/instalments': { make: () => ({ query: { status: 'agreed' } }) },
  'POST /api/v1/staff/accounts/:accountNo/instalments': {
    make: async scene => ({
      params: { accountNo: (await debtor(scene)).accountNo },
      body: {
        parts: [
          { dueOn: inDays(10), amountFen: 4_000 },
          { dueOn: inDays(40), amountFen: 6_000 },
        ],
        note: '分两期缴清',
      },
    }),
  },
  'POST /api/v1/staff/instalments/:planNo/cancel': {
    make: async scene => {
      const { holderPeriodId } = await debtor(scene);
      const planNo = `IP20260101${digits(6)}`;
      await scene.hall.owner.query(
        `INSERT INTO instalment_plans (plan_no, holder_period_id, debt_fen, parts, note, agreed_by, agreed_at) VALUES ($1, $2, 10000, '[]', 'x', 'staff:x', now())`,
        [planNo, holderPeriodId],
      );
      return { params: { planNo }, body: { reason: '用户要求一次付清' } };
    },
  },
  'POST /api/v1/staff/accounts/:accountNo/special-needs': {
    make: scene => ({
      params: accountNo(scene),
      body: { kind: 'medical-device', consent: true, note: '家用呼吸机' },
    }),
  },
  'POST /api/v1/staff/special-needs/:id/end': {
    make: async ({ hall, home }) => {
      const { rows } = await hall.owner.query(
        `INSERT INTO special_needs (holder_period_id, kind, consent_at, added_by, added_at) VALUES ($1, 'infant', now(), 'staff:x', now()) RETURNING id`,
        [home.holderPeriodId],
      );
      return { params: { id: String(rows[0].id) }, body: { reason: '本人撤回同意' } };
    },
  },
  'GET /api/v1/staff/supply-commands': { make: () => ({}) },
  'GET /api/v1/staff/exports/supply-commands': { make: () => ({ query: { show: 'all' } }) },
  'POST /api/v1/staff/field-orders/:orderNo/done': {
    make: async scene => ({ params: { orderNo: await fieldOrder(scene) }, body: { note: '现场已送电' } }),
  },
  'POST /api/v1/staff/field-orders/:orderNo/failed': {
    make: async scene => ({
      params: { orderNo: await fieldOrder(scene) },
      body: { note: '无人在家，未能进入' },
    }),
  },
  'POST /notify/supply-control': { make: () => ({ body: { eventId: 'HE-1', state: 'done' } }) },
};
