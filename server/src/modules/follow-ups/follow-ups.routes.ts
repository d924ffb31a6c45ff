import { resident, type StaffActor, staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { staffName } from '../../shared/audit.ts';
import { stateOfRow } from '../../shared/dated.ts';
import { businessDate } from '../../shared/dates.ts';
import { answerFollowUp, type FollowUpCore, recordFollowUp } from './follow-up.ts';
import { type FollowUpRow, pageSize } from './follow-ups.repository.ts';
import {
  AnswerBody,
  FollowUpParams,
  ListQuery,
  ListView,
  MineView,
  OneView,
  OutcomeBody,
  RuleBody,
  RulesView,
} from './follow-ups.schemas.ts';

const tag = 'Follow-ups';

export function followUpRoutes(core: FollowUpCore & { nudge(): void }): Route[] {
  const { followUps, cipher } = core;
  const mine = ({ id, caseNo, kind, wordsEnc, ownerName, outcome }: FollowUpRow) => ({
    id,
    caseNo,
    kind,
    words: cipher.decrypt(wordsEnc),
    staffName: ownerName,
    outcome,
  });
  return [
    defineRoute({
      method: 'get',
      path: '/follow-ups',
      access: resident(),
      summary: 'What the utility asks after a case of mine was closed (回访)',
      tag,
      output: MineView,
      handle: async ({ actor }) => ({ followUps: (await followUps.ofPerson(actor.personId)).map(mine) }),
    }),
    defineRoute({
      method: 'post',
      path: '/follow-ups/:id/answer',
      access: resident(),
      summary: 'Answer it, once; not satisfied opens the case again',
      tag,
      input: { params: FollowUpParams, body: AnswerBody },
      output: OneView,
      async handle({ actor: { personId }, params: { id }, body, requestId }) {
        return mine(await answerFollowUp(core, id, body, { personId, requestId }));
      },
    }),
    ...deskRoutes(core),
    ...ruleRoutes(core),
  ];
}

function deskRoutes(core: FollowUpCore & { nudge(): void }): Route[] {
  const { followUps, cipher, clock } = core;
  async function show({ username: me, roles }: StaffActor, view: 'open' | 'done', page: number) {
    const seesAll = roles.includes('supervisor');
    const rows = await followUps.list({ me, seesAll, view, page });
    return {
      followUps: rows.slice(0, pageSize).map(row => ({
        id: row.id,
        caseNo: row.caseNo,
        kind: row.kind,
        words: cipher.decrypt(row.wordsEnc),
        owner: row.owner,
        reason: row.reason,
        dueAt: row.dueAt.toISOString(),
        overdue: !row.outcome && row.dueAt < clock.now(),
        outcome: row.outcome,
        said: row.saidEnc && cipher.decrypt(row.saidEnc),
        answeredBy: row.answeredBy,
        answeredAt: row.answeredAt?.toISOString() ?? null,
      })),
      more: rows.length > pageSize,
      open: await followUps.countOpen(me, seesAll),
    };
  }
  return [
    defineRoute({
      method: 'get',
      path: '/staff/follow-ups',
      access: staff('clerk', 'supervisor', 'auditor'),
      summary: 'Whom to call back, the nearest limit first',
      tag: 'Staff: follow-ups',
      input: { query: ListQuery },
      output: ListView,
      handle: ({ actor, query: { view, page } }) => show(actor, view, page),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/follow-ups/:id/outcome',
      access: staff('clerk', 'supervisor'),
      summary: 'Write down what was said on the telephone; not satisfied opens the case again',
      tag: 'Staff: follow-ups',
      input: { params: FollowUpParams, body: OutcomeBody },
      output: ListView,
      async handle({ actor, params: { id }, body, requestId }) {
        await recordFollowUp(core, id, body, { actor, requestId });
        core.nudge();
        return show(actor, 'open', 1);
      },
    }),
  ];
}

function ruleRoutes({ followUps, clock }: FollowUpCore): Route[] {
  const list = async () => {
    const rows = await followUps.rules();
    const today = businessDate(clock.now());
    return {
      rules: rows.map(({ id: _, ...row }, place) => ({
        ...row,
        setAt: row.setAt.toISOString(),
        state: stateOfRow(rows[place]!, rows, today),
      })),
    };
  };
  return [
    defineRoute({
      method: 'get',
      path: '/staff/follow-up-rules',
      access: staff('clerk', 'supervisor', 'administrator', 'auditor'),
      summary: 'How much is followed up and by when, with source and history',
      tag: 'Staff: follow-ups',
      output: RulesView,
      handle: list,
    }),
    defineRoute({
      method: 'post',
      path: '/staff/follow-up-rules',
      access: staff('administrator'),
      summary: 'A rule from a day on',
      tag: 'Staff: follow-ups',
      input: { body: RuleBody },
      output: RulesView,
      status: 201,
      idempotent: true,
      async handle({ actor, body, requestId }) {
        const setBy = staffName(actor);
        const audit = {
          actor: setBy,
          action: 'follow-up-rule.set',
          subject: `follow-up-rule:${body.name}`,
          detail: body,
          requestId,
        };
        await followUps.setRule({ ...body, setBy }, audit);
        return list();
      },
    }),
  ];
}
