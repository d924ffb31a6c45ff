/** Staff: households that must not be cut off, recorded with their consent. */
import { z } from 'zod';
import { staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { accountNotFound, needNotFound } from './dunning.errors.ts';
import { AccountLadderView, AccountParam, IdParam, NeedBody, ReasonBody } from './dunning.schemas.ts';
import { type HelpDependencies, ladderOf } from './ladder-of-account.ts';

const tag = 'Staff: dunning';
const writers = staff('clerk', 'supervisor');

export function needRoutes(dependencies: HelpDependencies): Route[] {
  const { help, cipher, clock, nudge } = dependencies;
  return [
    defineRoute({
      method: 'post',
      path: '/staff/accounts/:accountNo/special-needs',
      access: writers,
      summary: 'Record, with consent, that a household must not be cut off',
      tag,
      input: { params: AccountParam, body: NeedBody },
      output: AccountLadderView,
      status: 201,
      idempotent: true,
      async handle({ actor, params: { accountNo }, body: { kind, note }, requestId }) {
        const now = clock.now();
        const holder = await help.holder(accountNo, now);
        if (!holder) throw accountNotFound();
        const by = `staff:${actor.username}`;
        // The log says that something was recorded, not what ails whom.
        const audit = {
          actor: by,
          action: 'special-need.add',
          subject: `account:${accountNo}`,
          detail: { consent: true },
          requestId,
        };
        const noteEnc = note === undefined ? null : cipher.encrypt(note);
        await help.addNeed({ holderPeriodId: holder.holderPeriodId, kind, noteEnc, by, now }, audit);
        nudge();
        return ladderOf(accountNo, dependencies);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/special-needs/:id/end',
      access: writers,
      summary: 'End a record of special needs; its note is erased',
      tag,
      input: { params: IdParam, body: ReasonBody },
      output: z.object({ id: z.int() }),
      async handle({ actor, params: { id }, body: { reason }, requestId }) {
        const by = `staff:${actor.username}`;
        const audit = {
          actor: by,
          action: 'special-need.end',
          subject: `special-need:${id}`,
          detail: { reason },
          requestId,
        };
        if (!(await help.endNeed(id, by, clock.now(), audit))) throw needNotFound();
        nudge();
        return { id };
      },
    }),
  ];
}
