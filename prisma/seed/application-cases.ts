/** Applications of the demo, one in each state a case can be in, so that inbox, board and timeline have something to show. */
import type pg from 'pg';
import type { FieldCipher } from '../../server/src/infra/crypto.ts';
import { checkShipped, shippedKinds, stepOf } from '../../server/src/modules/applications/index.ts';
import { type DemoHome, demoHome } from './demo-home.ts';
import { demoPhone } from './households.ts';

interface Plan {
  kind: string;
  /** Who applies, by their place in the table of demo households. */
  of: number;
  step: string;
  status: 'open' | 'waiting' | 'done';
  wanted?: 'list' | 'step';
  owner: string | null;
  /** Days ago it was handed in. */
  ago: number;
  /** Days from today by which its step is due. */
  due: number;
}

const clerk = 'clerk1';
const plans: Plan[] = [
  { kind: 'new-residential', of: 1, step: 'survey', status: 'open', owner: clerk, ago: 2, due: 1 },
  { kind: 'time-of-use', of: 1, step: 'settling', status: 'done', owner: clerk, ago: 12, due: -8 },
  {
    kind: 'meter-move',
    of: 2,
    step: 'fees',
    status: 'waiting',
    wanted: 'step',
    owner: clerk,
    ago: 3,
    due: 4,
  },
  {
    kind: 'charging-pile',
    of: 3,
    step: 'contract',
    status: 'waiting',
    wanted: 'step',
    owner: clerk,
    ago: 5,
    due: 3,
  },
  { kind: 'meter-test', of: 4, step: 'test', status: 'open', owner: null, ago: 9, due: -2 },
  {
    kind: 'large-household',
    of: 5,
    step: 'acceptance',
    status: 'waiting',
    wanted: 'list',
    owner: clerk,
    ago: 1,
    due: 2,
  },
  { kind: 'new-commercial-low', of: 6, step: 'acceptance', status: 'open', owner: null, ago: 0, due: 1 },
];

const form = {
  applicant: '王小明',
  phone: '13900001234',
  'identity-no': '11010519491231002X',
  district: '文登区',
  street: '昆嵛路',
  building: '新苑小区8号楼',
  room: '602室',
  capacity: 8,
  plan: 'time-of-use',
  people: 6,
};

export async function writeApplications(client: pg.ClientBase, cipher: FieldCipher): Promise<void> {
  const kinds = checkShipped(shippedKinds);
  await client.query(
    `INSERT INTO service_kinds (code, version, definition, added_by)
     SELECT k ->> 'code', (k ->> 'version')::int, k, 'shipped' FROM jsonb_array_elements($1::jsonb) k ON CONFLICT (code, version) DO NOTHING`,
    [JSON.stringify(kinds)],
  );
  for (const plan of plans) {
    const home = await demoHome(client, cipher, plan.of);
    const kind = kinds.find(({ code }) => code === plan.kind)!;
    if (!home) continue;
    const phoneHash = cipher.hash('phone', demoPhone(plan.of));
    const { rows } = await client.query<{ id: number }>(caseSql, [
      plan.kind,
      phoneHash,
      kind.subject === 'household' ? home.accountId : null,
      kind.subject === 'household' ? home.holderPeriodId : null,
      plan.status,
      plan.step,
      stepOf(kind, plan.step).stage,
      dutyOf(stepOf(kind, plan.step).by),
      plan.owner,
      plan.wanted ?? null,
      cipher.encrypt(JSON.stringify(form)),
      plan.ago,
      kind.limit.workingDays,
      plan.due,
    ]);
    if (rows[0]) await history(client, rows[0].id, plan, home);
  }
}

const dutyOf = (by: string) => (by === 'customer' ? null : by);

const caseSql = `
  INSERT INTO applications (case_no, kind_id, kind_code, person_id, region_code, account_id, holder_period_id, status, step, stage, duty, team, owner, manager,
      first_receiver, wanted, returns, form_enc, applicant_masked, place_masked, district, created_at, submitted_at, began_on, limit_days, due_on, step_due_on, ended_at)
  SELECT 'SQ' || to_char(shanghai_date(now()), 'YYYYMMDD') || lpad(nextval('application_numbers')::text, 8, '0'), k.id, k.code, p.id,
      coalesce((SELECT region_code FROM supply_accounts WHERE id = $3), 'weihai'), $3, $4, $5, $6, $7, $8, 'hall', $9, $9, $9, $10,
      CASE $10 WHEN 'list' THEN 1 ELSE 0 END, $11, '**明', '文登区昆嵛路新苑小区8号楼***', '文登区', now() - make_interval(days => $12),
      now() - make_interval(days => $12), shanghai_date(now()) - $12::int, $13, shanghai_date(now()) + $14::int + 2,
      CASE WHEN $5 <> 'done' THEN shanghai_date(now()) + $14::int END, CASE WHEN $5 = 'done' THEN now() - interval '9 days' END
    FROM service_kinds k JOIN people p ON p.phone_hash = $2 WHERE k.code = $1 ORDER BY k.version DESC LIMIT 1 RETURNING id`;

/** What a case in that state has behind it. */
async function history(client: pg.ClientBase, id: number, plan: Plan, home: DemoHome): Promise<void> {
  const event = (kind: string, actor: string, ago: number) =>
    client.query(
      `INSERT INTO case_events (case_id, at, kind, actor, step) VALUES ($1, now() - make_interval(days => $2), $3, $4, $5)`,
      [id, ago, kind, actor, plan.step],
    );
  await event('submitted', 'person:demo', plan.ago);
  if (plan.owner) await event('taken', `staff:${plan.owner}`, plan.ago);
  if (plan.status === 'open')
    await client.query(
      `INSERT INTO case_step_times (case_id, step, stage, team, from_on, due_on, came_at) SELECT id, step, stage, team, began_on, step_due_on, began_on::timestamp AT TIME ZONE 'Asia/Shanghai' FROM applications WHERE id = $1`,
      [id],
    );
  if (plan.status === 'waiting')
    await client.query('INSERT INTO case_stops (case_id, from_on) VALUES ($1, shanghai_date(now()))', [id]);
  if (plan.wanted === 'list')
    await client.query(
      `INSERT INTO case_returns (case_id, round, items, note, by, at)
       VALUES ($1, 1, '[{"kind":"paper","code":"household-register","what":"请补交户口簿全部成员页"}]', '补齐后继续办理', $2, now())`,
      [id, `staff:${clerk}`],
    );
  if (plan.step === 'fees') {
    await client.query(
      `INSERT INTO case_fees (case_id, code, step, amount_fen, set_by, set_at) VALUES ($1, 'works', 'fees', 28000, $2, now())`,
      [id, `staff:${clerk}`],
    );
    await client.query('SELECT charge_service_fee($1, $2, $3)', [id, 'works', home.holderPeriodId]);
  }
  if (plan.step === 'survey')
    await client.query(
      `INSERT INTO site_visits (case_id, step, team, visit_on, part, booked_by, booked_at)
       SELECT $1, 'survey', 'hall', d::date, 'am', 'person:demo', now() FROM generate_series(shanghai_date(now()) + 1, shanghai_date(now()) + 14, interval '1 day') d
        WHERE is_working_day(d::date) ORDER BY d LIMIT 1`,
      [id],
    );
}
