/** Everything that is stored about one person, and what becomes of it when the person leaves. */
import type { Database, Transaction } from '../../infra/database.ts';
import type { TellSignInChange } from './tell-sign-in-change.repository.ts';

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
  cases: { caseNo: string; kind: string; status: string; wordsEnc: string; at: string }[];
  chats: { chatNo: string; from: string; textEnc: string; at: string }[];
  /** Of cases, conversations and visits, by the one who asked for stars; never whom they went to. */
  ratings: {
    kind: string;
    reference: string;
    stars: number;
    satisfied: boolean;
    wordsEnc: string | null;
    at: string;
  }[];
  /** Whether there was an answer; what it was is nobody's. */
  surveys: { surveyNo: string; invitedAt: string; answeredOn: string | null }[];
  agreements: {
    agreementNo: string;
    accountNo: string;
    gateway: string;
    status: string;
    since: string;
    until: string | null;
  }[];
  mandates: {
    mandateNo: string;
    accountNo: string;
    bankCode: string;
    accountTail: string;
    status: string;
    since: string;
    until: string | null;
  }[];
  applications: {
    caseNo: string;
    kind: string;
    status: string;
    formEnc: string | null;
    papers: number;
    at: string;
  }[];
  alertRules: {
    accountNo: string;
    rule: string;
    enabled: boolean;
    amountFen: number | null;
    days: number | null;
    percent: number | null;
    changedAt: string;
  }[];
  /** Without a row: as the hall has it. */
  messageWishes: {
    channels: string[];
    quietFrom: number | null;
    quietUntil: number | null;
    language: string;
    stopped: string[];
    emailEnc: string | null;
  } | null;
  messageConsents: { channel: string; event: string; given: number; used: number }[];
  messages: {
    event: string;
    accountNo: string | null;
    values: Record<string, unknown>;
    at: string;
    readAt: string | null;
    ways: { channel: string; state: string; at: string | null }[];
  }[];
}

export interface PersonalDataRepository {
  read(personId: string): Promise<StoredData | undefined>;
  /** Payments of the person that may still be paid. */
  underway(personId: string): Promise<number>;
  /** Applications that are not ended, drafts too. */
  applying(personId: string): Promise<number>;
  /** Takes away all that says who it was. Payments and their papers stay, as the books require, under nobody's name. */
  forget(personId: string, requestId: string): Promise<void>;
}

export function createPersonalDataRepository(
  { pool, inTransaction }: Database,
  tell: TellSignInChange,
): PersonalDataRepository {
  return {
    async read(personId) {
      const { rows } = await pool.query<StoredData>(readSql, [personId]);
      return rows[0];
    },
    async underway(personId) {
      const text = `SELECT count(*)::int AS count FROM payments WHERE person_id = $1 AND status IN ('created', 'pending')`;
      return (await pool.query<{ count: number }>(text, [personId])).rows[0]!.count;
    },
    async applying(personId) {
      const text = `SELECT count(*)::int AS count FROM applications WHERE person_id = $1 AND status IN ('draft', 'open', 'waiting')`;
      return (await pool.query<{ count: number }>(text, [personId])).rows[0]!.count;
    },
    forget: (personId, requestId) =>
      inTransaction(async tx => {
        await tx.$queryRaw`SELECT id FROM people WHERE id = ${personId}::uuid FOR UPDATE`;
        await tell(tx, personId, 'account-closed');
        await tx.session.deleteMany({ where: { personId } });
        await tx.identity.deleteMany({ where: { personId } });
        await tx.invoiceTitle.deleteMany({ where: { personId } });
        await tx.alertRule.deleteMany({ where: { personId } });
        await tx.consent.deleteMany({ where: { personId } });
        await forgetMessages(tx, personId);
        await forgetApplications(tx, personId);
        // What was signed stays as the bank's proof; nothing more is debited by it.
        await tx.debitMandate.updateMany({
          where: { personId, status: { not: 'ended' } },
          data: {
            status: 'ended',
            reason: 'cancelled',
            endedAt: new Date(),
            endedBy: `person:${personId}`,
          },
        });
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

/** What was sent stays, as costs and proofs of notice require, without an address; nothing more goes out. */
async function forgetMessages(tx: Transaction, personId: string): Promise<void> {
  await tx.messagePreference.deleteMany({ where: { personId } });
  await tx.messageConsent.deleteMany({ where: { personId } });
  await tx.notice.updateMany({
    where: { personId, status: { in: ['waiting', 'working'] } },
    data: { status: 'stopped', why: 'switched-off', nextAt: null },
  });
  await tx.$executeRaw`
    UPDATE message_deliveries d SET recipient = NULL, phone_hash = NULL FROM notices n WHERE n.id = d.notice_id AND n.person_id = ${personId}::uuid`;
}

/** None is under way any more: what was filled in goes, contracts and papers stay for as long as their class is kept. */
async function forgetApplications(tx: Transaction, personId: string): Promise<void> {
  await tx.application.updateMany({ where: { personId }, data: { formEnc: null, applicantMasked: '' } });
  await tx.caseShare.updateMany({ where: { personId, endedAt: null }, data: { endedAt: new Date() } });
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
  )} AS claims,
  ${listOf(
    `'caseNo', case_no, 'kind', kind, 'status', status, 'wordsEnc', encode(words_enc, 'hex'), 'at', opened_at`,
    'service_cases WHERE person_id = p.id',
  )} AS cases,
  ${listOf(
    `'chatNo', chat_no, 'from', split_part(author, ':', 1), 'textEnc', encode(text_enc, 'hex'), 'at', at`,
    `(SELECT c.chat_no, m.author, m.text_enc, m.at FROM chat_conversations c JOIN chat_messages m ON m.conversation_id = c.id AND m.kind = 'text'
       WHERE c.person_id = p.id ORDER BY c.id, m.no) said`,
  )} AS chats,
  ${listOf(
    `'kind', kind, 'reference', reference, 'stars', stars, 'satisfied', satisfied, 'wordsEnc', encode(words_enc, 'hex'), 'at', at`,
    `(SELECT 'case' AS kind, c.case_no AS reference, r.stars, r.satisfied, r.words_enc, r.at
        FROM service_ratings r JOIN service_cases c ON c.id = r.case_id WHERE c.person_id = p.id
      UNION ALL SELECT 'chat', c.chat_no, r.stars, r.satisfied, r.words_enc, r.at
        FROM chat_ratings r JOIN chat_conversations c ON c.id = r.conversation_id WHERE c.person_id = p.id
      UNION ALL SELECT i.kind, i.reference, r.stars, r.satisfied, r.words_enc, r.at
        FROM interaction_ratings r JOIN rating_invitations i ON i.id = r.invitation_id WHERE i.person_id = p.id) rated`,
  )} AS ratings,
  ${listOf(
    `'surveyNo', s.survey_no, 'invitedAt', k.invited_at, 'answeredOn', k.answered_on`,
    'survey_people k JOIN surveys s ON s.id = k.survey_id WHERE k.person_id = p.id',
  )} AS surveys,
  ${listOf(
    `'agreementNo', g.agreement_no, 'accountNo', a.account_no, 'gateway', g.gateway, 'status', g.status, 'since', g.created_at, 'until', g.ended_at`,
    'agreements g JOIN holder_periods h ON h.id = g.holder_period_id JOIN supply_accounts a ON a.id = h.account_id WHERE g.person_id = p.id',
  )} AS agreements,
  ${listOf(
    `'mandateNo', m.mandate_no, 'accountNo', a.account_no, 'bankCode', m.bank_code, 'accountTail', m.account_tail, 'status', m.status, 'since', m.created_at, 'until', m.ended_at`,
    'debit_mandates m JOIN holder_periods h ON h.id = m.holder_period_id JOIN supply_accounts a ON a.id = h.account_id WHERE m.person_id = p.id',
  )} AS mandates,
  ${listOf(
    `'caseNo', c.case_no, 'kind', c.kind_code, 'status', c.status, 'formEnc', encode(c.form_enc, 'hex'), 'at', c.created_at,
     'papers', (SELECT count(*) FROM case_papers d WHERE d.case_id = c.id)`,
    'applications c WHERE c.person_id = p.id',
  )} AS applications,
  ${listOf(
    `'accountNo', a.account_no, 'rule', r.rule, 'enabled', r.enabled, 'amountFen', r.amount_fen, 'days', r.days, 'percent', r.percent, 'changedAt', r.changed_at`,
    'alert_rules r JOIN holder_periods h ON h.id = r.holder_period_id JOIN supply_accounts a ON a.id = h.account_id WHERE r.person_id = p.id',
  )} AS "alertRules",
  (SELECT json_build_object('channels', channels, 'quietFrom', quiet_from, 'quietUntil', quiet_until, 'language', language, 'stopped', stopped,
     'emailEnc', encode(email_enc, 'hex')) FROM message_preferences WHERE person_id = p.id) AS "messageWishes",
  ${listOf(
    `'accountNo', a.account_no, 'channels', w.channels, 'quietFrom', w.quiet_from, 'quietUntil', w.quiet_until, 'language', w.language`,
    'message_household_preferences w JOIN holder_periods h ON h.id = w.holder_period_id JOIN supply_accounts a ON a.id = h.account_id WHERE w.person_id = p.id',
  )} AS "householdWishes",
  ${listOf(`'channel', channel, 'event', event, 'given', given, 'used', used`, 'message_consents WHERE person_id = p.id')} AS "messageConsents",
  ${listOf(
    `'event', n.event, 'accountNo', a.account_no, 'at', n.created_at, 'readAt', n.read_at,
     'values', (SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(n.params) WHERE key NOT LIKE '%Sealed'),
     'ways', ${listOf(`'channel', d.channel, 'state', d.state, 'at', coalesce(d.handed_at, d.tried_at)`, 'message_deliveries d WHERE d.notice_id = n.id')}`,
    `notices n LEFT JOIN holder_periods h ON h.id = n.holder_period_id
       AND EXISTS (SELECT FROM bindings b WHERE b.holder_period_id = h.id AND b.person_id = n.person_id)
     LEFT JOIN supply_accounts a ON a.id = h.account_id WHERE n.person_id = p.id`,
  )} AS messages
  FROM people p WHERE p.id = $1`;
