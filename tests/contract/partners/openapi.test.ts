/** What partners are given as OpenAPI is whole: valid by itself, and true of the examples that both sides are tested against. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import openapiTS, { astToString } from 'openapi-typescript';
import { z } from 'zod';

// biome-ignore lint/suspicious/noExplicitAny: the test walks through a document of any shape
type Json = any;

const readJson = (file: string): Json =>
  JSON.parse(readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8'));
const document = readJson('docs/partners/openapi.json');
const trades = ['inquire', 'pay', 'query', 'reverse'];

function referencesOf(node: Json): string[] {
  if (node === null || typeof node !== 'object') return [];
  return Object.entries(node).flatMap(([name, value]) =>
    name === '$ref' ? [value as string] : referencesOf(value),
  );
}

const resolve = (reference: string): Json =>
  reference
    .replace(/^#\//, '')
    .split('/')
    .reduce((node: Json, name) => node?.[name], document);

test('every reference leads to something within the document, which an OpenAPI reader takes', async () => {
  const references = referencesOf(document);
  expect(references.length).toBeGreaterThan(20);
  expect(references.filter(reference => resolve(reference) === undefined)).toEqual([]);
  // Reads and judges the document by the rules of OpenAPI, and throws where it is not valid.
  expect(astToString(await openapiTS(JSON.stringify(document)))).toContain('InquireReply');
});

test("each trade says what is asked, what is answered, and the agency's own form of a refusal", () => {
  for (const trade of trades) {
    const { requestBody, responses } = document.paths[`/agency/v1/${trade}`].post;
    const name = `${trade[0]!.toUpperCase()}${trade.slice(1)}`;
    expect(requestBody.content['application/json'].schema.$ref).toBe(`#/components/schemas/${name}Request`);
    expect(referencesOf(responses['200'])).toEqual([
      `#/components/schemas/${name}Reply`,
      '#/components/schemas/Refusal',
    ]);
    for (const status of ['400', '401', '403', '404', '413', '429', '503'])
      expect(referencesOf(responses[status])).toEqual(['#/components/schemas/Refusal']);
    expect(responses['401'].description).toContain('1003');
    expect(referencesOf(responses['default'])).toContain('#/components/schemas/Refusal');
  }
});

const examples = readJson('tests/contract/agency/examples/agency-json.json') as {
  name: string;
  method: string;
  path: string;
  body: string;
  reply: { status: number; body: string };
}[];
const pathOf = (path: string) => path.replace(/\d{8}$/, '{date}');

test.each(examples.map(one => [one.name, one] as const))('%s is of the form that is described', (_, one) => {
  const operation = document.paths[pathOf(one.path)][one.method.toLowerCase()];
  const judge = (reference: string) => z.fromJSONSchema(resolve(reference));
  if (trades.some(trade => one.path.endsWith(trade)))
    judge(operation.requestBody.content['application/json'].schema.$ref).parse(JSON.parse(one.body));
  const answered = operation.responses[one.reply.status].content;
  if (!one.reply.body.startsWith('{')) return expect(answered).toHaveProperty('text/plain; charset=gbk');
  const reply = JSON.parse(one.reply.body);
  const forms = referencesOf(answered['application/json']).map(judge);
  // Exactly one: a refusal is never taken for a reply.
  expect(forms.filter(form => form.safeParse(reply).success)).toHaveLength(1);
});
