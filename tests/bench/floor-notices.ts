/** The floor of notices: the same rows and the same signed requests, two hundred at a time, by hand; nothing is decided or paced. */
import pg from 'pg';
import { createHttpClient } from '../../server/src/infra/http-client.ts';
import { createSmsProvider } from '../../server/src/modules/messages/sms/sms-provider.ts';
import { testCipher } from '../support/world.ts';

const atOnce = 200;

/** @returns messages a second */
export async function sendByHand(appUrl: string, providerUrl: string, count: number): Promise<number> {
  const pool = new pg.Pool({ connectionString: appUrl, max: 4 });
  const provider = createSmsProvider(
    { baseUrl: providerUrl, accessKey: 'bench', secret: 'bench', sign: '电厅' },
    createHttpClient(),
  );
  const began = performance.now();
  try {
    for (let sent = 0; sent < count; sent += atOnce) {
      const { rows } = await pool.query<{ id: string; phone: Buffer; hash: Buffer }>(takeSql, [atOnce]);
      await pool.query(beginSql, [rows.map(({ id }) => id), rows.map(({ hash }) => hash)]);
      const told = await Promise.all(
        rows.map(async ({ id, phone }) => {
          const params = { month: '2026-10', amount: '¥123.45', dueOn: '2026-11-20' };
          const message = {
            phone: testCipher.decrypt(phone),
            template: 'bench.zh',
            params,
            requestId: `f${id}`,
          };
          return (await provider.send(message)).messageId;
        }),
      );
      await pool.query(endSql, [rows.map(({ id }) => id), told]);
    }
    return count / ((performance.now() - began) / 1000);
  } finally {
    await pool.end();
  }
}

const takeSql = `
  WITH taken AS (
    UPDATE notices SET status = 'working', next_at = now() + interval '2 minutes' WHERE id IN (
      SELECT id FROM notices WHERE event = 'dunning-reminder' AND status IN ('waiting', 'working', 'sent')
         AND coalesce(greatest(next_at, not_before), '-infinity') <= now()
       ORDER BY coalesce(greatest(next_at, not_before), '-infinity'), id LIMIT $1 FOR UPDATE SKIP LOCKED)
    RETURNING id, person_id)
  SELECT t.id, p.phone_enc AS phone, p.phone_hash AS hash FROM taken t JOIN people p ON p.id = t.person_id`;

const beginSql = `
  INSERT INTO message_deliveries (notice_id, channel, state, request_id, recipient, phone_hash, cost_milli_fen, attempts, tried_at)
    SELECT id, 'sms', 'unknown', 'f' || id, '135****0000', hash, 5000, 1, now() FROM unnest($1::bigint[], $2::bytea[]) AS b (id, hash)`;

const endSql = `
  WITH told AS (SELECT * FROM unnest($1::bigint[], $2::text[]) AS t (id, message)
  ), delivery AS (
    UPDATE message_deliveries d SET state = 'handed', provider_id = message, handed_at = now() FROM told WHERE d.notice_id = told.id
  )
  UPDATE notices n SET status = 'sent', next_at = 'infinity', handed_at = now(), language = 'zh', template_version = 0 FROM told WHERE n.id = told.id`;
