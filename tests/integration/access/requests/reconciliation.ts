import { addDays, businessDate } from '../../../../server/src/shared/dates.ts';
import { type Examples, freshKey } from '../example.ts';
import { digits, type Scene } from '../scene.ts';

const day = () => addDays(businessDate(new Date()), -3);
const range = () => ({ from: addDays(day(), -7), to: day() });
const source = 'wechat-pay:1900000001';

/** A file that was refused, and a difference that waits. */
async function found({ hall }: Scene) {
  const { rows } = await hall.owner.query(
    `WITH day AS (
       INSERT INTO reconciliation_days (source, day, status) VALUES ($1, $2, 'differences') ON CONFLICT (source, day) DO UPDATE SET status = 'differences' RETURNING id
     ), file AS (
       INSERT INTO statement_files (source, day, part, sha256, bytes, fetched_by) VALUES ($1, $2, 'trade', sha256($3::text::bytea), 0, 'job') RETURNING id
     ), chunk AS (
       INSERT INTO statement_chunks (file_id, place, content) SELECT id, 0, '\\x1f8b080000000000000303000000000000000000' FROM file
     )
     INSERT INTO reconciliation_differences (day_id, kind, reference, class, channel, ours_fen)
       SELECT day.id, 'payment', $3, 'state', 'wechat', 100 FROM day RETURNING id, (SELECT id FROM file) AS file`,
    [source, day(), digits(20)],
  );
  return rows[0] as { id: number; file: number };
}

/** A file that counts. */
async function accepted(scene: Scene) {
  const { file } = await found(scene);
  await scene.hall.owner.query(
    `UPDATE statement_files SET status = 'accepted', judged_at = now() WHERE id = $1`,
    [file],
  );
  return file;
}

async function proposed(scene: Scene) {
  const { id } = await found(scene);
  await scene.hall.owner.query(
    `UPDATE reconciliation_differences SET status = 'proposed', resolution = 'accept', reason = '已核对', proposed_by = 'staff:somebody', proposed_at = now() WHERE id = $1`,
    [id],
  );
  return id;
}

const realSource = async ({ hall }: Scene) => (await hall.app.reconciliation.sources())[0]!.source;

export const reconciliationRequests: Examples = {
  'GET /api/v1/staff/reconciliation/calendar': { make: () => ({ query: range() }) },
  'GET /api/v1/staff/reconciliation/day': {
    make: async scene => {
      await found(scene);
      return { query: { source, day: day() } };
    },
  },
  'POST /api/v1/staff/reconciliation/runs': {
    make: async scene => ({ body: { source: await realSource(scene), day: day() } }),
  },
  'POST /api/v1/staff/reconciliation/files': {
    keepsRefused: ['statement_files', 'statement_chunks', 'audit_entries'],
    // Whoever may bring it is told that it is no such file.
    make: async scene => ({
      query: { source: await realSource(scene), day: day(), part: 'trade' },
      body: 'no bill',
      headers: { 'content-type': 'application/octet-stream' },
      status: 422,
    }),
  },
  'GET /api/v1/staff/reconciliation/files/:fileId': {
    make: async scene => ({ params: { fileId: String((await found(scene)).file) } }),
  },
  'POST /api/v1/staff/reconciliation/files/:fileId/proposal': {
    make: async scene => ({
      params: { fileId: String(await accepted(scene)) },
      body: { reason: '误传前一日文件' },
      headers: { 'idempotency-key': freshKey() },
    }),
  },
  'POST /api/v1/staff/reconciliation/files/:fileId/decision': {
    make: async scene => {
      const file = await accepted(scene);
      await scene.hall.owner.query(
        `SELECT propose_file_decision($1, 'withdraw', 'staff:somebody', '误传前一日文件')`,
        [file],
      );
      const { rows } = await scene.hall.owner.query(
        'SELECT max(id)::int AS id FROM statement_file_decisions WHERE file_id = $1',
        [file],
      );
      return {
        params: { fileId: String(file) },
        body: { decisionId: rows[0].id, approve: false, note: '与凭证不符' },
        headers: { 'idempotency-key': freshKey() },
      };
    },
  },
  'GET /api/v1/staff/reconciliation/differences': { make: () => ({}) },
  'POST /api/v1/staff/reconciliation/differences/:id/proposal': {
    make: async scene => ({
      params: { id: String((await found(scene)).id) },
      body: { action: 'accept', reason: '已与对方核实' },
      headers: { 'idempotency-key': freshKey() },
    }),
  },
  'POST /api/v1/staff/reconciliation/differences/:id/decision': {
    make: async scene => ({
      params: { id: String(await proposed(scene)) },
      body: { approve: true },
      headers: { 'idempotency-key': freshKey() },
    }),
  },
  'GET /api/v1/staff/reconciliation/settlements': { make: () => ({ query: range() }) },
  'GET /api/v1/staff/reconciliation/shares': { make: () => ({ query: range() }) },
  'GET /api/v1/staff/exports/reconciliation-differences': { make: () => ({ query: range() }) },
  'GET /api/v1/staff/exports/reconciliation-settlements': { make: () => ({ query: range() }) },
};
