/** 回访: planned after closure, answered once by telephone or in the hall; not satisfied has the case opened again. */
import type { PoolClient } from 'pg';
import type { StaffActor } from '../../http/access.ts';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import { staffName } from '../../shared/audit.ts';
import { rowInForce } from '../../shared/dated.ts';
import { businessDate } from '../../shared/dates.ts';
import { followedUpAlready, followUpNotFound, notYourOwn } from './follow-ups.errors.ts';
import type { FollowUpRow, FollowUpsRepository, Outcome, RuleName } from './follow-ups.repository.ts';

export interface FollowUpCore {
  inTransaction<T>(work: (tx: PoolClient) => Promise<T>): Promise<T>;
  followUps: FollowUpsRepository;
  clock: Clock;
  cipher: FieldCipher;
  /** Opens the case again where its state allows it. */
  reopenCase(tx: PoolClient, caseNo: string, by: Reopening): Promise<void>;
}

export interface Reopening {
  /** person, or staff:<username> */
  actor: string;
  words: string | undefined;
  requestId: string;
}

export async function planFollowUps({ followUps, clock }: FollowUpCore): Promise<number> {
  const now = clock.now();
  const rows = await followUps.rules();
  const value = (name: RuleName) => {
    const row = rowInForce(rows, name, businessDate(now));
    if (!row) throw new Error(`no follow-up rule ${name}`);
    return row.value;
  };
  return followUps.plan(now, {
    complaint: value('complaint-percent'),
    other: value('other-percent'),
    dueDays: value('due-days'),
  });
}

interface Said {
  outcome: Outcome;
  words: string | undefined;
}

async function settle(
  { followUps, clock, cipher, reopenCase }: FollowUpCore,
  tx: PoolClient,
  found: FollowUpRow,
  { outcome, words }: Said,
  { actor, auditActor, requestId }: { actor: string; auditActor: string; requestId: string },
): Promise<void> {
  if (found.outcome) throw followedUpAlready();
  const wordsEnc = words ? cipher.encrypt(words) : null;
  await followUps.answer(
    tx,
    { id: found.id, outcome, wordsEnc, by: actor, at: clock.now() },
    {
      actor: auditActor,
      action: 'follow-up.answer',
      subject: `case:${found.caseNo}`,
      detail: { outcome },
      requestId,
    },
  );
  if (outcome === 'unsatisfied') await reopenCase(tx, found.caseNo, { actor, words, requestId });
}

/** @throws followUpNotFound, followedUpAlready */
export async function answerFollowUp(
  core: FollowUpCore,
  id: number,
  { satisfied, words }: { satisfied: boolean; words?: string | undefined },
  { personId, requestId }: { personId: string; requestId: string },
): Promise<FollowUpRow> {
  return core.inTransaction(async tx => {
    const found = await core.followUps.lock(tx, id);
    if (found?.personId !== personId) throw followUpNotFound();
    const said = { outcome: satisfied ? ('satisfied' as const) : ('unsatisfied' as const), words };
    await settle(core, tx, found, said, { actor: 'person', auditActor: `person:${personId}`, requestId });
    return { ...found, outcome: said.outcome };
  });
}

/** @throws followUpNotFound, followedUpAlready, notYourOwn */
export async function recordFollowUp(
  core: FollowUpCore,
  id: number,
  said: { outcome: Outcome; words: string },
  { actor, requestId }: { actor: StaffActor; requestId: string },
): Promise<void> {
  const supervises = actor.roles.includes('supervisor');
  await core.inTransaction(async tx => {
    const found = await core.followUps.lock(tx, id);
    if (!found || !(await core.followUps.maySee(tx, id, actor.username, supervises)))
      throw followUpNotFound();
    if ((found.answerer ?? found.owner) === actor.username) throw notYourOwn();
    const by = staffName(actor);
    await settle(core, tx, found, said, { actor: by, auditActor: by, requestId });
  });
}
