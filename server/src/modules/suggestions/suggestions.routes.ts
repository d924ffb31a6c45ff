import { anyone, resident, type StaffActor, staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import {
  awardSuggestion,
  publishSuggestion,
  type SuggestionsCore,
  wishToBeNamed,
} from './publish-suggestion.ts';
import { suggestionNotFound } from './suggestions.errors.ts';
import type { SuggestionRow } from './suggestions.repository.ts';
import {
  AwardBody,
  CaseParams,
  MineView,
  PublicView,
  PublishBody,
  StaffView,
  WishBody,
} from './suggestions.schemas.ts';

const tag = 'Suggestions';

const awardOf = ({ award, awardFen, awardedAt }: SuggestionRow) =>
  award === null ? null : { award, amountFen: awardFen, awardedAt: awardedAt!.toISOString() };

export function suggestionRoutes(core: SuggestionsCore & { nudge(): void }): Route[] {
  const { suggestions, cipher } = core;
  const nameOf = ({ nameEnc, anonymous }: SuggestionRow) =>
    nameEnc && !anonymous ? cipher.decrypt(nameEnc) : null;
  async function mine(personId: string, caseNo: string) {
    if (!(await suggestions.isOf(personId, caseNo))) throw suggestionNotFound();
    const found = await suggestions.find(caseNo);
    return {
      caseNo,
      adopted: found !== undefined,
      wish: found?.wishedAt ? { name: nameOf(found), givenAt: found.wishedAt.toISOString() } : null,
      published: found?.publishedAt
        ? { title: found.title!, publishedAt: found.publishedAt.toISOString() }
        : null,
      award: found ? awardOf(found) : null,
    };
  }
  return [
    defineRoute({
      method: 'get',
      path: '/suggestions',
      access: anyone('adopted suggestions are published'),
      summary: 'Adopted suggestions with what became of them, and their awards',
      tag,
      output: PublicView,
      async handle() {
        return {
          suggestions: (await suggestions.published()).map(row => ({
            title: row.title!,
            body: row.body!,
            reply: row.reply!,
            name: nameOf(row),
            publishedAt: row.publishedAt!.toISOString(),
            award: awardOf(row),
          })),
        };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/cases/:caseNo/publication',
      access: resident(),
      summary: 'What becomes of a suggestion of mine: published, named, awarded',
      tag,
      input: { params: CaseParams },
      output: MineView,
      handle: ({ actor, params }) => mine(actor.personId, params.caseNo),
    }),
    defineRoute({
      method: 'put',
      path: '/cases/:caseNo/publication',
      access: resident(),
      summary: 'Whether I want to be named with my adopted suggestion, and how',
      tag,
      input: { params: CaseParams, body: WishBody },
      output: MineView,
      async handle({ actor: { personId }, params: { caseNo }, body: { name }, requestId }) {
        await wishToBeNamed(core, caseNo, name, { personId, requestId });
        return mine(personId, caseNo);
      },
    }),
    ...staffRoutes(core, nameOf),
  ];
}

function staffRoutes(
  core: SuggestionsCore & { nudge(): void },
  nameOf: (row: SuggestionRow) => string | null,
): Route[] {
  const { suggestions, cipher } = core;
  const show = async ({ username, roles }: StaffActor) => ({
    suggestions: (await suggestions.adopted(username, roles.includes('supervisor')))
      // Nothing of a confidential one is published.
      .filter(({ confidential }) => !confidential)
      .map(row => ({
        caseNo: row.caseNo,
        words: cipher.decrypt(row.wordsEnc),
        answer: cipher.decrypt(row.answerEnc),
        adoptedBy: row.adoptedBy,
        answeredAt: row.answeredAt.toISOString(),
        anonymous: row.anonymous,
        name: nameOf(row),
        published: row.publishedAt && {
          title: row.title!,
          body: row.body!,
          reply: row.reply!,
          publishedBy: row.publishedBy!,
          publishedAt: row.publishedAt.toISOString(),
        },
        award: awardOf(row),
        awardedBy: row.awardedBy,
      })),
  });
  return [
    defineRoute({
      method: 'get',
      path: '/staff/suggestions',
      access: staff('clerk', 'supervisor', 'auditor'),
      summary: 'Adopted suggestions: to publish, to award, done',
      tag: 'Staff: suggestions',
      output: StaffView,
      handle: ({ actor }) => show(actor),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/suggestions/:caseNo/publication',
      access: staff('clerk', 'supervisor'),
      summary: 'Publish an adopted suggestion in words of the hall’s own',
      tag: 'Staff: suggestions',
      input: { params: CaseParams, body: PublishBody },
      output: StaffView,
      async handle({ actor, params: { caseNo }, body, requestId }) {
        await publishSuggestion(core, caseNo, body, { actor, requestId });
        core.nudge();
        return show(actor);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/suggestions/:caseNo/award',
      access: staff('supervisor'),
      summary: 'Award a published suggestion (供电服务建议奖): another than who adopted it',
      tag: 'Staff: suggestions',
      input: { params: CaseParams, body: AwardBody },
      output: StaffView,
      async handle({ actor, params: { caseNo }, body, requestId }) {
        await awardSuggestion(core, caseNo, body, { actor, requestId });
        core.nudge();
        return show(actor);
      },
    }),
  ];
}
