/** Colleagues whom a note calls by name (@username), until they have opened the case. */
import type { Pool, PoolClient } from 'pg';

const called = /@([a-z][a-z0-9.-]{1,31})/g;

export const mentionsIn = (words: string): string[] => [
  ...new Set([...words.matchAll(called)].map(match => match[1]!.replace(/[.-]+$/, ''))),
];

/** Of cases `c`: whether somebody is mentioned in it and has not looked. @param me the place of the username */
export const mentionedIn = (me: string) =>
  `EXISTS (SELECT FROM case_mentions k WHERE k.case_id = c.id AND k.username = ${me}::text AND k.seen_at IS NULL)`;

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
