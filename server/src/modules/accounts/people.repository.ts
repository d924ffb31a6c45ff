import type { Database, Transaction } from '../../infra/database.ts';
import { Prisma } from '../../infra/prisma/client.ts';
import type { TellSignInChange } from './tell-sign-in-change.repository.ts';

export interface IdentityKey {
  provider: 'wechat' | 'alipay' | 'phone';
  appId: string;
  subject: string;
}

export interface PhoneFields {
  phoneEnc: Buffer;
  phoneHash: Buffer;
}

export interface PersonRecord {
  id: string;
  phoneEnc: Uint8Array | null;
  phoneHash: Uint8Array | null;
  identities: {
    id: string;
    provider: string;
    appId: string;
    subject: string;
    createdAt: Date;
    /** The phone under whose proof it was added; null for what the account began with, and for the phone. */
    addedUnder: Uint8Array | null;
  }[];
}

export interface PeopleRepository {
  /** The person of an identity, made now if there is none. `phone` comes with a phone identity. */
  findOrAdd(
    key: IdentityKey,
    phone?: PhoneFields,
  ): Promise<{ personId: string; identityId: string; addedUnder: Uint8Array | null }>;
  /** Whose phone it is, made now if it is nobody's yet; the phone is not proved by that. */
  ofPhone(phone: PhoneFields): Promise<string>;
  find(personId: string): Promise<PersonRecord | undefined>;
  /**
   * Also ends the identity's sessions; a phone takes the holder flags and all that was added under it along. False when
   * nothing would be left.
   */
  removeIdentity(personId: string, identityId: string, requestId: string): Promise<boolean>;
  /** All but the one that asks. */
  endOtherSessions(personId: string, sessionHash: Buffer, requestId: string): Promise<void>;
}

export function createPeopleRepository(db: Database, tell: TellSignInChange): PeopleRepository {
  return {
    findOrAdd: (key, phone) => againWhenRaced(() => db.inTransaction(tx => findOrAdd(tx, key, phone))),
    ofPhone: phone => againWhenRaced(() => db.inTransaction(tx => personOfPhone(tx, phone))),
    async find(personId) {
      const identities = {
        select: { id: true, provider: true, appId: true, subject: true, createdAt: true, addedUnder: true },
        orderBy: { createdAt: 'asc' },
      } as const;
      const person = await db.prisma.person.findUnique({ where: { id: personId }, include: { identities } });
      return person ?? undefined;
    },
    removeIdentity: (...request) => db.inTransaction(tx => removeIdentity(tx, tell, ...request)),
    endOtherSessions: (personId, sessionHash, requestId) =>
      db.inTransaction(async tx => {
        const tokenHash = { not: new Uint8Array(sessionHash) };
        const { count: ended } = await tx.session.deleteMany({ where: { personId, tokenHash } });
        await noteOfPerson(tx, personId, 'person.sessions-end', { ended }, requestId);
      }),
  };
}

/** Two first sign-ins at once, or two counters: the other one has made the row, which is found the second time. Or has taken the person away. */
export async function againWhenRaced<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const raced =
      error instanceof Prisma.PrismaClientKnownRequestError && ['P2002', 'P2003'].includes(error.code);
    if (!raced) throw error;
    return work();
  }
}

async function findOrAdd(tx: Transaction, key: IdentityKey, phone?: PhoneFields) {
  const known = await tx.identity.findUnique({ where: { provider_appId_subject: key } });
  if (known) return { personId: known.personId, identityId: known.id, addedUnder: known.addedUnder };
  const personId = await personOfPhone(tx, phone);
  const identity = await tx.identity.create({ data: { ...key, personId } });
  return { personId, identityId: identity.id, addedUnder: null };
}

async function personOfPhone(tx: Transaction, phone?: PhoneFields): Promise<string> {
  if (!phone) return (await tx.person.create({ data: {} })).id;
  const phoneHash = new Uint8Array(phone.phoneHash);
  const owner = await tx.person.findUnique({ where: { phoneHash } });
  return (
    owner ?? (await tx.person.create({ data: { phoneHash, phoneEnc: new Uint8Array(phone.phoneEnc) } }))
  ).id;
}

async function removeIdentity(
  tx: Transaction,
  tell: TellSignInChange,
  personId: string,
  identityId: string,
  requestId: string,
): Promise<boolean> {
  await tx.$queryRaw`SELECT id FROM people WHERE id = ${personId}::uuid FOR UPDATE`;
  const identities = await tx.identity.findMany({ where: { personId } });
  const identity = identities.find(one => one.id === identityId);
  if (!identity) return true;
  const isPhone = identity.provider === 'phone';
  const going = identities.filter(one => one.id === identityId || (isPhone && one.addedUnder));
  if (going.length === identities.length) return false;
  await tx.identity.deleteMany({ where: { id: { in: going.map(({ id }) => id) } } });
  await tell(tx, personId, isPhone ? 'phone-unlinked' : 'wallet-removed');
  if (isPhone) {
    await tx.person.update({ where: { id: personId }, data: { phoneEnc: null, phoneHash: null } });
    await tx.binding.updateMany({ where: { personId, isHolder: true }, data: { isHolder: false } });
    await tx.session.updateMany({ where: { personId }, data: { phoneProvedAt: null } });
  }
  const detail = { provider: identity.provider, withIt: going.length - 1 };
  await noteOfPerson(tx, personId, 'person.identity-remove', detail, requestId);
  return true;
}

/** A line of the audit log in the same transaction as what it tells of. */
export async function noteOfPerson(
  tx: Transaction,
  personId: string,
  action: string,
  detail: Prisma.InputJsonObject,
  requestId: string,
): Promise<void> {
  const person = `person:${personId}`;
  await tx.auditEntry.create({ data: { actor: person, action, subject: person, detail, requestId } });
}
