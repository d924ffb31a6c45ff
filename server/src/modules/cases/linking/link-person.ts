/** A case that came by telephone, letter or mail becomes a person's of the hall, and is parted from them when that was wrong. */
import type { StaffActor } from '../../../http/access.ts';
import { staffName } from '../../../shared/audit.ts';
import { maySee } from '../act-on-case.ts';
import {
  caseNotFound,
  noSuchPerson,
  personCannotBeLinked,
  personLinkedAlready,
  whyThisPerson,
} from '../cases.errors.ts';
import type { CaseRow } from '../cases.repository.ts';
import { type CasesCore, tell } from '../open-case.ts';
import { openStatuses } from '../service-case.ts';
import type { Candidate, CandidatesRepository, Reader } from './candidates.repository.ts';

export interface Asking {
  caseNo: string;
  actor: StaffActor;
  requestId: string;
}

/** A case that was brought in the hall is its person's own; a web form is by its telephone alone, which may be somebody else's by now. */
export const canBeLinked = ({ anonymous, personId, personLinkedBy, source }: CaseRow): boolean =>
  !anonymous && (personId === null || personLinkedBy !== null || source === 'web');

export const readerOf = ({ username, roles }: StaffActor): Reader => ({
  me: username,
  seesAll: roles.includes('supervisor'),
});

/** What of the case speaks for this person, as the timeline keeps it. */
const howKnown = ({ byPhone, byHousehold }: Candidate) =>
  [byPhone ? 'phone' : null, byHousehold ? 'household' : null].filter(each => each !== null);

export function createLinkPerson(core: CasesCore, candidates: CandidatesRepository) {
  const { cases, clock, cipher, inTransaction } = core;

  async function change(
    { caseNo, actor, requestId }: Asking,
    words: string | undefined,
    to: { personId: string; how: string[] } | null,
  ): Promise<void> {
    const at = clock.now();
    const by = staffName(actor);
    await inTransaction(async tx => {
      const found = await cases.lock(tx, caseNo);
      const worksThere = (id: number, who: string) => cases.isWhere(tx, id, who);
      if (!found || !(await maySee(worksThere, found, actor))) throw caseNotFound();
      if (!canBeLinked(found)) throw personCannotBeLinked();
      if (to && found.personId) throw personLinkedAlready();
      if (!to && !found.personId) throw noSuchPerson();
      await candidates.link(tx, found.id, to && { personId: to.personId, by, at });
      const act = to ? 'link' : 'unlink';
      // The person reads that it was linked; how the colleague knows, and why it was undone, are between colleagues.
      const event = {
        act,
        actor: by,
        public: to !== null,
        wordsEnc: words ? cipher.encrypt(words) : null,
        at,
      };
      const detail = to ? { how: to.how } : {};
      await cases.record(
        tx,
        found.id,
        { ...event, detail },
        { actor: by, action: `case.${act}`, subject: `case:${caseNo}`, detail, requestId },
      );
      if (to && openStatuses.includes(found.status)) {
        const theirs = { ...found, personId: to.personId, version: found.version + 1 };
        await tell(tx, theirs, 'case-received', found.answerDueAt);
      }
    });
  }

  return {
    /** @throws AppError case-not-found, case-person-own, case-person-linked, case-person-not-found, case-person-reason */
    async link(asking: Asking, personId: string, words: string | undefined): Promise<void> {
      const found = await cases.find(asking.caseNo);
      if (!found || !(await maySee(cases.worksThere, found, asking.actor))) throw caseNotFound();
      if (!canBeLinked(found)) throw personCannotBeLinked();
      if (found.personId) throw personLinkedAlready();
      const person = await candidates.person(personId, found.id, readerOf(asking.actor));
      if (!person) throw noSuchPerson();
      const how = howKnown(person);
      if (how.length === 0 && !words) throw whyThisPerson();
      await change(asking, words, { personId, how });
    },

    /** The person no longer sees the case. @throws AppError case-not-found, case-person-own, case-person-not-found */
    unlink: (asking: Asking, words: string) => change(asking, words, null),
  };
}
