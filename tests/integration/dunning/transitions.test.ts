/** The tables of transitions in TypeScript and in the database say the same. */
import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { transitions as ofCases } from '../../../server/src/modules/dunning/dunning-case.ts';
import { transitions as ofCommands } from '../../../server/src/modules/supply-control/supply-command.ts';

const sql = readFileSync(
  new URL('../../../prisma/migrations/20261129000400_dunning/migration.sql', import.meta.url),
  'utf8',
);

function inDatabase(name: string): string[] {
  const body = sql.slice(sql.indexOf(`CREATE FUNCTION ${name}`));
  const list = body.slice(0, body.indexOf('THEN'));
  return [...list.matchAll(/\('([a-z-]+)', '([a-z-]+)'\)/g)].map(([, from, to]) => `${from} → ${to}`).sort();
}

const inCode = (table: Readonly<Record<string, readonly string[]>>) =>
  Object.entries(table)
    .flatMap(([from, tos]) => tos.map(to => `${from} → ${to}`))
    .sort();

it.each([
  ['check_dunning_transition', ofCases],
  ['check_supply_transition', ofCommands],
])('%s', (name, table) => {
  expect(inDatabase(name)).toEqual(inCode(table));
});
