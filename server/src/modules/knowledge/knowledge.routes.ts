/** The knowledge base: read by everybody, suggested while one types, written by the desk. */
import { anyone, staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import type { EditArticle } from './edit-article.ts';
import { articleNotFound } from './knowledge.errors.ts';
import type { KnowledgeRepository } from './knowledge.repository.ts';
import {
  ArticleBody,
  ArticlesView,
  CodeParam,
  ContentBody,
  DecisionBody,
  FindQuery,
  StaffArticlesView,
  StaffArticleView,
  SubmitBody,
  SuggestBody,
  show,
  showForStaff,
  showVersion,
} from './knowledge.schemas.ts';

interface Dependencies {
  knowledge: KnowledgeRepository;
  edit: EditArticle;
  today(): string;
}

const forEverybody = anyone('the knowledge base is for everybody who has electricity');
const readers = staff('clerk', 'finance', 'supervisor', 'auditor');
const writers = staff('clerk', 'supervisor');
const publishers = staff('supervisor');
const suggested = 3;
const suggestedAtDesk = 6;

export function knowledgeRoutes(dependencies: Dependencies): Route[] {
  return [...publicRoutes(dependencies), ...readingRoutes(dependencies), ...writingRoutes(dependencies)];
}

function publicRoutes({ knowledge, today }: Dependencies): Route[] {
  const tag = 'Knowledge base';
  return [
    defineRoute({
      method: 'get',
      path: '/knowledge',
      access: forEverybody,
      summary: 'Articles that hold today, found by words of two characters or more',
      tag,
      input: { query: FindQuery },
      output: ArticlesView,
      async handle({ query: { q = null, section = null } }) {
        const found = await knowledge.find({ q, section, all: false, on: today() });
        return { articles: found.map(show) };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/knowledge/suggestions',
      access: forEverybody,
      // In the body: what somebody is about to say does not belong into addresses, which are logged on the way.
      summary: 'What may already answer the words of a report that is being typed; nothing of them is kept',
      tag,
      input: { body: SuggestBody },
      output: ArticlesView,
      async handle({ body: { text, kind = null } }) {
        const found = await knowledge.suggest({ text, kind, all: false, on: today(), limit: suggested });
        return { articles: found.map(show) };
      },
    }),
  ];
}

const tag = 'Staff: knowledge base';

function readingRoutes({ knowledge, today }: Dependencies): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/staff/knowledge',
      access: readers,
      summary:
        'Articles that hold today, manuals among them; without words every article with its newest version',
      tag,
      input: { query: FindQuery },
      output: StaffArticlesView,
      async handle({ query: { q = null, section = null } }) {
        const found = q
          ? await knowledge.find({ q, section, all: true, on: today() })
          : (await knowledge.workList()).filter(each => !section || each.section === section);
        return { articles: found.map(showForStaff) };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/knowledge/suggestions',
      access: readers,
      summary: 'Articles and manuals that fit the words of a case',
      tag,
      input: { body: SuggestBody },
      output: StaffArticlesView,
      async handle({ body: { text, kind = null } }) {
        const limit = suggestedAtDesk;
        const found = await knowledge.suggest({ text, kind, all: true, on: today(), limit });
        return { articles: found.map(showForStaff) };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff/knowledge/:code',
      access: readers,
      summary: 'An article with all its versions',
      tag,
      input: { params: CodeParam },
      output: StaffArticleView,
      handle: ({ params }) => whole(knowledge, params.code),
    }),
  ];
}

async function whole(knowledge: KnowledgeRepository, code: string) {
  const article = await knowledge.article(code);
  if (!article) throw articleNotFound();
  const { section, audience, retiredAt, id } = article;
  const versions = (await knowledge.versions(id)).map(showVersion);
  return { code, section, audience, retired: retiredAt !== null, versions };
}

function writingRoutes({ knowledge, edit }: Dependencies): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/staff/knowledge',
      access: writers,
      summary: 'Write a new article; it is a draft until another person publishes it',
      tag,
      input: { body: ArticleBody },
      output: StaffArticleView,
      status: 201,
      idempotent: true,
      async handle({ actor, body: { code, section, audience, ...content }, requestId }) {
        await edit.add({ actor, requestId }, { code, section, audience }, content);
        return whole(knowledge, code);
      },
    }),
    defineRoute({
      method: 'put',
      path: '/staff/knowledge/:code/draft',
      access: writers,
      summary: 'Write on: the open draft anew, or a new version of what is published',
      tag,
      input: { params: CodeParam, body: ContentBody },
      output: StaffArticleView,
      async handle({ actor, params: { code }, body, requestId }) {
        await edit.write({ actor, requestId }, code, body);
        return whole(knowledge, code);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/knowledge/:code/submission',
      access: writers,
      summary: 'Hand a draft in for publication',
      tag,
      input: { params: CodeParam, body: SubmitBody },
      output: StaffArticleView,
      async handle({ actor, params: { code }, body: { act, version }, requestId }) {
        await edit.act({ actor, requestId }, code, act, version, undefined);
        return whole(knowledge, code);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/knowledge/:code/decisions',
      access: publishers,
      summary: 'Publish or return what somebody else has written; withdraw an article, or put it back',
      tag,
      input: { params: CodeParam, body: DecisionBody },
      output: StaffArticleView,
      async handle({ actor, params: { code }, body, requestId }) {
        const reason = body.act === 'return' ? body.reason : undefined;
        await edit.act({ actor, requestId }, code, body.act, body.version, reason);
        return whole(knowledge, code);
      },
    }),
  ];
}
