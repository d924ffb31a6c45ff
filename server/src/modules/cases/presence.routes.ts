/** Who else reads or writes a case at this moment, so that two do not answer the same customer. */
import { z } from 'zod';
import { staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { maySee } from './act-on-case.ts';
import { caseNotFound } from './cases.errors.ts';
import { CaseParams } from './cases.schemas.ts';
import type { CasesCore } from './open-case.ts';
import type { PresenceRepository } from './presence.repository.ts';

const PresenceBody = z.strictObject({
  /** `gone` when the page is left. */
  doing: z.enum(['reading', 'writing', 'gone']),
});
const PresenceView = z.object({
  others: z.array(
    z.object({ username: z.string(), displayName: z.string(), writing: z.boolean(), since: z.string() }),
  ),
});

/** A page says every ten seconds that it is open; whoever has not for so long has left. */
export const presentForSeconds = 30;

export function presenceRoutes({
  core,
  presence,
}: {
  core: CasesCore;
  presence: PresenceRepository;
}): Route[] {
  const { cases, clock } = core;
  return [
    defineRoute({
      method: 'post',
      path: '/staff/cases/:caseNo/presence',
      access: staff('clerk', 'supervisor'),
      summary: 'I have this case open; answers who else has',
      tag: 'Staff: service cases',
      input: { params: CaseParams, body: PresenceBody },
      output: PresenceView,
      async handle({ actor, params: { caseNo }, body: { doing } }) {
        const found = await cases.find(caseNo);
        if (!found || !(await maySee(cases.worksThere, found, actor))) throw caseNotFound();
        const { username } = actor;
        const now = clock.now();
        const since = new Date(now.getTime() - presentForSeconds * 1_000);
        if (doing === 'gone') await presence.leave(found.id, username);
        else await presence.be(found.id, { username, writing: doing === 'writing' }, now, since);
        const others = await presence.others(found.id, username, since);
        return { others: others.map(other => ({ ...other, since: other.since.toISOString() })) };
      },
    }),
  ];
}
