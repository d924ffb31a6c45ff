import type { Pool, PoolClient } from 'pg';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import type { ChatEvent, ChatStatus } from './conversation.ts';

export interface ChatRow {
  id: number;
  chatNo: string;
  personId: string;
  accountId: number | null;
  holderPeriodId: number | null;
  accountNo: string | null;
  status: ChatStatus;
  firstReceiver: string | null;
  owner: string | null;
  /** As customers are told. */
  ownerName: string | null;
  caseNo: string | null;
  lastNo: number;
  personRead: number;
  staffRead: number;
  startedAt: Date;
  waitingSince: Date;
  takenAt: Date | null;
  lastAt: Date;
  closedAt: Date | null;
  /** What the person said since our last word, sealed; all of it where nobody of ours has spoken. */
  sinceOurWord: Buffer[];
  /** When the first of that was said. */
  owedSince: Date | null;
  /** Whether anybody of staff has said a word. */
  weSpoke: boolean;
  /** Whether the person's last word was said while nobody of staff had the conversation. */
  saidToNobody: boolean;
  rated: boolean;
  phoneEnc: Buffer | null;
}

/** What the person said after our last word. */
const sinceOurWord = `chat_messages m WHERE m.conversation_id = c.id AND m.kind = 'text' AND m.author = 'person' AND m.no > coalesce(
    (SELECT max(o.no) FROM chat_messages o WHERE o.conversation_id = c.id AND o.kind = 'text' AND o.author LIKE 'staff:%'), 0)`;

const columns = `c.id, c.chat_no AS "chatNo", c.person_id AS "personId", c.account_id AS "accountId", c.holder_period_id AS "holderPeriodId",
  (SELECT account_no FROM supply_accounts a WHERE a.id = c.account_id) AS "accountNo", c.status, c.first_receiver AS "firstReceiver", c.owner,
  (SELECT display_name FROM staff_members s WHERE s.username = c.owner) AS "ownerName", c.case_no AS "caseNo", c.last_no AS "lastNo",
  c.person_read AS "personRead", c.staff_read AS "staffRead", c.started_at AS "startedAt", c.waiting_since AS "waitingSince",
  c.taken_at AS "takenAt", c.last_at AS "lastAt", c.closed_at AS "closedAt",
  ARRAY(SELECT m.text_enc FROM ${sinceOurWord} ORDER BY m.no) AS "sinceOurWord", (SELECT min(m.at) FROM ${sinceOurWord}) AS "owedSince",
  EXISTS (SELECT FROM chat_messages m WHERE m.conversation_id = c.id AND m.kind = 'text' AND m.author LIKE 'staff:%') AS "weSpoke",
  coalesce((SELECT m.kind <> 'taken' FROM chat_messages m WHERE m.conversation_id = c.id AND m.kind IN ('taken', 'handed-back', 'clerk-left')
    AND m.no < (SELECT max(p.no) FROM chat_messages p WHERE p.conversation_id = c.id AND p.kind = 'text' AND p.author = 'person')
    ORDER BY m.no DESC LIMIT 1), true) AS "saidToNobody",
  EXISTS (SELECT FROM chat_ratings r WHERE r.conversation_id = c.id) AS rated,
  (SELECT phone_enc FROM people p WHERE p.id = c.person_id) AS "phoneEnc"`;

/** What an act changes; what is left out stays. */
export type ChatChange = Partial<
  Pick<ChatRow, 'status' | 'owner' | 'firstReceiver' | 'caseNo' | 'waitingSince' | 'takenAt' | 'closedAt'>
>;

const columnOf: Record<keyof ChatChange, string> = {
  status: 'status',
  owner: 'owner',
  firstReceiver: 'first_receiver',
  caseNo: 'case_no',
  waitingSince: 'waiting_since',
  takenAt: 'taken_at',
  closedAt: 'closed_at',
};

export interface NewChat {
  personId: string;
  household: { accountId: number; holderPeriodId: number } | null;
  at: Date;
}

export interface Rating {
  staff: string;
  stars: number;
  satisfied: boolean;
  wordsEnc: Buffer | null;
  at: Date;
}

export function createChatRepository(pool: Pool) {
  const rowsOf = async (where: string, values: unknown[]) =>
    (await pool.query<ChatRow>(`SELECT ${columns} FROM chat_conversations c WHERE ${where}`, values)).rows;
  return {
    /** Held for the rest of the transaction, so that one person's double tap starts one conversation. */
    async holdPerson(tx: PoolClient, personId: string): Promise<void> {
      await tx.query('SELECT id FROM people WHERE id = $1 FOR NO KEY UPDATE', [personId]);
    },

    async liveOf(tx: PoolClient | Pool, personId: string): Promise<ChatRow | undefined> {
      const text = `SELECT ${columns} FROM chat_conversations c WHERE c.person_id = $1 AND c.status <> 'closed' ORDER BY c.id DESC LIMIT 1`;
      return (await tx.query<ChatRow>(text, [personId])).rows[0];
    },

    async start(tx: PoolClient, { personId, household, at }: NewChat): Promise<ChatRow> {
      const text = `INSERT INTO chat_conversations AS c (chat_no, person_id, account_id, holder_period_id, started_at, waiting_since, last_at)
        VALUES ('LT' || to_char($4::timestamptz AT TIME ZONE 'Asia/Shanghai', 'YYYYMMDD') || lpad(nextval('chat_numbers')::text, 8, '0'),
          $1, $2, $3, $4, $4, $4) RETURNING ${columns}`;
      const values = [personId, household?.accountId ?? null, household?.holderPeriodId ?? null, at];
      return (await tx.query<ChatRow>(text, values)).rows[0]!;
    },

    async lock(tx: PoolClient, chatNo: string): Promise<ChatRow | undefined> {
      const text = `SELECT ${columns} FROM chat_conversations c WHERE c.chat_no = $1 FOR UPDATE OF c`;
      return (await tx.query<ChatRow>(text, [chatNo])).rows[0];
    },

    /** Changes it and writes down what happened, as its next line. */
    async happen(
      tx: PoolClient,
      id: number,
      change: ChatChange,
      event: { kind: ChatEvent; author: string; detail: Record<string, unknown>; at: Date },
    ): Promise<void> {
      const names = (Object.keys(change) as (keyof ChatChange)[]).filter(name => change[name] !== undefined);
      const sets = names.map((name, index) => `${columnOf[name]} = $${index + 6}`);
      const text = `WITH c AS (
          UPDATE chat_conversations SET ${['last_no = last_no + 1', 'last_at = $5', ...sets].join(', ')} WHERE id = $1 RETURNING last_no
        ) INSERT INTO chat_messages (conversation_id, no, author, kind, detail, at) SELECT $1, last_no, $2, $3, $4::jsonb, $5 FROM c`;
      const { author, kind, detail, at } = event;
      const changed = names.map(name => change[name]);
      await tx.query(text, [id, author, kind, JSON.stringify(detail), at, ...changed]);
    },

    async audit(tx: PoolClient, entry: AuditRecord): Promise<void> {
      await tx.query(withAudit('SELECT 1', [], entry));
    },

    find: async (chatNo: string) => (await rowsOf('c.chat_no = $1', [chatNo]))[0],
    ofPerson: (personId: string) => rowsOf('c.person_id = $1 ORDER BY c.id DESC LIMIT 50', [personId]),
    waiting: () => rowsOf(`c.status = 'waiting' ORDER BY c.waiting_since, c.id LIMIT 200`, []),
    ownedBy: (username: string) =>
      rowsOf(`c.owner = $1 AND c.status = 'open' ORDER BY c.id LIMIT 200`, [username]),
    /** Whoever waits longest for our word first. */
    openNow: () => rowsOf(`c.status = 'open' ORDER BY "owedSince" NULLS LAST, c.id LIMIT 200`, []),
    /** In the hands of somebody who works at the desk no longer. */
    ofWhoLeft: () =>
      rowsOf(
        `c.status = 'open' AND NOT EXISTS (SELECT FROM staff_members s WHERE s.username = c.owner AND s.roles && ARRAY['clerk', 'supervisor'] AND s.active)
          ORDER BY c.id LIMIT 200`,
        [],
      ),
    /** Open ones in which nothing was said since then. */
    silentSince: (before: Date) =>
      rowsOf(`c.status = 'open' AND c.last_at < $1 ORDER BY c.id LIMIT 2000`, [before]),
    endedFor: (username: string, all: boolean) =>
      rowsOf(
        `c.status = 'closed' AND ($2 OR c.owner = $1 OR c.first_receiver = $1) ORDER BY c.id DESC LIMIT 50`,
        [username, all],
      ),

    async startedSince(personId: string, since: Date): Promise<number> {
      const text =
        'SELECT count(*)::int AS count FROM chat_conversations WHERE person_id = $1 AND started_at >= $2';
      return (await pool.query<{ count: number }>(text, [personId, since])).rows[0]!.count;
    },

    /** How many are before this one. */
    async ahead({ id, waitingSince }: ChatRow): Promise<number> {
      const text = `SELECT count(*)::int AS count FROM chat_conversations WHERE status = 'waiting' AND (waiting_since, id) < ($2, $1)`;
      return (await pool.query<{ count: number }>(text, [id, waitingSince])).rows[0]!.count;
    },

    /** @returns whether there is such a conversation of theirs */
    async markRead(side: 'person' | 'staff', chatNo: string, reader: string, no: number): Promise<boolean> {
      const [column, whose] =
        side === 'person' ? ['person_read', 'person_id::text'] : ['staff_read', 'owner'];
      const text = `UPDATE chat_conversations SET ${column} = greatest(${column}, least($3, last_no)) WHERE chat_no = $1 AND ${whose} = $2`;
      return (await pool.query(text, [chatNo, reader, no])).rowCount === 1;
    },

    /** What a clerk said so long ago, unread and untold. Marks it as told. */
    async tellUnread(
      tx: PoolClient,
      before: Date,
    ): Promise<
      { id: number; chatNo: string; personId: string; holderPeriodId: number | null; lastNo: number }[]
    > {
      const text = `UPDATE chat_conversations c SET told_no = c.last_no WHERE c.last_at > $1::timestamptz - interval '1 day' AND c.last_no > greatest(c.told_no, c.person_read)
          AND EXISTS (SELECT FROM chat_messages m WHERE m.conversation_id = c.id AND m.no > greatest(c.told_no, c.person_read)
            AND m.kind = 'text' AND m.author LIKE 'staff:%' AND m.at < $1)
        RETURNING c.id, c.chat_no AS "chatNo", c.person_id AS "personId", c.holder_period_id AS "holderPeriodId", c.last_no AS "lastNo"`;
      return (await tx.query(text, [before])).rows;
    },

    async rate(
      tx: PoolClient,
      id: number,
      { staff, stars, satisfied, wordsEnc, at }: Rating,
    ): Promise<boolean> {
      const text = `INSERT INTO chat_ratings (conversation_id, staff, stars, satisfied, words_enc, at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (conversation_id) DO NOTHING`;
      return (await tx.query(text, [id, staff, stars, satisfied, wordsEnc, at])).rowCount === 1;
    },

    async ratingOf(id: number): Promise<{ stars: number; satisfied: boolean } | undefined> {
      const text = 'SELECT stars, satisfied FROM chat_ratings WHERE conversation_id = $1';
      return (await pool.query(text, [id])).rows[0];
    },

    /** A clerk or supervisor who works here now. */
    async colleague(
      username: string,
      client: Pool | PoolClient = pool,
    ): Promise<{ username: string; displayName: string } | undefined> {
      const text = `SELECT username, display_name AS "displayName" FROM staff_members
        WHERE username = $1 AND roles && ARRAY['clerk', 'supervisor'] AND active`;
      return (await client.query(text, [username])).rows[0];
    },
  };
}

export type ChatRepository = ReturnType<typeof createChatRepository>;
