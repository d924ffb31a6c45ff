/** What the desk does to a conversation: under its lock, with its line in the conversation and the audit log. */
import type { PoolClient } from 'pg';
import type { StaffActor } from '../../http/access.ts';
import { staffName } from '../../shared/audit.ts';
import { actNotPossible, chatNotFound, noSuchColleague, notYours, takenAlready } from './chat.errors.ts';
import type { ChatChange, ChatRow } from './chat.repository.ts';
import type { ActInput } from './chat.schemas.ts';
import { actsOf, type ChatEvent } from './conversation.ts';
import type { ChatCore } from './core.ts';
import { handOnWords } from './hand-on-words.ts';

interface Happening {
  change: ChatChange;
  kind: ChatEvent;
  detail: Record<string, unknown>;
}

const supervises = ({ roles }: StaffActor) => roles.includes('supervisor');

/** Whoever may take it, has it or had it first; supervisors and auditors see all. */
export const maySee = ({ status, owner, firstReceiver }: ChatRow, { username, roles }: StaffActor): boolean =>
  status === 'waiting' ||
  owner === username ||
  firstReceiver === username ||
  roles.includes('supervisor') ||
  roles.includes('auditor');

/**
 * @throws AppError chat-not-found, chat-taken, chat-not-yours, chat-act-not-possible, chat-no-colleague, and what the
 * cases say of a case that cannot be opened or joined
 */
export async function actOnChat(
  core: ChatCore,
  chatNo: string,
  input: ActInput,
  { actor, requestId }: { actor: StaffActor; requestId: string },
): Promise<void> {
  const { inTransaction, chats, clock } = core;
  const at = clock.now();
  // What is asked of other tables is asked before the lock is held.
  const me = await chats.colleague(actor.username);
  const to = input.act === 'hand-over' ? await chats.colleague(input.to) : undefined;
  if (!me || (input.act === 'hand-over' && !to)) throw noSuchColleague();
  const seen = await chats.find(chatNo);
  if (!seen) throw chatNotFound();
  const workOnCase = await prepareCase(core, seen, input, actor, requestId);
  await inTransaction(async tx => {
    const found = (await chats.lock(tx, chatNo))!;
    if (!maySee(found, actor) && !(input.act === 'take' && found.status === 'open')) throw chatNotFound();
    if (input.act === 'take' && found.status === 'open' && found.owner !== actor.username)
      throw takenAlready({ who: found.ownerName ?? '—' });
    if (!actsOf(found.status, found.caseNo).includes(input.act)) throw actNotPossible();
    if (input.act !== 'take' && found.owner !== actor.username && !supervises(actor))
      throw notYours({ who: found.ownerName ?? '—' });
    const { change, kind, detail } = await decide(tx, found, input, { me, to, at, workOnCase });
    if (change.status === 'closed') await handOnWords(core, tx, found);
    await chats.happen(tx, found.id, change, { kind, author: staffName(actor), detail, at });
    await chats.audit(tx, {
      actor: staffName(actor),
      action: `chat.${input.act}`,
      subject: `chat:${chatNo}`,
      detail: input.act === 'hand-over' ? { to: input.to } : change.caseNo ? { caseNo: change.caseNo } : {},
      requestId,
    });
  });
}

type CaseWork = (tx: PoolClient) => Promise<string>;

async function prepareCase(
  { cases }: ChatCore,
  { personId, accountId, holderPeriodId, chatNo }: ChatRow,
  input: ActInput,
  actor: StaffActor,
  requestId: string,
): Promise<CaseWork | undefined> {
  if (input.act === 'make-case') {
    const { kind, complaintClass, words } = input;
    const write = await cases.prepare(
      { kind, complaintClass, words, anonymous: false, confidential: false },
      {
        source: 'chat',
        personId,
        household: accountId && holderPeriodId ? { accountId, holderPeriodId } : null,
        receiver: actor.username,
        requestId,
      },
    );
    return async tx => (await write(tx)).caseNo;
  }
  if (input.act === 'join-case')
    return async tx => {
      await cases.join(tx, { caseNo: input.caseNo, personId, words: input.words, chatNo, actor, requestId });
      return input.caseNo;
    };
  return undefined;
}

async function decide(
  tx: PoolClient,
  found: ChatRow,
  input: ActInput,
  facts: {
    me: { username: string; displayName: string };
    to: { username: string; displayName: string } | undefined;
    at: Date;
    workOnCase: CaseWork | undefined;
  },
): Promise<Happening> {
  const { me, to, at, workOnCase } = facts;
  switch (input.act) {
    case 'take':
      return {
        change: {
          status: 'open',
          owner: me.username,
          firstReceiver: found.firstReceiver ?? me.username,
          takenAt: found.takenAt ?? at,
        },
        kind: 'taken',
        detail: { who: me.displayName },
      };
    case 'hand-over':
      return { change: { owner: to!.username }, kind: 'handed-over', detail: { who: to!.displayName } };
    case 'hand-back':
      return {
        change: { status: 'waiting', owner: null, waitingSince: at },
        kind: 'handed-back',
        detail: {},
      };
    case 'make-case':
    case 'join-case': {
      const caseNo = await workOnCase!(tx);
      return { change: { caseNo }, kind: 'case', detail: { caseNo } };
    }
    case 'close':
      return { change: { status: 'closed', closedAt: at }, kind: 'closed', detail: { who: me.displayName } };
  }
}
