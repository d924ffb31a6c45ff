/** What has happened in the town beside bills and payments: power that is off or will be, debts that are dunned, what people were told. */
import { randomUUID } from 'node:crypto';
import { eventually, type RunningHall } from '../support/hall.ts';
import { asking } from './asking.ts';
import type { DeskScene } from './staff-scene.ts';

export interface Happenings {
  /** Announced for the homes asked for, and one that nobody has published yet. */
  outageNo: string;
  draftNo: string;
  /** One of the announcements that went out. */
  noticeId: string;
  /** Where a suspension waits for its second person. */
  caseNo: string;
  /** Somebody whose power is off for what is owed. */
  cutOff: { token: string; accountNo: string };
}

export async function letThingsHappen(
  hall: RunningHall,
  cookies: DeskScene['cookies'],
  /** Whose homes lose power, and whose debts are dunned. */
  homes: { without: string[]; owing: string },
): Promise<Happenings> {
  await hall.app.runJob('late-fees');
  await hall.app.runJob('dunning');
  const { caseNo, cutOff } = await dun(hall, homes.owing);
  const [outageNo, draftNo] = await plan(hall, cookies.supervisor, homes.without);
  await tell(hall);
  const { rows } = await hall.owner.query(
    `SELECT id::text FROM notices WHERE source_table = 'outages' AND person_id IS NOT NULL ORDER BY id LIMIT 1`,
  );
  return { outageNo, draftNo, noticeId: rows[0].id, caseNo, cutOff };
}

interface Case {
  id: string;
  caseNo: string;
  accountNo: string;
  accountId: string;
  holderPeriodId: string;
}

/** The ladder, step by step. */
const ladder = [
  'noticed',
  'proposed',
  'submitted',
  'approved',
  'last-call',
  'disconnecting',
  'suspended',
  'restoring',
] as const;
/** Where on it somebody stands. */
const stages: readonly (typeof ladder)[number][] = [
  'noticed',
  'submitted',
  'suspended',
  'proposed',
  'last-call',
  'restoring',
];

async function dun(hall: RunningHall, owing: string): Promise<Pick<Happenings, 'caseNo' | 'cutOff'>> {
  const { rows } = await hall.owner.query<Case>(
    `SELECT c.id, c.case_no AS "caseNo", a.account_no AS "accountNo", a.id AS "accountId", c.holder_period_id AS "holderPeriodId"
       FROM dunning_cases c JOIN supply_accounts a ON a.id = c.account_id
      WHERE c.status IN ('reminding', 'noticed') ORDER BY a.account_no <> $1, c.debt_fen DESC LIMIT $2`,
    [owing, stages.length],
  );
  await hall.owner.query(
    `UPDATE dunning_cases SET round = 1, noticed_at = now() - interval '4 days', disconnect_on = current_date + 3, lapses_on = current_date + 3,
            disconnect_at = now() + interval '25 minutes', restore_by = now() + interval '7 hours', next_at = now() + interval '1 day',
            evidence = jsonb_build_object('at', now(), 'debts', '[]'::jsonb, 'told', '[]'::jsonb), submitted_by = 'staff:clerk1'
      WHERE id = ANY($1)`,
    [rows.map(({ id }) => id)],
  );
  for (const [index, { id }] of rows.entries())
    for (const step of ladder.slice(0, ladder.indexOf(stages[index]!) + 1))
      await hall.owner.query(
        `UPDATE dunning_cases SET status = $2, decided_by = CASE $2 WHEN 'approved' THEN 'staff:supervisor1' ELSE decided_by END,
                decided_at = CASE $2 WHEN 'approved' THEN now() ELSE decided_at END WHERE id = $1`,
        [id, step],
      );
  const caseAt = (stage: (typeof ladder)[number]) => rows[stages.indexOf(stage)] ?? rows[0]!;
  return { caseNo: caseAt('submitted').caseNo, cutOff: await cutOff(hall, caseAt('suspended')) };
}

async function cutOff(hall: RunningHall, home: Case): Promise<Happenings['cutOff']> {
  const { token, personId } = await hall.world.resident();
  await hall.owner.query(
    `INSERT INTO bindings (person_id, holder_period_id, level, is_holder, is_default) VALUES ($1, $2, 'full', true, true)`,
    [personId, home.holderPeriodId],
  );
  await hall.owner.query(
    `INSERT INTO supply_states (account_id, holder_period_id, state, since) VALUES ($1, $2, 'suspended', now() - interval '5 hours')`,
    [home.accountId, home.holderPeriodId],
  );
  return { token, accountNo: home.accountNo };
}

const hour = 3_600_000;
const now = () => new Date().toISOString();
/** A full hour of the day, Beijing time. */
const at = (days: number, hourOfDay: number) => {
  const midnight = Math.floor((Date.now() + 8 * hour) / (24 * hour)) * 24 * hour - 8 * hour;
  return new Date(midnight + (days * 24 + hourOfDay) * hour).toISOString();
};

async function plan(hall: RunningHall, cookie: string, accountNos: string[]): Promise<[string, string]> {
  const post = async (path: string, body?: unknown) => {
    const request = { cookie: `dianting_staff=${cookie}`, key: randomUUID(), body };
    const answer = await hall.call('POST', `/staff/outages${path}`, request);
    if (answer.status >= 300) throw new Error(`outages${path}: ${JSON.stringify(answer.body)}`);
    return answer.body.outageNo as string;
  };
  const areaId = await areaOf(hall, accountNos[0]!);
  const announced = await post('', {
    kind: 'planned',
    reason: '更换老旧变压器',
    // The demo's own begins on the ninth day or later.
    fromAt: at(8, 8),
    untilAt: at(8, 12),
    areaIds: [areaId],
    accountNos,
  });
  await post(`/${announced}/publish`);
  const fault = await post('', {
    kind: 'fault',
    reason: '大风刮断线路',
    knownAt: now(),
    fromAt: now(),
    untilAt: new Date(Date.now() + 3 * hour).toISOString(),
    accountNos,
  });
  await post(`/${fault}/publish`);
  const draft = await post('', {
    kind: 'planned',
    reason: '线路检修',
    fromAt: at(16, 13),
    untilAt: at(16, 18),
    areaIds: [areaId],
  });
  return [announced, draft];
}

/** What a large customer is asked before power is switched off. */
export async function propose(hall: RunningHall, supervisor: string, accountNo: string): Promise<void> {
  const ask = asking(hall, { staff: supervisor });
  const times = { fromAt: at(24, 8), untilAt: at(24, 12) };
  const plan = { kind: 'planned', reason: '更换进线电缆', accountNos: [accountNo], ...times };
  const { outageNo } = await ask('POST', '/staff/outages', plan);
  await ask('POST', `/staff/outages/${outageNo}/proposal`, { ...times, note: '请安排备用电源' });
}

async function areaOf(hall: RunningHall, accountNo: string): Promise<number> {
  const { rows } = await hall.owner.query(
    `SELECT t.id::int FROM supply_accounts a JOIN metering_points m ON m.id = a.metering_point_id
       JOIN premises p ON p.id = m.premises_id JOIN transformer_areas t ON t.id = p.transformer_area_id WHERE a.account_no = $1`,
    [accountNo],
  );
  return rows[0].id;
}

async function tell(hall: RunningHall): Promise<void> {
  const open = 'SELECT FROM outage_tellings WHERE finished_at IS NULL';
  await eventually(
    async () => {
      await hall.app.runJob('tell-outages');
      return (await hall.owner.query(open)).rowCount;
    },
    count => count === 0,
  );
  await hall.app.runJob('deliver-notices');
}
