import type { PoolClient } from 'pg';
import type { Transaction } from '../../infra/database.ts';
import type { EventName, Params } from './events/catalogue.ts';

/** Somebody is to be told something. To a person, to a contact, or, with neither, to the holder on file. */
export interface NewNotice {
  /** Equal keys are one notice; the recipient is part of it. */
  dedupeKey: string;
  event: EventName;
  personId?: string | null;
  contactId?: number | null;
  /** Also where a person or a contact is told: the household that it is about, by which staff find it. */
  holderPeriodId?: number | null;
  params: Params;
  reasonCode?: string;
  /** Back to the cause, for the staff's log. */
  source?: { table: string; id: string | number };
  notBefore?: Date;
  /** Of no use after this; it is not sent then. */
  notAfter?: Date;
}

const insert = `INSERT INTO notices (dedupe_key, event, person_id, contact_id, holder_period_id, params, reason_code, source_table, source_id, not_before, not_after)
  VALUES ($1, $2, $3::text::uuid, $4::bigint, $5::bigint, $6::text::jsonb, $7, $8, $9, $10::timestamptz, $11::timestamptz) ON CONFLICT (dedupe_key) DO NOTHING`;

/** Queues a notice in the caller's transaction, Prisma's or the pool's. One with a key already known is dropped. */
export async function queueNotice(tx: PoolClient | Transaction, notice: NewNotice): Promise<void> {
  const { dedupeKey, event, personId, contactId, holderPeriodId, params, reasonCode, source } = notice;
  const values = [
    dedupeKey,
    event,
    personId ?? null,
    contactId ?? null,
    holderPeriodId ?? null,
    JSON.stringify(params),
    reasonCode ?? null,
    source?.table ?? null,
    source ? String(source.id) : null,
    notice.notBefore ?? null,
    notice.notAfter ?? null,
  ];
  if ('$executeRawUnsafe' in tx) await tx.$executeRawUnsafe(insert, ...values);
  else await tx.query(insert, values);
}
