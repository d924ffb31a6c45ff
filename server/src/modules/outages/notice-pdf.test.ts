/** Every home of a building stands on its notice, however many there are. */
import { expect, it } from '@jest/globals';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { BoardNotice } from './board-notice.ts';
import { renderNoticePdf } from './notice-pdf.ts';
import type { OutageRow } from './outages.repository.ts';

const at = new Date('2026-12-08T00:30:00Z');
const outage: OutageRow = {
  id: 1,
  outageNo: 'TD20261201000001',
  kind: 'planned',
  status: 'published',
  reason: '变压器增容改造',
  area: '文登区昆嵛路88号楼',
  fromAt: at,
  untilAt: new Date('2026-12-08T08:00:00Z'),
  knownAt: null,
  version: 1,
  createdBy: 'staff:dispatcher1',
  createdAt: at,
  publishedAt: at,
  noticeKept: true,
  begunAt: null,
  restoredAt: null,
  closedAt: null,
  cancelledAt: null,
};

async function pagesOf(count: number): Promise<string[]> {
  const homes = Array.from({ length: count }, (_, index) => ({
    accountNoMasked: `*********${String(index).padStart(4, '0')}`,
    nameMasked: '*明',
  }));
  const notice: BoardNotice = {
    utility: { zh: '文登区供电公司', en: 'Wendeng Power' },
    hotline: '95598',
    outage,
    building: { premisesId: 1, name: '文登区昆嵛路88号楼' },
    homes,
    pageUrl: 'https://hall.example.cn/o/TD20261201000001',
  };
  const pdf = await getDocument({ data: new Uint8Array(await renderNoticePdf(notice)), verbosity: 0 })
    .promise;
  const pages = Array.from({ length: pdf.numPages }, async (_, index) => {
    const { items } = await (await pdf.getPage(index + 1)).getTextContent();
    return items.map(item => ('str' in item ? item.str : '')).join('\n');
  });
  return Promise.all(pages);
}

it('fits a small building on one page', async () => {
  const pages = await pagesOf(9);
  expect(pages).toHaveLength(1);
  expect(pages[0]).toContain('*********0008');
});

it('goes on over as many pages as it takes, each of which says what it belongs to', async () => {
  const pages = await pagesOf(400);
  const all = pages.join('\n');
  for (let index = 0; index < 400; index += 1)
    expect(all.split(`*********${String(index).padStart(4, '0')}`)).toHaveLength(2);
  expect(pages.length).toBeGreaterThan(3);
  pages.slice(1).forEach((page, index) => {
    expect(page).toContain(outage.outageNo);
    expect(page).toContain(`${index + 2} / ${pages.length}`);
  });
});
