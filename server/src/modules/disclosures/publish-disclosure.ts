/** Written by one person, published by another; each step with its line in the audit log. */
import type { PoolClient } from 'pg';
import type { StaffActor } from '../../http/access.ts';
import type { Clock } from '../../infra/clock.ts';
import { staffName } from '../../shared/audit.ts';
import { businessDate } from '../../shared/dates.ts';
import type { Content, Disclosure, Kind } from './disclosure.ts';
import {
  disclosureNotFound,
  disclosureWithdrawn,
  editionDecided,
  editionOfAnother,
  endsBeforeItBegins,
  ownEdition,
} from './disclosures.errors.ts';
import type { DisclosuresRepository } from './disclosures.repository.ts';

export interface By {
  actor: StaffActor;
  requestId: string;
}

interface Dependencies {
  inTransaction<T>(work: (tx: PoolClient) => Promise<T>): Promise<T>;
  disclosures: DisclosuresRepository;
  clock: Clock;
}

export function createPublishDisclosure({ inTransaction, disclosures, clock }: Dependencies) {
  const log = (tx: PoolClient, { actor, requestId }: By, number: string, act: string, detail: object) =>
    disclosures.record(tx, {
      actor: staffName(actor),
      action: `disclosure.${act}`,
      subject: `disclosure:${number}`,
      detail: { ...detail },
      requestId,
    });

  async function locked(tx: PoolClient, number: string): Promise<Disclosure> {
    const disclosure = await disclosures.lock(tx, number);
    if (!disclosure) throw disclosureNotFound();
    if (disclosure.withdrawnAt) throw disclosureWithdrawn();
    return disclosure;
  }

  return {
    /** @returns its number */
    add: (by: By, kind: Kind, content: Content): Promise<string> =>
      inTransaction(async tx => {
        check(content);
        const now = clock.now();
        const { id, number } = await disclosures.add(tx, kind, businessDate(now).slice(0, 4), now);
        await disclosures.propose(tx, id, 1, content, by.actor.username, now);
        await log(tx, by, number, 'propose', { edition: 1 });
        return number;
      }),

    /** The next edition. One's own that still waits is replaced by it; that of somebody else is decided first. */
    write: (by: By, number: string, content: Content): Promise<void> =>
      inTransaction(async tx => {
        check(content);
        const { id } = await locked(tx, number);
        const me = by.actor.username;
        const newest = (await disclosures.newest(tx, id))!;
        if (newest.status === 'proposed') {
          if (newest.writtenBy !== me) throw editionOfAnother({ who: newest.writtenBy });
          await disclosures.replace(tx, id, newest.edition);
        }
        const edition = newest.edition + 1;
        await disclosures.propose(tx, id, edition, content, me, clock.now());
        await log(tx, by, number, 'propose', { edition });
      }),

    /** @param refusedFor why, or null to publish the edition that was read */
    decide: (by: By, number: string, edition: number, refusedFor: string | null): Promise<void> =>
      inTransaction(async tx => {
        const { id } = await locked(tx, number);
        const newest = (await disclosures.newest(tx, id))!;
        if (newest.edition !== edition || newest.status !== 'proposed') throw editionDecided();
        const me = by.actor.username;
        if (refusedFor === null && newest.writtenBy === me) throw ownEdition();
        const status = refusedFor === null ? 'published' : 'refused';
        await disclosures.decide(tx, id, edition, { status, by: me, at: clock.now(), refusedFor });
        await log(tx, by, number, refusedFor === null ? 'publish' : 'refuse', { edition });
      }),

    /** For what should never have been public. What has ended is said by an edition with a last day. */
    withdraw: (by: By, number: string, reason: string): Promise<void> =>
      inTransaction(async tx => {
        const { id } = await locked(tx, number);
        await disclosures.withdraw(tx, id, by.actor.username, clock.now(), reason);
        await log(tx, by, number, 'withdraw', { reason });
      }),
  };
}

/** @throws AppError disclosure-ends-before-it-begins */
function check({ effectiveFrom, effectiveUntil }: Content): void {
  if (effectiveUntil !== null && effectiveUntil < effectiveFrom)
    throw endsBeforeItBegins({}, [
      { field: 'effectiveUntil', rule: 'order', message: endsBeforeItBegins.definition.wording },
    ]);
}

export type PublishDisclosure = ReturnType<typeof createPublishDisclosure>;
