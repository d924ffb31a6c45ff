/** Colleagues whom a note calls by name (@username), or a limit that comes near or has passed, until they have opened the case. */
import type { Pool, PoolClient } from 'pg';

const called = /@([a-z][a-z0-9.-]{1,31})/g;

export const mentionsIn = (words: string): string[] => [
  ...new Set([...words.matchAll(called)].map(match => match[1]!.replace(/[.-]+$/, ''))),
];

/** Of calls `k` in cases `c`: nobody has looked, and a limit still matters. */
export const isCalled = `k.seen_at IS NULL AND (k.by <> 'system' OR c.status IN ('new', 'working', 'paused'))`;

/** Of cases `c`: whether somebody is called to it. @param me the place of the username */
export const mentionedIn = (me: string) =>
  `EXISTS (SELECT FROM case_mentions k WHERE k.case_id = c.id AND k.username = ${me}::text AND ${isCalled})`;

/**
 * Of cases in `late` (id, owner): calls whoever has them, and supervisors, where nobody at the desk has one or all of them are to hear. What a
 * colleague has called for and nobody has looked at stays a colleague's call. @param at the place of the time
 */
export const callForLimits = (at: string, { supervisorsToo }: { supervisorsToo: boolean }) =>
  `INSERT INTO case_mentions (case_id, username, by, at)
    SELECT l.id, s.username, 'system', ${at} FROM late l LEFT JOIN staff_members o ON o.username = l.owner AND ${atDesk('o')}
      JOIN staff_members s ON ${atDesk('s')} AND (s.username = o.username OR ('supervisor' = ANY (s.roles) AND (${supervisorsToo} OR o.username IS NULL)))
    ON CONFLICT (case_id, username) DO UPDATE SET by = CASE WHEN case_mentions.seen_at IS NULL THEN case_mentions.by ELSE excluded.by END,
      at = excluded.at, seen_at = NULL`;

const atDesk = (member: string) => `${member}.active AND ${member}.roles && ARRAY['clerk', 'supervisor']`;

export function createMentionsRepository(pool: Pool) {
  return {
    /** Who is no colleague is not mentioned; a second mention calls again. */
    async call(tx: PoolClient, caseId: number, usernames: string[], by: string, at: Date): Promise<void> {
      const text = `INSERT INTO case_mentions (case_id, username, by, at) SELECT $1, username, $3, $4 FROM staff_members
          WHERE username = ANY($2::text[]) AND active AND roles && ARRAY['clerk', 'supervisor'] AND 'staff:' || username <> $3
        ON CONFLICT (case_id, username) DO UPDATE SET by = excluded.by, at = excluded.at, seen_at = NULL`;
      await tx.query(text, [caseId, usernames, by, at]);
    },

    async seen(caseId: number, username: string, at: Date): Promise<void> {
      const text =
        'UPDATE case_mentions SET seen_at = $3 WHERE case_id = $1 AND username = $2 AND seen_at IS NULL';
      await pool.query(text, [caseId, username, at]);
    },
  };
}

export type MentionsRepository = ReturnType<typeof createMentionsRepository>;
