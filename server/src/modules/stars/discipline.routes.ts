/** What costs a star and what may be said against it; yellow and honour cards. All of it is shown to whom it concerns. */
import { type StaffActor, staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { staffName } from '../../shared/audit.ts';
import type { createCardsRepository, ServiceCardRow } from './cards.repository.ts';
import { appealDeduction, type DeductionsCore, decideAppeal, proposeDeduction } from './deduct-star.ts';
import type { DeductionRow } from './deductions.repository.ts';
import { cardNotFound, cardWithdrawn, caseUnknown, noSuchMember, notYourself } from './stars.errors.ts';
import { readersScope } from './stars.routes.ts';
import {
  DecisionBody,
  DeductBody,
  DeductionsView,
  GiveCardBody,
  IdParams,
  ServiceCardsView,
  WordsBody,
} from './stars.schemas.ts';

const tag = 'Staff: stars';
const readers = staff('clerk', 'supervisor', 'auditor');
const undecidedDays = 90;

export function deductionRoutes(core: DeductionsCore): Route[] {
  const { deductions, cipher, clock } = core;
  const read = (sealed: Buffer | null) => (sealed ? cipher.decrypt(sealed) : null);
  const mayDo = (row: DeductionRow, { username, roles }: StaffActor) => {
    const mine = row.staff === username;
    if (row.status === 'proposed') return mine && row.appealUntil > clock.now() ? ('appeal' as const) : null;
    const decides = roles.includes('supervisor') && !mine && row.proposedBy !== `staff:${username}`;
    return row.status === 'appealed' && decides ? ('decide' as const) : null;
  };
  async function show(actor: StaffActor) {
    const supervises = actor.roles.includes('supervisor');
    const rows = await deductions.list(readersScope(actor));
    const since = new Date(clock.now().getTime() - undecidedDays * 86_400_000);
    const undecided = supervises ? await deductions.undecided(since) : [];
    return {
      deductions: rows.map(({ confidential, reasonEnc, appealEnc, decisionEnc, ...row }) => ({
        ...row,
        caseNo: confidential && !supervises ? null : row.caseNo,
        reason: cipher.decrypt(reasonEnc),
        appeal: read(appealEnc),
        decision: read(decisionEnc),
        proposedAt: row.proposedAt.toISOString(),
        appealUntil: row.appealUntil.toISOString(),
        appealedAt: row.appealedAt?.toISOString() ?? null,
        decidedAt: row.decidedAt?.toISOString() ?? null,
        overturnedAt: row.overturnedAt?.toISOString() ?? null,
        may: mayDo({ ...row, confidential, reasonEnc, appealEnc, decisionEnc }, actor),
      })),
      undecided: undecided.map(row => ({ ...row, answeredAt: row.answeredAt.toISOString() })),
    };
  }
  return [
    defineRoute({
      method: 'get',
      path: '/staff/star-deductions',
      access: readers,
      summary: 'Stars that upheld complaints cost or may cost; clerks see their own',
      tag,
      output: DeductionsView,
      handle: ({ actor }) => show(actor),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/star-deductions',
      access: staff('supervisor'),
      summary: 'Propose that an upheld complaint costs a colleague a star',
      tag,
      input: { body: DeductBody },
      output: DeductionsView,
      status: 201,
      idempotent: true,
      async handle({ actor, body, requestId }) {
        await proposeDeduction(core, body, { actor, requestId });
        return show(actor);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/star-deductions/:id/appeal',
      access: staff('clerk', 'supervisor'),
      summary: 'Appeal against a deduction of one’s own, before it takes effect',
      tag,
      input: { params: IdParams, body: WordsBody },
      output: DeductionsView,
      async handle({ actor, params: { id }, body: { words }, requestId }) {
        await appealDeduction(core, id, words, { actor, requestId });
        return show(actor);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/star-deductions/:id/decision',
      access: staff('supervisor'),
      summary: 'Decide an appeal: another supervisor than the one who proposed it',
      tag,
      input: { params: IdParams, body: DecisionBody },
      output: DeductionsView,
      async handle({ actor, params: { id }, body, requestId }) {
        await decideAppeal(core, id, body, { actor, requestId });
        return show(actor);
      },
    }),
  ];
}

export function cardRoutes(core: DeductionsCore, cards: ReturnType<typeof createCardsRepository>): Route[] {
  const { book, cipher, clock, inTransaction } = core;
  const show = async (actor: StaffActor) => ({
    cards: (await cards.list(readersScope(actor))).map(
      ({ reasonEnc, withdrawalEnc, ...row }: ServiceCardRow) => ({
        ...row,
        reason: cipher.decrypt(reasonEnc),
        withdrawal: withdrawalEnc ? cipher.decrypt(withdrawalEnc) : null,
        givenAt: row.givenAt.toISOString(),
        withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
      }),
    ),
  });
  return [
    defineRoute({
      method: 'get',
      path: '/staff/service-cards',
      access: readers,
      summary: 'Yellow cards (黄牌) and honour cards (荣誉牌); clerks see their own',
      tag,
      output: ServiceCardsView,
      handle: ({ actor }) => show(actor),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/service-cards',
      access: staff('supervisor'),
      summary: 'Give a colleague a yellow or an honour card',
      tag,
      input: { body: GiveCardBody },
      output: ServiceCardsView,
      status: 201,
      idempotent: true,
      async handle({ actor, body: { kind, staff: whom, reason, caseNo }, requestId }) {
        const by = staffName(actor);
        if (whom === actor.username) throw notYourself();
        if (!(await book.nameOf(whom))) throw noSuchMember();
        const caseId = caseNo === undefined ? null : await cards.caseId(caseNo);
        if (caseId === undefined) throw caseUnknown();
        await cards.give(
          { kind, staff: whom, caseId, reasonEnc: cipher.encrypt(reason), by, at: clock.now() },
          {
            actor: by,
            action: 'service-card.give',
            subject: `staff:${whom}`,
            detail: { kind, ...(caseNo ? { caseNo } : {}) },
            requestId,
          },
        );
        return show(actor);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/service-cards/:id/withdrawal',
      access: staff('supervisor'),
      summary: 'Withdraw a card; it stays on record',
      tag,
      input: { params: IdParams, body: WordsBody },
      output: ServiceCardsView,
      async handle({ actor, params: { id }, body: { words }, requestId }) {
        const by = staffName(actor);
        const done = await cards.withdraw(
          id,
          { by, at: clock.now(), reasonEnc: cipher.encrypt(words) },
          { actor: by, action: 'service-card.withdraw', subject: `service-card:${id}`, requestId },
          inTransaction,
        );
        if (done === undefined) throw cardNotFound();
        if (!done) throw cardWithdrawn();
        return show(actor);
      },
    }),
  ];
}
