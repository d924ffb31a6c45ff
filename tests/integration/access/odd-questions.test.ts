/**
 * Walks every route that is asked with a query, and asks each of its questions in every odd way: what the rules do not take
 * is refused in words and changes nothing, what they take is answered, and nothing breaks.
 */
import { afterAll, describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import type { Route } from '../../../server/src/http/define-route.ts';
import { startHall } from '../../support/hall.ts';
import { allIsQuiet, contentsOf, faultOf, goodRequest } from './bad-input-walk.ts';
import { type Caller, type ExampleRequest, nameOf, send } from './example.ts';
import { requests } from './requests.ts';
import { openDesk } from './scene.ts';

const hall = await startHall({ environment: { REFUND_FOUR_EYES_ABOVE_FEN: '0' } });
const desk = await openDesk(hall);
afterAll(() => hall.close());

const oddValues = [
  '',
  ' ',
  '0',
  '-1',
  '1.5',
  '1e9',
  '99999999999',
  '99999999999999999999',
  'NaN',
  'true',
  '2026-02-30',
  '2026-13',
  '9999-12',
  '9999-12-31',
  "1' OR '1'='1",
  '%_\\',
  '户号',
  '\u{1F4A1}',
  '\u0000',
  'x'.repeat(3_000),
];

/** Names of the questions a route knows; of what is not an object of questions, none. */
function questionsOf({ query }: Route): string[] {
  return query && 'shape' in query ? Object.keys(query.shape as object) : [];
}

/** Every odd value of every question, and every question asked twice. */
function oddQuestions(route: Route, good: ExampleRequest): { what: string; query: URLSearchParams }[] {
  return questionsOf(route).flatMap(name => {
    const others = Object.entries(good.query ?? {}).filter(([key]) => key !== name);
    const asked = oddValues.map((value): [string, string][] => [[name, value]]);
    const twice = ['1', good.query?.[name] ?? '1'].map((value): [string, string] => [name, value]);
    return [...asked, twice].map(pairs => ({
      what: new URLSearchParams(pairs).toString().slice(0, 60),
      query: new URLSearchParams([...others, ...pairs]),
    }));
  });
}

/** As the server reads it: a question asked twice is a list. */
function isTaken(schema: z.ZodType, query: URLSearchParams): boolean {
  const read = Object.fromEntries(
    [...new Set(query.keys())].map(name => {
      const values = query.getAll(name);
      return [name, values.length > 1 ? values : values[0]];
    }),
  );
  return !JSON.stringify(read).includes('\\u0000') && schema.safeParse(read).success;
}

async function ask(
  route: Route,
  request: ExampleRequest,
  caller: Caller,
  query: URLSearchParams,
  language: 'zh' | 'en',
) {
  await hall.owner.query('DELETE FROM rate_limits');
  const headers = { ...request.headers, 'accept-language': language };
  return send(hall, route, { ...request, query, headers }, caller);
}

const asked = hall.app.routes.filter(
  route => requests[nameOf(route)] && route.access.kind !== 'signed' && questionsOf(route).length > 0,
);

it('finds the questions of every route that has some', () => {
  const hidden = hall.app.routes.filter(route => route.query && questionsOf(route).length === 0);
  expect(hidden.map(nameOf)).toEqual([]);
  expect(asked.length).toBeGreaterThan(40);
});

for (const route of asked)
  describe(nameOf(route), () => {
    it('refuses odd questions in words, answers what it takes, and breaks at none', async () => {
      const { request, caller } = await goodRequest(hall, desk, route);
      const questions = oddQuestions(route, request);
      const taken = questions.filter(({ query }) => isTaken(route.query!, query));
      const refused = questions.filter(each => !taken.includes(each));
      await allIsQuiet(hall);
      const before = await contentsOf(hall);
      const problems: string[] = [];
      for (const [index, { what, query }] of refused.entries()) {
        const language = index % 2 ? 'en' : 'zh';
        const answer = await ask(route, request, caller, query, language);
        const fault = faultOf(answer, language);
        if (fault) problems.push(`${what} → ${fault}: ${answer.text.slice(0, 200)}`);
      }
      expect(problems).toEqual([]);
      expect(await contentsOf(hall)).toEqual(before);
      // What is taken by a route that acts would act.
      for (const { what, query } of route.method === 'get' ? taken : []) {
        const answer = await ask(route, request, caller, query, 'zh');
        // A page for people says in HTML that there is nothing.
        const isPage = answer.status === 404 && answer.text.startsWith('<!doctype html>');
        if (answer.status >= 400 && !isPage && faultOf(answer, 'zh'))
          problems.push(`${what} → ${answer.status}: ${answer.text.slice(0, 200)}`);
      }
      expect(problems).toEqual([]);
    });
  });
