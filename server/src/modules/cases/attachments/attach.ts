/** Pictures, papers and voice notes of a case: taken in by whoever may write into it, looked at by whoever may read it. */
import type { PoolClient } from 'pg';
import type { StaffActor } from '../../../http/access.ts';
import { addDays, businessDate, startOfDay } from '../../../shared/dates.ts';
import { type OnFailure, oneByOne } from '../../../shared/one-by-one.ts';
import type { DocumentsModule, NewDocument } from '../../documents/index.ts';
import { maySee } from '../act-on-case.ts';
import { actNotPossible, caseNotFound, tooManyAttachments } from '../cases.errors.ts';
import type { CaseRow } from '../cases.repository.ts';
import { auditName, type CasesCore } from '../open-case.ts';
import type { Asked, SayMore } from '../say-more.ts';
import { statusAfter } from '../service-case.ts';
import type { Attachment, AttachmentsRepository } from './attachments.repository.ts';

interface AttachDependencies {
  core: CasesCore;
  sayMore: SayMore;
  documents: DocumentsModule;
  attachments: AttachmentsRepository;
}

/** Of the person; as many again of the desk. */
const most = 12;
const chunk = 100;

export const subjectOf = (caseNo: string) => `service-case:${caseNo}`;

export function createAttach({ core, sayMore, documents, attachments }: AttachDependencies) {
  const { cases, clock, inTransaction } = core;

  const requireRoom = async (count: Promise<number>) => {
    if ((await count) >= most) throw tooManyAttachments({ most });
  };

  async function keep(
    tx: PoolClient,
    found: CaseRow,
    document: NewDocument,
    how: Pick<Attachment, 'addedBy' | 'public' | 'at'>,
  ) {
    await requireRoom(attachments.count(tx, found.id, how.addedBy === 'person' ? 'person' : 'staff'));
    await documents.add(tx, document);
    await attachments.add(tx, found.id, { documentId: document.id, ...how });
  }

  /** Of a duplicate that was settled before: its time of keeping is set for this one as well. */
  const keptAnew = async (tx: PoolClient, { id, closedAt }: CaseRow) => {
    if (closedAt) await attachments.settled(tx, id, null);
  };

  return {
    /** With the report or later; a case that waited for it goes on. */
    async byPerson(asked: Asked, bytes: Buffer): Promise<void> {
      const found = await cases.find(asked.caseNo);
      if (found?.personId !== asked.personId) throw caseNotFound();
      // Of a duplicate the case that it was joined to decides, under its lock.
      if (found.status !== 'merged' && !statusAfter(found.status, 'add')) throw actNotPossible();
      // Before the file is judged and drawn anew, which costs far more than a count.
      await requireRoom(attachments.count(core.pool, found.id, 'person'));
      const addedBy = auditName(asked.personId, found.anonymous);
      const document = await documents.takeInAttachment(bytes, { subject: subjectOf(asked.caseNo), addedBy });
      await sayMore.attach(asked, async (tx, locked, at) => {
        await keep(tx, locked, document, { addedBy: 'person', public: true, at });
        await keptAnew(tx, locked);
      });
    },

    /** @param seen whether the customer sees it too */
    async byStaff(
      { actor, caseNo, requestId }: { actor: StaffActor; caseNo: string; requestId: string },
      bytes: Buffer,
      seen: boolean,
    ): Promise<void> {
      const found = await cases.find(caseNo);
      if (!found || !(await maySee(cases.worksThere, found, actor))) throw caseNotFound();
      await requireRoom(attachments.count(core.pool, found.id, 'staff'));
      const by = `staff:${actor.username}`;
      const document = await documents.takeInAttachment(bytes, { subject: subjectOf(caseNo), addedBy: by });
      const at = clock.now();
      await inTransaction(async tx => {
        const locked = await cases.lock(tx, caseNo);
        const worksThere = (id: number, who: string) => cases.isWhere(tx, id, who);
        if (!locked || !(await maySee(worksThere, locked, actor))) throw caseNotFound();
        await keep(tx, locked, document, { addedBy: by, public: seen, at });
        const event = { act: 'attach', actor: by, public: seen, wordsEnc: null, detail: {}, at };
        await cases.record(tx, locked.id, event, {
          actor: by,
          action: 'case.attach',
          subject: `case:${caseNo}`,
          requestId,
        });
      });
    },

    /** What came with a mail. @param once says whether this is the first time */
    async byIntake(caseNo: string, bytes: Buffer, once: (tx: PoolClient) => Promise<boolean>): Promise<void> {
      const owner = { subject: subjectOf(caseNo), addedBy: auditName(null, false) };
      const document = await documents.takeInAttachment(bytes, owner);
      await inTransaction(async tx => {
        const locked = await cases.lock(tx, caseNo);
        if (!locked) throw caseNotFound();
        if (!(await once(tx))) return;
        await keep(tx, locked, document, { addedBy: 'person', public: true, at: clock.now() });
        await keptAnew(tx, locked);
      });
    },

    /** The sound or picture itself. Of a case that is not theirs it says that there is none. */
    async view(
      found: CaseRow,
      documentId: string,
      publicOnly: boolean,
      by: { actor: string; requestId: string },
    ) {
      const all = await attachments.ofCase(found.id, publicOnly);
      if (!all.some(each => each.documentId === documentId)) throw caseNotFound();
      return documents.view(documentId, subjectOf(found.caseNo), by);
    },

    /** Of the desk's, for the customer. */
    async picturesFor(found: CaseRow, by: { actor: string; requestId: string }) {
      const shown = (await attachments.ofCase(found.id, true)).filter(
        ({ addedBy, mediaType, gone }) => addedBy !== 'person' && mediaType.startsWith('image/') && !gone,
      );
      return Promise.all(
        shown.map(async ({ documentId }) => ({
          documentId,
          ...(await documents.view(documentId, subjectOf(found.caseNo), by)),
        })),
      );
    },

    /** From the day a case can no longer be opened again its attachments are kept for their class's time. */
    async settleKeeping(onFailure: OnFailure<string>): Promise<void> {
      const reopenDays = (await core.rules())['reopen-days'];
      const settle = ({ id, caseNo, closedAt }: Awaited<ReturnType<typeof attachments.toSettle>>[number]) =>
        inTransaction(async tx => {
          if (closedAt) {
            const end = startOfDay(addDays(businessDate(closedAt), reopenDays + 1));
            await documents.endSubject(tx, subjectOf(caseNo), end);
          } else await documents.reopenSubject(tx, subjectOf(caseNo));
          await attachments.settled(tx, id, closedAt);
        });
      await oneByOne(await attachments.toSettle(chunk), settle, ({ caseNo }, error) =>
        onFailure(caseNo, error),
      );
    },
  };
}

export type Attach = ReturnType<typeof createAttach>;
