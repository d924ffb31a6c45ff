import type { Pool, PoolClient } from 'pg';

export interface MessageRow {
  no: number;
  author: string;
  /** Display name of a member of staff. */
  name: string | null;
  kind: string;
  textEnc: Buffer | null;
  clientId: string | null;
  detail: Record<string, unknown>;
  at: Date;
}

export interface Said {
  chatNo: string;
  author: string;
  clientId: string;
  textEnc: Buffer;
  at: Date;
}

/** Most that is read at once; whoever is further behind asks again. */
export const batchSize = 200;

const columns = `m.no, m.author, s.display_name AS name, m.kind, m.text_enc AS "textEnc", m.client_id AS "clientId", m.detail, m.at
  FROM chat_messages m LEFT JOIN staff_members s ON m.author LIKE 'staff:%' AND s.username = substr(m.author, 7)`;

export function createMessagesRepository(pool: Pool) {
  /**
   * One statement: the conversation's row gives the number and puts whoever else speaks behind. Nothing is written, and
   * undefined returned, where the conversation is not theirs or has ended, the message is there already, or it is too much.
   */
  const say = async (
    tx: Pool | PoolClient,
    { chatNo, author, clientId, textEnc, at }: Said,
    theirs: string,
    whose: string,
    most: number | null,
  ) => {
    const text = `WITH c AS (
        UPDATE chat_conversations c SET last_no = c.last_no + 1, last_at = $5 WHERE c.chat_no = $1 AND ${theirs}
          AND NOT EXISTS (SELECT FROM chat_messages m WHERE m.conversation_id = c.id AND m.author = $2 AND m.client_id = $3)
          AND ($7::int IS NULL OR (SELECT count(*) FROM chat_messages m WHERE m.conversation_id = c.id AND m.author = 'person'
            AND m.at > $5::timestamptz - interval '1 minute') < $7::int)
        RETURNING c.id, c.last_no
      ) INSERT INTO chat_messages (conversation_id, no, author, kind, text_enc, client_id, at)
        SELECT id, last_no, $2, 'text', $4, $3, $5 FROM c RETURNING no, at`;
    const values = [chatNo, author, clientId, textEnc, at, whose, most];
    return (await tx.query<{ no: number; at: Date }>(text, values)).rows[0];
  };
  return {
    sayAsPerson: (said: Said, personId: string, most: number, tx: Pool | PoolClient = pool) =>
      say(tx, said, `c.status <> 'closed' AND c.person_id = $6::uuid`, personId, most),

    sayAsStaff: (said: Said, username: string) =>
      say(pool, said, `c.status = 'open' AND c.owner = $6`, username, null),

    async byClientId(chatNo: string, author: string, clientId: string, tx: Pool | PoolClient = pool) {
      const text = `SELECT m.no, m.at FROM chat_messages m JOIN chat_conversations c ON c.id = m.conversation_id
        WHERE c.chat_no = $1 AND m.author = $2 AND m.client_id = $3`;
      return (await tx.query<{ no: number; at: Date }>(text, [chatNo, author, clientId])).rows[0];
    },

    async after(conversationId: number, no: number): Promise<MessageRow[]> {
      const text = `SELECT ${columns} WHERE m.conversation_id = $1 AND m.no > $2 ORDER BY m.no LIMIT ${batchSize}`;
      return (await pool.query<MessageRow>({ name: 'chat-after', text, values: [conversationId, no] })).rows;
    },

    /** The last words of each side, for lists: of many conversations in one question. */
    async lastTexts(ids: number[]): Promise<Map<number, { author: string; textEnc: Buffer }>> {
      const text = `SELECT DISTINCT ON (conversation_id) conversation_id AS id, author, text_enc AS "textEnc" FROM chat_messages
        WHERE conversation_id = ANY($1) AND kind = 'text' ORDER BY conversation_id, no DESC`;
      const { rows } = await pool.query<{ id: number; author: string; textEnc: Buffer }>(text, [ids]);
      return new Map(rows.map(({ id, ...last }) => [id, last]));
    },

    /** Of each conversation: how many texts of the other side lie beyond what this side has read. */
    async unread(side: 'person' | 'staff', ids: number[]): Promise<Map<number, number>> {
      const [read, others] =
        side === 'person'
          ? ['c.person_read', `m.author LIKE 'staff:%'`]
          : ['c.staff_read', `m.author = 'person'`];
      const text = `SELECT c.id, count(*)::int AS count FROM chat_conversations c JOIN chat_messages m ON m.conversation_id = c.id AND m.no > ${read}
        WHERE c.id = ANY($1) AND m.kind = 'text' AND ${others} GROUP BY c.id`;
      const { rows } = await pool.query<{ id: number; count: number }>(text, [ids]);
      return new Map(rows.map(({ id, count }) => [id, count]));
    },

    /** All that the person said, for a case made of it; of a conversation that has its case, what they said after that. */
    async wordsOfPerson(conversationId: number, tx: Pool | PoolClient = pool): Promise<Buffer[]> {
      const text = `SELECT text_enc AS "textEnc" FROM chat_messages WHERE conversation_id = $1 AND author = 'person' AND kind = 'text'
          AND no > coalesce((SELECT max(k.no) FROM chat_messages k WHERE k.conversation_id = $1 AND k.kind = 'case'), 0) ORDER BY no`;
      return (await tx.query<{ textEnc: Buffer }>(text, [conversationId])).rows.map(({ textEnc }) => textEnc);
    },
  };
}

export type MessagesRepository = ReturnType<typeof createMessagesRepository>;
