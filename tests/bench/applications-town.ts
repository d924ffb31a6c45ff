/** A utility with its desks full: open cases of every kind, spread over teams, districts, stages and days. */
import type pg from 'pg';
import { shippedKinds } from '../../server/src/modules/applications/kinds/index.ts';

export interface Clerk {
  id: string;
  username: string;
}

const teams = 40;

export async function makeCases(owner: pg.Pool, cases: number): Promise<Clerk[]> {
  await owner.query(
    `INSERT INTO regions (code, name_zh, name_en, account_no_pattern, account_no_hint_zh, account_no_hint_en)
     VALUES ('weihai', '威海', 'Weihai', '^37\\d{11}$', '37 开头', 'begins with 37') ON CONFLICT DO NOTHING`,
  );
  await owner.query(
    `INSERT INTO service_teams (code, name_zh, name_en, duties, region_code, districts, phone)
     SELECT 'team-' || t, '班组' || t, 'Team ' || t, '{acceptance,survey,works,inspection,metering,billing}', 'weihai', ARRAY['第' || t || '区'], '95598' FROM generate_series(1, ${teams}) t`,
  );
  const { rows: clerks } = await owner.query<Clerk>(
    `INSERT INTO staff_members (username, display_name, roles, password_hash, totp_enc)
     SELECT 'bench-clerk-' || t, '办事员' || t, '{clerk}', 'none', '\\x00' FROM generate_series(1, ${teams}) t RETURNING id, username`,
  );
  await owner.query(
    `INSERT INTO service_team_members (team_code, username) SELECT 'team-' || t, 'bench-clerk-' || t FROM generate_series(1, ${teams}) t`,
  );
  const { rows: people } = await owner.query<{ id: string }>(
    'INSERT INTO people DEFAULT VALUES RETURNING id',
  );
  const steps = shippedKinds.flatMap(({ code, steps: all }) =>
    all
      .filter(({ by }) => by !== 'customer')
      .map(step => ({ kind: code, step: step.code, stage: step.stage, duty: step.by })),
  );
  await owner.query(
    `WITH step AS (SELECT s, ordinality - 1 AS place FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS x (s, ordinality))
     INSERT INTO applications (case_no, kind_id, kind_code, person_id, region_code, district, status, step, stage, duty, team, owner, manager, first_receiver,
        applicant_masked, place_masked, created_at, submitted_at, began_on, limit_days, due_on, step_due_on)
     SELECT 'SQ20260101' || lpad(n::text, 8, '0'), k.id, k.code, $2, 'weihai', '第' || (1 + n % ${teams}) || '区', 'open', step.s ->> 'step', step.s ->> 'stage', step.s ->> 'duty',
            'team-' || (1 + n % ${teams}), o.owner, o.owner, o.owner, '**明', '昆嵛路**号楼', now(), now(), current_date - 3, 6, current_date + (n * 7919 % 30)::int - 5, current_date + (n * 104729 % 30)::int - 5
       FROM generate_series(1, $3::bigint) n
       JOIN step ON step.place = n * 31 % (SELECT count(*) FROM step)
       JOIN service_kinds k ON k.code = step.s ->> 'kind'
       CROSS JOIN LATERAL (SELECT CASE WHEN n % 3 > 0 THEN 'bench-clerk-' || (1 + n % ${teams}) END AS owner) o`,
    [JSON.stringify(steps), people[0]!.id, cases],
  );
  await owner.query('VACUUM ANALYZE applications');
  return clerks;
}
