/** An outage of a whole town: from the press of "publish" until a notice is queued for everybody concerned. */
import { setTimeout as sleep } from 'node:timers/promises';
import { staffCookie } from '../../server/src/http/admit.ts';
import { tokenHash } from '../../server/src/infra/crypto.ts';
import { randomToken } from '../../server/src/shared/ids.ts';
import type { Stage } from './stage.ts';

export interface Publication {
  recipients: number;
  answeredMs: number;
  seconds: number;
}

const dayMs = 86_400_000;

export async function publishOutage(stage: Stage, homes: number): Promise<Publication> {
  const cookie = await signedInSupervisor(stage);
  const call = async (path: string, body: object) => {
    const reply = await fetch(`${stage.server.url}/api/v1/staff${path}`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json', 'idempotency-key': randomToken() },
      body: JSON.stringify(body),
    });
    if (!reply.ok) throw new Error(`${path} answered ${reply.status}: ${await reply.text()}`);
    return (await reply.json()) as { outageNo: string };
  };
  const { rows } = await stage.owner.query<{ id: number }>(
    `SELECT id::int FROM transformer_areas WHERE code LIKE 'TQB%' ORDER BY id`,
  );
  const fromAt = new Date(Math.ceil(Date.now() / dayMs) * dayMs + 9 * dayMs);
  const { outageNo } = await call('/outages', {
    kind: 'planned',
    reason: '线路检修',
    fromAt,
    untilAt: new Date(fromAt.getTime() + 4 * 3_600_000),
    areaIds: rows.map(({ id }) => id),
  });
  const began = performance.now();
  await call(`/outages/${outageNo}/publish`, {});
  const answeredMs = performance.now() - began;
  for (;;) {
    const told = await stage.owner.query<{ told: number; done: boolean }>(
      'SELECT told::int, finished_at IS NOT NULL AS done FROM outage_tellings',
    );
    const { told: recipients, done } = told.rows[0]!;
    if (done) {
      if (recipients < homes) throw new Error(`only ${recipients} of ${homes} told`);
      return { recipients, answeredMs, seconds: (performance.now() - began) / 1000 };
    }
    await sleep(50);
  }
}

async function signedInSupervisor(stage: Stage): Promise<string> {
  const token = randomToken();
  await stage.owner.query(
    `WITH member AS (
       INSERT INTO staff_members (username, display_name, roles, password_hash, totp_enc)
         VALUES ('bench', 'bench', ARRAY['supervisor', 'clerk'], 'none', '\\x00') RETURNING id)
     INSERT INTO staff_sessions (token_hash, staff_id, expires_at) SELECT $1, id, now() + interval '3 hours' FROM member`,
    [tokenHash(token)],
  );
  return `${staffCookie}=${token}`;
}
