import { randomUUID } from 'node:crypto';
import type { BoundHousehold, ResidentActor } from '../../http/access.ts';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Transaction } from '../../infra/database.ts';
import { businessDate } from '../../shared/dates.ts';
import { notFound } from '../../shared/errors.ts';
import { queueNotice } from '../messages/index.ts';
import { tooManyHouseholds } from './accounts.errors.ts';
import type { AccountOnFile } from './accounts-on-file.repository.ts';
import type { FindAccount } from './find-account.ts';
import { type HouseholdView, viewHousehold } from './household.ts';
import type { HouseholdsRepository } from './households.repository.ts';
import type { HouseholdProofs, Proof } from './prove-household.ts';

export interface BindRequest {
  actor: ResidentActor;
  accountNo: string;
  proof?: Proof;
  nickname?: string;
  ip: string;
  requestId: string;
}

export interface BindHousehold {
  /** Without a proof pay-only, with one in full. Binding again changes nothing but what is newly proved. */
  bind(request: BindRequest): Promise<HouseholdView>;
  /** Raises a binding that is there to full. */
  raise(request: {
    actor: ResidentActor;
    household: BoundHousehold;
    proof: Proof;
    ip: string;
    requestId: string;
  }): Promise<HouseholdView>;
}

interface BindDependencies {
  find: FindAccount;
  proofs: HouseholdProofs;
  households: HouseholdsRepository;
  /** Deliver now what was queued for people. */
  nudgeMessages(): void;
  cipher: FieldCipher;
  clock: Clock;
  maxHouseholds: number;
}

type Caller = Pick<BindRequest, 'actor' | 'ip' | 'requestId'>;

export function createBindHousehold(dependencies: BindDependencies): BindHousehold {
  const { find, proofs, households, nudgeMessages, cipher, clock, maxHouseholds } = dependencies;
  const today = () => businessDate(clock.now());

  async function save(
    caller: Caller,
    account: AccountOnFile,
    proof?: Proof,
    nickname?: string,
  ): Promise<HouseholdView> {
    const { actor, ip, requestId } = caller;
    const { isHolder } = proof ? await proofs.prove({ actor, account, proof, ip }) : { isHolder: false };
    const level = proof ? 'full' : 'pay-only';
    const binding = {
      personId: actor.personId,
      holderPeriodId: account.holderPeriodId,
      level,
      isHolder,
      nickname,
    } as const;
    const bound = await households.bind(binding, maxHouseholds, today(), async tx => {
      // In the binding's own transaction: whoever can see a home stands in the log.
      await tx.auditEntry.create({
        data: {
          actor: `person:${actor.personId}`,
          action: 'household.bind',
          subject: `account:${account.accountNo}`,
          detail: { level, proof: proof?.kind ?? null, isHolder },
          requestId,
        },
      });
      if (proof && !isHolder) await warnHolder(tx, account);
    });
    if (!bound) throw tooManyHouseholds({ max: maxHouseholds });
    nudgeMessages();
    return view(actor.personId, account.accountNo);
  }

  /** Whoever holds the account hears of a stranger in it, at the phone on file. */
  async function warnHolder(tx: Transaction, account: AccountOnFile): Promise<void> {
    if (!account.phoneEnc) return;
    await queueNotice(tx, {
      dedupeKey: `household-bound:${randomUUID()}`,
      event: 'household-bound',
      holderPeriodId: account.holderPeriodId,
      params: { accountTail: account.accountNo.slice(-4) },
    });
  }

  async function view(personId: string, accountNo: string): Promise<HouseholdView> {
    const record = await households.find(personId, accountNo, today());
    if (!record) throw notFound();
    return viewHousehold(record, cipher);
  }

  return {
    async bind(request) {
      const account = await find.byNumber(request.accountNo, {
        personId: request.actor.personId,
        ip: request.ip,
      });
      return save(request, account, request.proof, request.nickname);
    },
    async raise(request) {
      return save(request, await find.current(request.household.accountNo), request.proof);
    },
  };
}
