import type { Database, Transaction } from '../../infra/database.ts';
import { Prisma } from '../../infra/prisma/client.ts';

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
  identities: { id: string; provider: string; appId: string; subject: string; createdAt: Date }[];
}

export interface PeopleRepository {
  /** The person of an identity, made now if there is none. `phone` comes with a phone identity. */
  findOrAdd(key: IdentityKey, phone?: PhoneFields): Promise<{ personId: string; identityId: string }>;
  /** Whose phone it is, made now if it is nobody's yet; the phone is not proved by that. */
  ofPhone(phone: PhoneFields): Promise<string>;
  find(personId: string): Promise<PersonRecord | undefined>;
  /** Also ends the identity's sessions; a phone identity takes the person's phone and holder flags with it. False when it is the last. */
  removeIdentity(personId: string, identityId: string): Promise<boolean>;
}

export function createPeopleRepository(db: Database): PeopleRepository {
  return {
    async findOrAdd(key, phone) {
      try {
        return await db.inTransaction(tx => findOrAdd(tx, key, phone));
      } catch (error) {
        // Two first sign-ins at once: the other one made the person.
        if (!(error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002')) throw error;
        return db.inTransaction(tx => findOrAdd(tx, key, phone));
      }
    },
    async ofPhone(phone) {
      try {
        return await db.inTransaction(tx => personOfPhone(tx, phone));
      } catch (error) {
        // Two counters at once: the other one made the person.
        if (!(error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002')) throw error;
        return db.inTransaction(tx => personOfPhone(tx, phone));
      }
    },
    async find(personId) {
      const identities = {
        select: { id: true, provider: true, appId: true, subject: true, createdAt: true },
        orderBy: { createdAt: 'asc' },
      } as const;
      const person = await db.prisma.person.findUnique({ where: { id: personId }, include: { identities } });
      return person ?? undefined;
    },
    removeIdentity: (personId, identityId) =>
      db.inTransaction(tx => removeIdentity(tx, personId, identityId)),
  };
}

async function findOrAdd(tx: Transaction, key: IdentityKey, phone?: PhoneFields) {
  const known = await tx.identity.findUnique({ where: { provider_appId_subject: key } });
  if (known) return { personId: known.personId, identityId: known.id };
  const personId = await personOfPhone(tx, phone);
  const identity = await tx.identity.create({ data: { ...key, personId } });
  return { personId, identityId: identity.id };
}

async function personOfPhone(tx: Transaction, phone?: PhoneFields): Promise<string> {
  if (!phone) return (await tx.person.create({ data: {} })).id;
  const phoneHash = new Uint8Array(phone.phoneHash);
  const owner = await tx.person.findUnique({ where: { phoneHash } });
  return (
    owner ?? (await tx.person.create({ data: { phoneHash, phoneEnc: new Uint8Array(phone.phoneEnc) } }))
  ).id;
}

async function removeIdentity(tx: Transaction, personId: string, identityId: string): Promise<boolean> {
  await tx.$queryRaw`SELECT id FROM people WHERE id = ${personId}::uuid FOR UPDATE`;
  const identities = await tx.identity.findMany({ where: { personId } });
  const identity = identities.find(one => one.id === identityId);
  if (!identity) return true;
  if (identities.length === 1) return false;
  await tx.identity.delete({ where: { id: identityId } });
  if (identity.provider !== 'phone') return true;
  await tx.person.update({ where: { id: personId }, data: { phoneEnc: null, phoneHash: null } });
  await tx.binding.updateMany({ where: { personId, isHolder: true }, data: { isHolder: false } });
  return true;
}
