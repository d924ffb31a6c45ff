/** Whose case it is: people it may belong to, and a colleague's word that it does. */
import { z } from 'zod';
import { staff } from '../../../http/access.ts';
import { defineRoute, type Route } from '../../../http/define-route.ts';
import { type Audit, staffName } from '../../../shared/audit.ts';
import { businessDate } from '../../../shared/dates.ts';
import { forbidden } from '../../../shared/errors.ts';
import { maskPhone } from '../../../shared/mask.ts';
import { maySee } from '../act-on-case.ts';
import { caseNotFound } from '../cases.errors.ts';
import { CaseParams, StaffCaseView, wordsField } from '../cases.schemas.ts';
import type { HouseholdsRepository } from '../households.repository.ts';
import type { CasesCore } from '../open-case.ts';
import type { ShowCase } from '../show-case.ts';
import type { Candidate, CandidatesRepository, Reader } from './candidates.repository.ts';
import { canBeLinked, createLinkPerson, readerOf } from './link-person.ts';

interface Dependencies {
  core: CasesCore;
  candidates: CandidatesRepository;
  households: HouseholdsRepository;
  show: ShowCase;
  audit: Audit;
  nudge(): void;
}

const tag = 'Staff: service cases';
const isPhone = (q: string) => /^1\d{10}$/.test(q);
const person = {
  personId: z.string(),
  phoneMasked: z.string().nullable(),
  since: z.string(),
  accountNos: z.array(z.string()),
};

const PeopleQuery = z.strictObject({
  /** A telephone or account number, where the case itself names nobody. */
  q: z
    .string()
    .regex(/^[0-9]{10,13}$/)
    .optional(),
});
const PeopleView = z.object({
  /** Null where nobody is known, and of an anonymous case always. */
  person: z
    .object({
      ...person,
      /** Who confirmed it; null where they brought it themselves, or the telephone of their web form says so. */
      linkedBy: z.string().nullable(),
    })
    .nullable(),
  /** Whether a colleague may say whose it is. */
  linkable: z.boolean(),
  candidates: z.array(
    z.object({ ...person, byPhone: z.boolean(), byHousehold: z.boolean(), isHolder: z.boolean() }),
  ),
});
const LinkBody = z.strictObject({ personId: z.uuid(), words: wordsField(2, 200).optional() });
const UnlinkBody = z.strictObject({ words: wordsField(2, 200) });

export function linkingRoutes({ core, candidates, households, show, audit, nudge }: Dependencies): Route[] {
  const { cases, cipher, clock } = core;
  const { link, unlink } = createLinkPerson(core, candidates);
  const shown = ({ phoneEnc, since, ...rest }: Candidate) => ({
    ...rest,
    phoneMasked: phoneEnc && maskPhone(cipher.decrypt(phoneEnc)),
    since: since.toISOString(),
  });

  /** By what the colleague looked for where they work, else by what the case says. */
  async function inQuestion(caseId: number, q: string | undefined, reader: Reader): Promise<Candidate[]> {
    if (!q) return candidates.by(await candidates.factsOf(caseId), reader);
    if (isPhone(q)) return candidates.byPhone(cipher.hash('phone', q), reader);
    const household = await households.find(q, businessDate(clock.now()));
    if (!household || !(await candidates.worksAt(household.accountId, reader))) return [];
    return candidates.by({ phoneHash: null, holderPeriodId: household.holderPeriodId }, reader);
  }

  return [
    defineRoute({
      method: 'get',
      path: '/staff/cases/:caseNo/people',
      access: staff('clerk', 'supervisor', 'auditor'),
      summary: 'Whose case this is, or may be: people with its telephone or of its household',
      tag,
      input: { params: CaseParams, query: PeopleQuery },
      output: PeopleView,
      async handle({ actor, params: { caseNo }, query: { q }, requestId }) {
        const found = await cases.find(caseNo);
        if (!found || !(await maySee(cases.worksThere, found, actor))) throw caseNotFound();
        // Who links nobody has nobody to look for.
        if (q && !actor.roles.some(role => role === 'clerk' || role === 'supervisor')) throw forbidden();
        const reader = readerOf(actor);
        await audit.record({
          actor: staffName(actor),
          action: 'case.people',
          subject: `case:${caseNo}`,
          // Whoever knows the number finds who looked for it; the log itself does not tell it.
          detail: q ? { sought: cipher.hash(isPhone(q) ? 'phone' : 'account-no', q).toString('hex') } : {},
          requestId,
        });
        const linkable = canBeLinked(found);
        const known =
          found.personId && !found.anonymous
            ? await candidates.person(found.personId, found.id, reader)
            : undefined;
        return {
          person: known ? { ...shown(known), linkedBy: found.personLinkedBy } : null,
          linkable,
          candidates: linkable && !found.personId ? (await inQuestion(found.id, q, reader)).map(shown) : [],
        };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/cases/:caseNo/person',
      access: staff('clerk', 'supervisor'),
      summary: 'Say that a case from outside the hall is this person’s: they follow and rate it from then on',
      tag,
      input: { params: CaseParams, body: LinkBody },
      output: StaffCaseView,
      async handle({ actor, params: { caseNo }, body: { personId, words }, requestId }) {
        await link({ caseNo, actor, requestId }, personId, words);
        nudge();
        return show(caseNo);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/cases/:caseNo/person-removal',
      access: staff('clerk', 'supervisor'),
      summary: 'Undo that, with the reason',
      tag,
      input: { params: CaseParams, body: UnlinkBody },
      output: StaffCaseView,
      async handle({ actor, params: { caseNo }, body: { words }, requestId }) {
        await unlink({ caseNo, actor, requestId }, words);
        return show(caseNo);
      },
    }),
  ];
}
