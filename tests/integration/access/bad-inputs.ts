/** Ways to spoil a good request. Each must be refused with a 4xx that says why, and must change nothing. */
import type { z } from 'zod';
import type { Route } from '../../../server/src/http/define-route.ts';
import type { Example, ExampleRequest } from './example.ts';

export interface BadInput {
  what: string;
  request: ExampleRequest;
}

type Path = (string | number)[];

/** Every way that applies to this route. */
export function badInputs(
  route: Route,
  good: ExampleRequest,
  { judgesRows, noneIsGood = [] }: Example,
): BadInput[] {
  const noFault = new Set(noneIsGood.flatMap(name => [`${name} is nothing`, `${name} is null`]));
  const all =
    route.body && route.bodyType === 'json'
      ? badBodies(route, good).filter(({ what }) => !noFault.has(what))
      : [];
  const bodies = judgesRows ? all.filter(({ request }) => !accepts(route.body, request.body)) : all;
  const files = route.bodyType === 'json' ? [] : badFiles(route, good);
  const keys = route.idempotent ? badKeys(good) : [];
  return [...bodies, ...files, ...keys, ...badParams(good), ...badQueries(route, good)];
}

/** Of bodies that are files and parsed by the handler. */
function badFiles(route: Route, good: ExampleRequest): BadInput[] {
  const withBody = (what: string, body: unknown): BadInput => ({ what, request: { ...good, body } });
  return [
    withBody('no body', undefined),
    withBody('an empty body', ''),
    withBody('rubbish', '\u0000电费'),
    withBody('a byte too many', tooMuch(route.bodyLimit)),
  ];
}

/** One byte more than the limit, sent piece by piece: the length is not announced, and nobody has to hold it all. */
function tooMuch(limit: number): ReadableStream<Uint8Array> {
  const piece = Buffer.alloc(256 * 1024, 'x');
  let left = limit + 1;
  return new ReadableStream({
    pull(to) {
      const now = piece.subarray(0, left);
      left -= now.length;
      to.enqueue(now);
      if (left === 0) to.close();
    },
  });
}

function badBodies(route: Route, good: ExampleRequest): BadInput[] {
  const body = good.body as object;
  const deep = 30_000;
  const withBody = (what: string, value: unknown): BadInput => ({ what, request: { ...good, body: value } });
  const type = (contentType: string) => ({ ...good.headers, 'content-type': contentType });
  return [
    withBody('JSON that breaks off', JSON.stringify(body).slice(0, -1)),
    withBody('text that is no JSON', '电费'),
    withBody('no body', undefined),
    withBody('an empty body', ''),
    withBody('a list', '[]'),
    withBody('null', 'null'),
    withBody('a bare text', '"text"'),
    withBody('lists within lists', '['.repeat(deep) + ']'.repeat(deep)),
    withBody('objects within objects', `${'{"a":'.repeat(deep / 3)}1${'}'.repeat(deep / 3)}`),
    withBody('a huge body', JSON.stringify({ ...body, padding: 'x'.repeat(route.bodyLimit) })),
    withBody('an unknown field', { ...body, surprise: 1 }),
    withBody('a poisoned prototype', `{"__proto__": {"isAdmin": true}, ${JSON.stringify(body).slice(1)}`),
    {
      what: 'another content type',
      request: { ...good, body: JSON.stringify(body), headers: type('text/plain') },
    },
    { what: 'a form', request: { ...good, body: 'a=1', headers: type('application/x-www-form-urlencoded') } },
    ...leavesOf(body).flatMap(path =>
      badLeaves(body, path).map(({ what, request }) => withBody(what, request.body)),
    ),
    ...fieldsOf(body)
      .map(path => ({ path, without: change(body, path) }))
      // A field that may be missing is no bad input.
      .filter(({ without }) => !accepts(route.body, without))
      .map(({ path, without }) => withBody(`no ${path.join('.')}`, without)),
  ];
}

const accepts = (schema: z.ZodType | undefined, value: unknown) => schema?.safeParse(value).success ?? true;

function badLeaves(body: object, path: Path): BadInput[] {
  const name = path.join('.');
  const old = path.reduce<unknown>((value, key) => (value as Record<string | number, unknown>)[key], body);
  const bad: [what: string, value: unknown][] = [
    ['an object', { weird: true }],
    ['a list', [['nested']]],
  ];
  if (typeof old !== 'number') bad.push(['a number', 12.5]);
  if (typeof old !== 'string') bad.push(['text', 'many']);
  if (typeof old !== 'boolean') bad.push(['a truth', false]);
  if (typeof old === 'string')
    bad.push(
      ['a NUL character', `${old}\u0000`],
      ['nothing but text', ''],
      ['endless text', 'x'.repeat(5_000)],
    );
  if (/Fen$/.test(name))
    bad.push(
      ['less than nothing', -1],
      ['nothing', 0],
      ['half a fen', 100.5],
      ['too much to count', 1e21],
      ['null', null],
      ['digits as text', '100'],
    );
  return bad.map(([what, value]) => ({
    what: `${name} is ${what}`,
    request: { body: change(body, path, value) },
  }));
}

function badKeys(good: ExampleRequest): BadInput[] {
  const withKey = (what: string, key: string) => ({
    what,
    request: { ...good, headers: { ...good.headers, 'idempotency-key': key } },
  });
  return [
    withKey('no idempotency key', ''),
    withKey('a short idempotency key', 'abc'),
    withKey('an endless idempotency key', 'k'.repeat(200)),
  ];
}

const badNames = [
  '../../../etc/passwd',
  "1' OR '1'='1",
  '\u0000',
  '户号',
  '-1',
  '1e9',
  '99999999999999999999',
  'x'.repeat(2_000),
];
/** As good as any, and nobody's. */
const unknownAccountNo = '3799999999999';

function badParams(good: ExampleRequest): BadInput[] {
  return Object.keys(good.params ?? {}).flatMap(name =>
    [...badNames, ...(name === 'accountNo' ? [unknownAccountNo] : [])].map(value => ({
      what: `${name} is ${JSON.stringify(value).slice(0, 40)}`,
      request: { ...good, params: { ...good.params, [name]: value } },
    })),
  );
}

function badQueries(route: Route, good: ExampleRequest): BadInput[] {
  if (!route.query) return [];
  return [{ what: 'an unknown question', request: { ...good, query: { ...good.query, surprise: '1' } } }];
}

/** Paths of everything in the body that is neither object nor list. */
function leavesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) =>
    leavesOf(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

/** Paths of every named field. */
function fieldsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    return [...(Array.isArray(value) ? [] : [here]), ...fieldsOf(inner, here)];
  });
}

/** A copy with another value at the path, or without it. */
function change(body: object, path: Path, value?: unknown): object {
  const copy = structuredClone(body) as Record<string | number, unknown>;
  const parent = path
    .slice(0, -1)
    .reduce<Record<string | number, unknown>>((at, key) => at[key] as typeof copy, copy);
  const last = path.at(-1)!;
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
}
