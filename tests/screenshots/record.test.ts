/** The record counts what was found, page by page: a page of which something was found stands out. */
import { expect, test } from '@jest/globals';
import type { Picture } from './album.ts';
import { renderRecord } from './record.ts';
import { viewsAt } from './views.ts';

const [zh, en] = viewsAt([1280]);
const taken = (page: string, view = zh!, problems: string[] = []): Picture => ({
  part: 'staff',
  page,
  view,
  file: `${page}.${view.name}.png`,
  problems,
});

test('each page has its line, with its pictures and what was found of them', () => {
  const record = renderRecord(
    [taken('refunds'), taken('refunds', en!, ['color-contrast: p']), taken('audit · none')],
    'npm run screenshots -- staff --record',
  );
  expect(record).toContain('Written by `npm run screenshots -- staff --record`');
  expect(record).toContain('2 pages, 3 pictures (1280-zh, 1280-en): 1 found.');
  expect(record).toContain('| refunds | 2 | 1 |\n| audit · none | 1 | 0 |');
});

test('where nothing was found, that is said', () => {
  expect(renderRecord([taken('refunds')], 'x')).toContain('1 pages, 1 pictures (1280-zh): nothing found.');
});
