/** What happened in a month, clerk by clerk, from lines that are only ever added to: asked again later, it is the same. */
import type { Pool, PoolClient } from 'pg';
import type { StarFacts } from './star-score.ts';

export interface FactsRow extends StarFacts {
  staff: string;
}

const counted = [
  'answers',
  'late',
  'reopened',
  'applications',
  'takings',
  'ratings',
  'ratedStars',
  'deductions',
] as const;

const sums = counted.map(name => `coalesce(sum("${name}"), 0)::int AS "${name}"`).join(', ');
/** One source of facts: the named ones, the others nothing. */
const source = (staff: string, given: Partial<Record<(typeof counted)[number], string>>, rest: string) =>
  `SELECT ${staff} AS staff, ${counted.map(name => `${given[name] ?? '0'} AS "${name}"`).join(', ')} ${rest}`;

/** What was done for it: the answers to everybody who reported a fault are one piece of work. */
const workOf = (event: string) => `coalesce(${event}.detail ->> 'order', ${event}.id::text)`;

const facts = [
  // A fault is mended once, however many reported it: late when one of them was told late.
  source(
    'substr(e.actor, 7)',
    { answers: '1', late: `CASE WHEN bool_or(e.detail ->> 'inTime' = 'false') THEN 1 ELSE 0 END` },
    `FROM service_case_events e WHERE e.act = 'answer' AND e.actor LIKE 'staff:%' AND e.at >= $1 AND e.at < $2
     GROUP BY e.actor, ${workOf('e')}`,
  ),
  // It was the last answer that did not satisfy.
  source(
    'substr(a.actor, 7)',
    { reopened: '1' },
    `FROM service_case_events e CROSS JOIN LATERAL (SELECT id, actor, detail FROM service_case_events b
       WHERE b.case_id = e.case_id AND b.act = 'answer' AND b.id < e.id ORDER BY b.id DESC LIMIT 1) a
     WHERE e.act = 'reopen' AND e.at >= $1 AND e.at < $2 GROUP BY a.actor, ${workOf('a')}`,
  ),
  source(
    'p.manager',
    { applications: '1' },
    `FROM applications p WHERE p.status = 'done' AND p.manager IS NOT NULL AND p.ended_at >= $1 AND p.ended_at < $2`,
  ),
  // One that was undone later had been work all the same.
  source(
    't.taken_by',
    { takings: '1' },
    `FROM counter_takings t WHERE t.payment_no IS NOT NULL AND t.taken_at >= $1 AND t.taken_at < $2 AND (t.undone_at IS NULL OR t.undone_at >= $2)`,
  ),
  source(
    'r.staff',
    { ratings: '1', ratedStars: 'r.stars' },
    'FROM staff_ratings r WHERE r.at >= $1 AND r.at < $2',
  ),
  source(
    'd.staff',
    { deductions: '1' },
    `FROM star_deductions d WHERE (d.status = 'in-effect' OR d.overturned_at >= $2) AND d.decided_at >= $1 AND d.decided_at < $2`,
  ),
  // Counted before, and given back in this month.
  source(
    'd.staff',
    { deductions: '-1' },
    `FROM star_deductions d WHERE d.overturned_at >= $1 AND d.overturned_at < $2 AND d.decided_at < $1`,
  ),
].join('\nUNION ALL ');

const text = `SELECT f.staff, ${sums} FROM (${facts}) f WHERE $3::text IS NULL OR f.staff = $3 GROUP BY f.staff ORDER BY f.staff`;

/** @param staff of one only, or null for all who did anything */
export async function readFacts(
  pool: Pool | PoolClient,
  { from, until }: { from: Date; until: Date },
  staff: string | null,
): Promise<FactsRow[]> {
  return (await pool.query<FactsRow>(text, [from, until, staff])).rows;
}
