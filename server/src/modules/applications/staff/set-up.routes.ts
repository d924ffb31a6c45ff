/** What the utility itself sets up: kinds as data, and teams. */
import { z } from 'zod';
import { staff } from '../../../http/access.ts';
import { defineRoute, type Route } from '../../../http/define-route.ts';
import { memberUnknown, regionUnknown, teamUnknown } from '../applications.errors.ts';
import { Code, instant, KindView, line } from '../applications.schemas.ts';
import type { CaseCore } from '../change-case.ts';
import { duties } from '../kind.ts';
import { hallTeam } from '../team.ts';
import { tag } from './work.routes.ts';

const readers = staff('clerk', 'finance', 'supervisor', 'administrator', 'auditor');
const StaffKindView = z.object({ ...KindView.shape, addedBy: z.string(), addedAt: instant });
const TeamView = z.object({
  code: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  duties: z.array(z.enum(duties)),
  regionCode: z.string().nullable(),
  districts: z.array(z.string()),
  phone: z.string(),
  visitsPerHalfDay: z.int(),
  members: z.array(z.string()),
});
const TeamsView = z.object({ teams: z.array(TeamView) });
const TeamBody = z.strictObject({
  nameZh: line(2, 30),
  nameEn: line(2, 60),
  duties: z.array(z.enum(duties)).min(1).max(duties.length),
  regionCode: Code.nullable(),
  districts: z.array(line(1, 30)).max(50),
  phone: z.string().regex(/^[\d -]{3,20}$/),
  visitsPerHalfDay: z.int().min(1).max(100),
  members: z.array(z.string().regex(/^[\w.-]{2,40}$/)).max(200),
});

export function setUpRoutes(core: CaseCore): Route[] {
  const showTeams = async () => ({ teams: (await core.teams.all()) as z.input<typeof TeamsView>['teams'] });
  return [
    defineRoute({
      method: 'get',
      path: '/staff/application-kinds',
      access: readers,
      summary: 'The newest version of every kind, and who put it in',
      tag,
      output: z.object({ kinds: z.array(StaffKindView) }),
      handle: async () => ({
        kinds: (await core.book.newest()).map(({ definition, addedBy, addedAt }) => ({
          ...definition,
          addedBy,
          addedAt,
        })),
      }),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/application-kinds',
      access: staff('administrator'),
      summary: 'Put in a new kind, or a new version of one; holes are named. Running cases stay on theirs',
      tag,
      input: { body: z.strictObject({ definition: z.record(z.string(), z.unknown()) }) },
      output: StaffKindView,
      status: 201,
      idempotent: true,
      async handle({ actor, body, requestId }) {
        const by = `staff:${actor.username}`;
        const { definition, addedBy, addedAt } = await core.book.add(body.definition, by, {
          actor: by,
          requestId,
        });
        return { ...definition, addedBy, addedAt };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff/service-teams',
      access: readers,
      summary: 'Who does what where',
      tag,
      output: TeamsView,
      handle: showTeams,
    }),
    defineRoute({
      method: 'put',
      path: '/staff/service-teams/:code',
      access: staff('supervisor', 'administrator'),
      summary: 'Set up a team: its duties, its area and its members',
      tag,
      input: { params: z.object({ code: Code }), body: TeamBody },
      output: TeamsView,
      async handle({ actor, params: { code }, body, requestId }) {
        if (body.regionCode !== null && !(await core.cases.regionExists(body.regionCode)))
          throw regionUnknown();
        for (const member of body.members) if (!(await core.teams.colleague(member))) throw memberUnknown();
        // Whatever else is set up, somebody does everything everywhere.
        if (code === hallTeam && (body.regionCode !== null || body.districts.length > 0)) throw teamUnknown();
        await core.teams.put(
          { code, ...body, duties: code === hallTeam ? [...duties] : body.duties },
          {
            actor: `staff:${actor.username}`,
            action: 'service-team.put',
            subject: `service-team:${code}`,
            detail: { duties: body.duties, members: body.members.length },
            requestId,
          },
        );
        return showTeams();
      },
    }),
  ];
}
