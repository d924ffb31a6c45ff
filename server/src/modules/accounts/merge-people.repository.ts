/** Joins two people into one after a fresh proof of the phone: one transaction, everything or nothing. */
import type { Database, Transaction } from '../../infra/database.ts';
import { businessDate } from '../../shared/dates.ts';
import { conflict } from '../../shared/errors.ts';
import { identityUnproved, tooManyTogether } from './accounts.errors.ts';
import { noteOfPerson, type PhoneFields } from './people.repository.ts';
import { isProvedAnew } from './prove-self.ts';
import type { TellSignInChange } from './tell-sign-in-change.repository.ts';

export interface PhoneProof {
  at: Date;
  requestId: string;
  /** The session in which the phone was proved; it stays. */
  sessionHash: Buffer;
  /** Two people of this many each do not become one of twice as many: the limit keeps anybody from collecting households. */
  maxHouseholds: number;
}

export interface MergeRepository {
  /**
   * Gives the person this phone, which the session has proved. Whoever has it now is merged into the person.
   * @throws AppError household-limit-together, identity-unproved
   */
  takePhone(personId: string, phone: PhoneFields, proof: PhoneProof): Promise<void>;
}

export function createMergeRepository(db: Database, tell: TellSignInChange): MergeRepository {
  return {
    takePhone: (personId, phone, proof) =>
      db.inTransaction(async tx => {
        const phoneHash = new Uint8Array(phone.phoneHash);
        const find = () => tx.person.findUnique({ where: { phoneHash } });
        const owner = await find();
        await lockPeople(tx, owner && owner.id !== personId ? [personId, owner.id] : [personId]);
        // It has come into other hands while we waited.
        if ((await find())?.id !== owner?.id) throw conflict();
        if (owner?.id !== personId) {
          // Whatever opened the way here may have ended while we waited, with the phone it was opened by.
          if (!(await isProved(tx, proof))) throw identityUnproved();
          if (owner) {
            // Whoever had the number before may have come by these: a code to it does not say that they are the asker's.
            const ended = await endWallets(tx, owner.id);
            await mergeInto(tx, personId, owner.id, { ...proof, phoneHash }, { ended });
          }
          await tell(tx, personId, 'phone-unlinked');
          await setPhone(tx, personId, phone, proof);
          // Whoever had the account of that number hears that a wallet opens it from now on: a minute with the phone is enough for this.
          const wallet = owner && { personId, provider: { not: 'phone' } };
          if (wallet && (await tx.identity.count({ where: wallet })) > 0)
            await tell(tx, personId, 'wallet-added');
        }
        const tokenHash = new Uint8Array(proof.sessionHash);
        await tx.session.updateMany({ where: { tokenHash, personId }, data: { phoneProvedAt: proof.at } });
      }),
  };
}

/** Another person, whose wallet has just been proved, becomes part of this one, who keeps the own phone. @throws AppError household-limit-together */
export async function joinKeepingPhone(
  tx: Transaction,
  personId: string,
  otherId: string,
  proof: PhoneProof & { phoneHash: Uint8Array<ArrayBuffer> },
): Promise<void> {
  await mergeInto(tx, personId, otherId, proof);
  await markHolder(tx, personId, proof.phoneHash);
}

export async function lockPeople(tx: Transaction, ids: string[]): Promise<void> {
  const rows = await tx.$queryRaw<
    unknown[]
  >`SELECT id FROM people WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`;
  // One of them has just been merged by another request.
  if (rows.length !== ids.length) throw conflict();
}

/** Whether the session still has a fresh proof of the account: those of an earlier phone have been taken away. */
async function isProved(tx: Transaction, { sessionHash, at }: PhoneProof): Promise<boolean> {
  const session = await tx.session.findUnique({ where: { tokenHash: new Uint8Array(sessionHash) } });
  return session !== null && isProvedAnew(session, at);
}

async function setPhone(
  tx: Transaction,
  personId: string,
  phone: PhoneFields,
  proof: PhoneProof,
): Promise<void> {
  const data = { phoneEnc: new Uint8Array(phone.phoneEnc), phoneHash: new Uint8Array(phone.phoneHash) };
  await tx.person.update({ where: { id: personId }, data });
  const old = await tx.identity.findFirst({ where: { personId, provider: 'phone' } });
  const ended = await replacePhoneIdentity(tx, personId, data.phoneHash, old?.id, proof);
  await markHolder(tx, personId, data.phoneHash);
  await noteOfPerson(tx, personId, 'person.phone', { replaced: old !== null, ended }, proof.requestId);
}

/** The holder is whoever is bound in full and has the phone on file. */
async function markHolder(tx: Transaction, personId: string, phoneHash: Uint8Array): Promise<void> {
  await tx.$executeRaw`
    UPDATE bindings b SET is_holder = (b.level = 'full' AND c.phone_hash IS NOT DISTINCT FROM ${phoneHash})
      FROM holder_periods h JOIN customers c ON c.id = h.customer_id
     WHERE b.person_id = ${personId}::uuid AND b.removed_at IS NULL AND h.id = b.holder_period_id`;
}

/**
 * A person has one phone: an old number, perhaps somebody else's by now, must not open the door any longer, nor whatever was
 * added under its proof. Who replaces it may do so because others are in, so every other session ends. Returns how many other
 * ways to sign in have ended so.
 */
async function replacePhoneIdentity(
  tx: Transaction,
  personId: string,
  phoneHash: Uint8Array<ArrayBuffer>,
  oldId: string | undefined,
  proof: PhoneProof,
): Promise<number> {
  const subject = Buffer.from(phoneHash).toString('hex');
  const phone = oldId
    ? await tx.identity.update({ where: { id: oldId }, data: { subject } })
    : await tx.identity.create({ data: { personId, provider: 'phone', appId: 'sms', subject } });
  const tokenHash = new Uint8Array(proof.sessionHash);
  if (oldId) await tx.session.deleteMany({ where: { personId, tokenHash: { not: tokenHash } } });
  await tx.session.updateMany({ where: { personId }, data: { phoneProvedAt: null } });
  const underAnother = { personId, addedUnder: { not: phoneHash } };
  // The session that proved the new phone goes on, by the phone.
  await tx.session.updateMany({
    where: { tokenHash, identity: underAnother },
    data: { identityId: phone.id },
  });
  return (await tx.identity.deleteMany({ where: underAnother })).count;
}

/** With their sessions. Returns how many. */
async function endWallets(tx: Transaction, personId: string): Promise<number> {
  return (await tx.identity.deleteMany({ where: { personId, provider: { not: 'phone' } } })).count;
}

async function mergeInto(
  tx: Transaction,
  personId: string,
  otherId: string,
  { at, requestId, maxHouseholds, phoneHash }: PhoneProof & { phoneHash: Uint8Array<ArrayBuffer> },
  noted: { ended?: number } = {},
): Promise<void> {
  // Sessions of the other end: whoever holds them signs in again and sees where they have arrived.
  await tx.session.deleteMany({ where: { personId: otherId } });
  // What was added under the other's phone ends with it; the rest comes in by the phone that is proved now.
  await tx.identity.deleteMany({
    where: { personId: otherId, OR: [{ provider: 'phone' }, { addedUnder: { not: null } }] },
  });
  await tx.identity.updateMany({ where: { personId: otherId }, data: { personId, addedUnder: phoneHash } });
  const payments = await tx.payment.updateMany({ where: { personId: otherId }, data: { personId } });
  await tx.agreement.updateMany({ where: { personId: otherId }, data: { personId } });
  await tx.debitMandate.updateMany({ where: { personId: otherId }, data: { personId } });
  await movePapers(tx, personId, otherId);
  await moveMessages(tx, personId, otherId);
  await moveAlertRules(tx, personId, otherId);
  const before = await householdsOf(tx, personId, at);
  const bindings = await moveBindings(tx, personId, otherId, at);
  const count = await householdsOf(tx, personId, at);
  // Who brings none may come, however many there were.
  if (count > before && count > maxHouseholds) throw tooManyTogether({ count, max: maxHouseholds });
  await tx.person.delete({ where: { id: otherId } });
  const detail = { merged: otherId, payments: payments.count, bindings, ...noted };
  await noteOfPerson(tx, personId, 'person.merge', detail, requestId);
}

/** What they were told, and their wishes where this person has none; consents go with the wallet that gave them. */
async function moveMessages(tx: Transaction, personId: string, otherId: string): Promise<void> {
  const theirs = { where: { personId: otherId }, data: { personId } };
  await tx.notice.updateMany(theirs);
  const wishes = await tx.messagePreference.count({ where: { personId } });
  if (wishes === 0) await tx.messagePreference.updateMany(theirs);
  else await tx.messagePreference.deleteMany({ where: { personId: otherId } });
  await tx.$executeRaw`
    INSERT INTO message_household_preferences (person_id, holder_period_id, channels, quiet_from, quiet_until, language, updated_at)
      SELECT ${personId}::uuid, holder_period_id, channels, quiet_from, quiet_until, language, updated_at
        FROM message_household_preferences WHERE person_id = ${otherId}::uuid
    ON CONFLICT (person_id, holder_period_id) DO NOTHING`;
  await tx.messageHouseholdPreference.deleteMany({ where: { personId: otherId } });
  await tx.$executeRaw`
    INSERT INTO message_consents AS c (person_id, channel, event, given, used)
      SELECT ${personId}::uuid, channel, event, given, used FROM message_consents WHERE person_id = ${otherId}::uuid
    ON CONFLICT (person_id, channel, event) DO UPDATE SET given = c.given + excluded.given, used = c.used + excluded.used`;
  await tx.messageConsent.deleteMany({ where: { personId: otherId } });
}

/** Invoices, the titles kept for them, claims, service cases, chats, applications and consents. Of two default titles the person's own stays the default. */
async function movePapers(tx: Transaction, personId: string, otherId: string): Promise<void> {
  const theirs = { where: { personId: otherId }, data: { personId } };
  await tx.invoiceTitle.updateMany({ ...theirs, data: { personId, isDefault: false } });
  await tx.invoice.updateMany(theirs);
  await tx.claim.updateMany(theirs);
  await tx.serviceCase.updateMany(theirs);
  await tx.chatConversation.updateMany(theirs);
  await tx.ratingInvitation.updateMany(theirs);
  await moveSurveys(tx, personId, otherId);
  await tx.application.updateMany(theirs);
  await tx.caseShare.updateMany(theirs);
  // The earlier of two consents to one edition counts.
  await tx.$executeRaw`
    INSERT INTO consents (person_id, kind, edition, given_at)
    SELECT ${personId}::uuid, kind, edition, given_at FROM consents WHERE person_id = ${otherId}::uuid
        ON CONFLICT (person_id, kind, edition) DO UPDATE SET given_at = least(consents.given_at, excluded.given_at)`;
}

/** Of two questions of one survey one stays, and it is answered if either was. */
async function moveSurveys(tx: Transaction, personId: string, otherId: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO survey_people (survey_id, person_id, invited_at, answered_on)
    SELECT survey_id, ${personId}::uuid, invited_at, answered_on FROM survey_people WHERE person_id = ${otherId}::uuid
        ON CONFLICT (survey_id, person_id) DO UPDATE SET answered_on = coalesce(survey_people.answered_on, excluded.answered_on)`;
  await tx.surveyPerson.deleteMany({ where: { personId: otherId } });
}

/** What either had set stays; where both had set the same alert, the person's own. The rest goes with the other. */
async function moveAlertRules(tx: Transaction, personId: string, otherId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE alert_rules r SET person_id = ${personId}::uuid WHERE r.person_id = ${otherId}::uuid AND NOT EXISTS (
      SELECT FROM alert_rules own WHERE own.person_id = ${personId}::uuid AND own.holder_period_id = r.holder_period_id AND own.rule = r.rule)`;
}

/** Of which the person sees something today; where somebody else has moved in, nothing is left to see. */
async function householdsOf(tx: Transaction, personId: string, at: Date): Promise<number> {
  const today = businessDate(at);
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM bindings b JOIN holder_periods h ON h.id = b.holder_period_id
     WHERE b.person_id = ${personId}::uuid AND b.removed_at IS NULL
       AND h.from_date <= ${today}::date AND (h.to_date IS NULL OR h.to_date > ${today}::date)`;
  return row!.count;
}

async function moveBindings(tx: Transaction, personId: string, otherId: string, at: Date): Promise<number> {
  const theirDefault = await tx.binding.findFirst({ where: { personId: otherId, isDefault: true } });
  await tx.binding.updateMany({ where: { personId: otherId, isDefault: true }, data: { isDefault: false } });
  await keepBetter(tx, personId, otherId, at);
  const moved = await tx.binding.updateMany({ where: { personId: otherId }, data: { personId } });
  const ownDefault = await tx.binding.findFirst({ where: { personId, isDefault: true } });
  if (theirDefault && !ownDefault)
    await tx.binding.updateMany({
      where: { personId, holderPeriodId: theirDefault.holderPeriodId, removedAt: null },
      data: { isDefault: true },
    });
  return moved.count;
}

/** Both bound to one household: one binding stays, with the better level of the two. */
async function keepBetter(tx: Transaction, personId: string, otherId: string, at: Date): Promise<void> {
  await tx.$executeRaw`
    WITH pairs AS (
      SELECT mine.id AS keep_id, theirs.id AS drop_id, theirs.level, theirs.nickname
        FROM bindings mine JOIN bindings theirs USING (holder_period_id)
       WHERE mine.person_id = ${personId}::uuid AND mine.removed_at IS NULL
         AND theirs.person_id = ${otherId}::uuid AND theirs.removed_at IS NULL
    ), kept AS (
      UPDATE bindings b SET level = CASE WHEN pairs.level = 'full' THEN 'full' ELSE b.level END,
                            nickname = coalesce(b.nickname, pairs.nickname)
        FROM pairs WHERE b.id = pairs.keep_id
    )
    UPDATE bindings b SET removed_at = ${at}, removed_by = 'merge', is_holder = false
      FROM pairs WHERE b.id = pairs.drop_id`;
}
