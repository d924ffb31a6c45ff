import type { Database, Transaction } from '../../infra/database.ts';
import { conflict } from '../../shared/errors.ts';
import { joinKeepingPhone, lockPeople, type PhoneProof } from './merge-people.repository.ts';
import { againWhenRaced, type IdentityKey, noteOfPerson } from './people.repository.ts';
import type { TellSignInChange } from './tell-sign-in-change.repository.ts';

interface TakeRequest {
  proof: PhoneProof;
  /** The session has proved the person's phone a moment ago. */
  isProved: boolean;
  join: boolean;
}

/**
 * `own-phone`: another person, who has a phone, began with it; `added-elsewhere`: they came by it under that phone.
 * `pays-there`: they have auto-pay by such a wallet. `no-phone`: this person has none to prove.
 */
export type Taken =
  | 'taken'
  | 'of-another'
  | 'own-phone'
  | 'added-elsewhere'
  | 'pays-there'
  | 'unproved'
  | 'no-phone';

export interface IdentitiesRepository {
  /**
   * The identity is the person's from now on, under their phone, and the session stands for it. Another person's is taken
   * only to join the two. What was added under another person's phone comes alone: it proves nothing of theirs but that it may
   * leave them, and whoever lost that phone has no other way to bring it along.
   * @throws AppError household-limit-together
   */
  take(personId: string, key: IdentityKey, request: TakeRequest): Promise<Taken>;
}

export function createIdentitiesRepository(db: Database, tell: TellSignInChange): IdentitiesRepository {
  return {
    take: (...request) => againWhenRaced(() => db.inTransaction(tx => take(tx, tell, ...request))),
  };
}

async function take(
  tx: Transaction,
  tell: TellSignInChange,
  personId: string,
  { provider, appId, subject }: IdentityKey,
  { proof, isProved, join }: TakeRequest,
): Promise<Taken> {
  const key = { provider, appId, subject };
  const find = () =>
    tx.identity.findUnique({
      where: { provider_appId_subject: key },
      include: { person: { select: { phoneHash: true } } },
    });
  const seen = await find();
  const otherId = seen && seen.personId !== personId ? seen.personId : undefined;
  await lockPeople(tx, otherId ? [personId, otherId] : [personId]);
  const known = await find();
  const ownerId = known?.personId ?? personId;
  // It has come into third hands while we waited.
  if (ownerId !== personId && ownerId !== otherId) throw conflict();
  const tokenHash = new Uint8Array(proof.sessionHash);
  let identityId = ownerId === personId ? known?.id : undefined;
  if (!identityId) {
    const comesAlone = known?.person.phoneHash && known.addedUnder;
    if (known?.person.phoneHash && !comesAlone) return 'own-phone';
    if (known && !join) return comesAlone ? 'added-elsewhere' : 'of-another';
    const { phoneHash } = await tx.person.findUniqueOrThrow({ where: { id: personId } });
    if (!phoneHash) return 'no-phone';
    // The phone that was proved may have been replaced while we waited.
    const session = await tx.session.findUnique({ where: { tokenHash } });
    if (!isProved || !session?.phoneProvedAt) return 'unproved';
    // Auto-pay stays behind, and whose wallet it is could not end it any more.
    if (known && comesAlone && (await paysBy(tx, known))) return 'pays-there';
    if (known && comesAlone) await leave(tx, tell, known, proof.requestId);
    else if (known) await joinKeepingPhone(tx, personId, ownerId, { ...proof, phoneHash });
    identityId = known && !comesAlone ? known.id : await add(tx, personId, key, phoneHash, proof.requestId);
    await tell(tx, personId, 'wallet-added');
  }
  await tx.session.updateMany({ where: { tokenHash, personId }, data: { identityId } });
  return 'taken';
}

async function add(
  tx: Transaction,
  personId: string,
  key: IdentityKey,
  phoneHash: Uint8Array<ArrayBuffer>,
  requestId: string,
): Promise<string> {
  const { id } = await tx.identity.create({ data: { ...key, personId, addedUnder: phoneHash } });
  const detail = { provider: key.provider, appId: key.appId };
  await noteOfPerson(tx, personId, 'person.identity-add', detail, requestId);
  return id;
}

const gatewayOf: Readonly<Record<string, string>> = { wechat: 'wechat-pay', alipay: 'alipay' };

/** Whether the person has auto-pay by a wallet of this kind, or is about to. */
async function paysBy(
  tx: Transaction,
  { personId, provider }: { personId: string; provider: string },
): Promise<boolean> {
  const gateway = gatewayOf[provider]!;
  const where = { personId, gateway, status: { in: ['signing', 'active'] } };
  return (await tx.agreement.count({ where })) > 0;
}

/** It opens nothing of its person's any more; they keep their phone, their households and all else. */
async function leave(
  tx: Transaction,
  tell: TellSignInChange,
  { id, personId, provider }: { id: string; personId: string; provider: string },
  requestId: string,
): Promise<void> {
  await tx.identity.delete({ where: { id } });
  await noteOfPerson(tx, personId, 'person.identity-remove', { provider, withIt: 0 }, requestId);
  await tell(tx, personId, 'wallet-removed');
}
