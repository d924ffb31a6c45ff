/** Everything that is stored about one person, and what becomes of it when the person leaves. */
import type { Database } from '../../infra/database.ts';

export interface StoredData {
  since: Date;
  phoneEnc: Buffer | null;
  identities: { provider: string; since: string }[];
  sessions: { since: string; until: string }[];
  bindings: {
    accountNo: string;
    level: string;
    nickname: string | null;
    since: string;
    until: string | null;
  }[];
  payments: { paymentNo: string; amountFen: number; status: string; at: string }[];
  invoiceTitles: { kind: string; nameEnc: string; taxNoEnc: string | null }[];
  consents: { kind: string; edition: string; at: string }[];
  claims: { claimNo: string; paymentNo: string; reasonEnc: string; at: string }[];
}

export interface PersonalDataRepository {
  read(personId: string): Promise<StoredData | undefined>;
  /** Payments of the person that may still be paid. */
  underway(personId: string): Promise<number>;
  /** Takes away all that says who it was. Payments and their papers stay, as the books require, under nobody's name. */
  forget(personId: string, requestId: string): Promise<void>;
}

export function createPersonalDataRepository({ pool, inTransaction }: Database): PersonalDataRepository {
  return {
    async read(personId) {
      const { rows } = await pool.query<StoredData>(readSql, [personId]);
      return rows[0];
    },
    async underway(personId) {
      const text = `SELECT count(*)::int AS count FROM payments WHERE person_id = $1 AND status IN ('created', 'pending')`;
      return (await pool.query<{ count: number }>(text, [personId])).rows[0]!.count;
    },
    forget: (personId, requestId) =>
      inTransaction(async tx => {
        await tx.$queryRaw`SELECT id FROM people WHERE id = ${personId}::uuid FOR UPDATE`;
        await tx.session.deleteMany({ where: { personId } });
        await tx.identity.deleteMany({ where: { personId } });
        await tx.invoiceTitle.deleteMany({ where: { personId } });
        await tx.alertRule.deleteMany({ where: { personId } });
        await tx.consent.deleteMany({ where: { personId } });
        await tx.binding.updateMany({
          where: { personId, removedAt: null },
          data: {
            removedAt: new Date(),
            removedBy: 'person',
            isHolder: false,
            isDefault: false,
            nickname: null,
          },
        });
        await tx.binding.updateMany({ where: { personId }, data: { nickname: null } });
        await tx.person.update({ where: { id: personId }, data: { phoneEnc: null, phoneHash: null } });
        await tx.auditEntry.create({
          data: {
            actor: `person:${personId}`,
            action: 'person.forget',
            subject: `person:${personId}`,
            detail: {},
            requestId,
          },
        });
      }),
  };
}

const listOf = (fields: string, from: string) =>
  `(SELECT coalesce(json_agg(json_build_object(${fields})), '[]') FROM ${from})`;

const readSql = `SELECT p.created_at AS since, p.phone_enc AS "phoneEnc",
  ${listOf(`'provider', provider, 'since', created_at`, 'identities WHERE person_id = p.id')} AS identities,
  ${listOf(`'since', created_at, 'until', expires_at`, 'sessions WHERE person_id = p.id')} AS sessions,
  ${listOf(
    `'accountNo', a.account_no, 'level', b.level, 'nickname', b.nickname, 'since', b.created_at, 'until', b.removed_at`,
    'bindings b JOIN holder_periods h ON h.id = b.holder_period_id JOIN supply_accounts a ON a.id = h.account_id WHERE b.person_id = p.id',
  )} AS bindings,
  ${listOf(
    `'paymentNo', payment_no, 'amountFen', amount_fen, 'status', status, 'at', created_at`,
    'payments WHERE person_id = p.id',
  )} AS payments,
  ${listOf(
    `'kind', kind, 'nameEnc', encode(name_enc, 'hex'), 'taxNoEnc', encode(tax_no_enc, 'hex')`,
    'invoice_titles WHERE person_id = p.id',
  )} AS "invoiceTitles",
  ${listOf(`'kind', kind, 'edition', edition, 'at', given_at`, 'consents WHERE person_id = p.id')} AS consents,
  ${listOf(
    `'claimNo', l.claim_no, 'paymentNo', y.payment_no, 'reasonEnc', encode(l.reason_enc, 'hex'), 'at', l.created_at`,
    'claims l JOIN payments y ON y.id = l.payment_id WHERE l.person_id = p.id',
  )} AS claims
  FROM people p WHERE p.id = $1`;
