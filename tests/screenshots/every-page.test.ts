/** A page that nobody takes a picture of is looked at by nobody. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { readRows, withoutRow } from '../bench-web/render.ts';
import { fullestShots, shotsOfEveryPage as hallShots } from './hall.ts';
import type { Scene } from './scene.ts';
import { shotsOfEveryPage as staffShots } from './staff-shots.ts';

/** Whatever is asked of it has a name. */
const anything: unknown = new Proxy(() => {}, {
  get: (_, key) => (key === Symbol.toPrimitive ? () => 'x' : anything),
  apply: () => anything,
});
const scene = anything as Scene;

test.each([
  ['the hall', () => hallShots(scene).map(({ page }) => page), 80],
  ['the staff view', () => staffShots(scene).map(({ page }) => page), 100],
])('every page of %s has its pictures, each by a name of its own', (_, namesOf, atLeast) => {
  const names = namesOf();
  expect(names.length).toBeGreaterThanOrEqual(atLeast);
  expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([]);
});

const root = join(import.meta.dirname, '../..');
const read = (name: string) => readFileSync(join(root, 'docs', name), 'utf8');
const document = read('bench-web.md');

test('every page of the hall is measured: docs/bench-web.md has its row', () => {
  const names = ['home · nobody', ...fullestShots(hallShots(scene)).map(({ page }) => page)];
  expect(withoutRow(names, readRows(document))).toEqual([]);
});

test('nothing was found of any page of the staff view: docs/looked-at.md has its row', () => {
  const record = read('looked-at.md');
  const names = staffShots(scene).map(({ page }) => page);
  expect(names.filter(name => !new RegExp(`^\\| ${name} \\| \\d+ \\| 0 \\|$`, 'm').test(record))).toEqual([]);
});

test.each(['weapp', 'alipay'])('every package of %s is weighed there', platform => {
  const weighed = [
    ...document.matchAll(new RegExp(`^\\| ${platform}: subpackage (\\w+) \\| [\\d.]+ \\|`, 'gm')),
  ];
  expect(weighed.map(([, name]) => name).sort()).toEqual(
    readdirSync(join(root, 'client/miniapp/src/packages')).sort(),
  );
  expect(document).toContain(`| ${platform}: main package | `);
});
