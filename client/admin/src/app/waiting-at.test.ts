import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { staffRoles } from '../api/staff.types.ts';
import { waitingFor } from './places.ts';

const folder = join(import.meta.dirname, '../features');
const queries = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.queries.ts'))
  .map(name => [name, readFileSync(join(folder, name), 'utf8')] as const);

test('a deed asks for the counts that it changes, each of which there is, and never for all of them', () => {
  const lists = waitingFor(staffRoles).map(({ to }) => to);
  const named = queries.flatMap(([, text]) =>
    [...text.matchAll(/waitingAt\(([^)]*)\)/g)].flatMap(([, given]) =>
      [...given!.matchAll(/'([^']+)'/g)].map(([, to]) => to!),
    ),
  );
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter(to => !lists.includes(to))).toEqual([]);
  expect(queries.filter(([, text]) => /(?<!\w)\['waiting'\]/.test(text)).map(([name]) => name)).toEqual([]);
});
