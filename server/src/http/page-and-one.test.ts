import { expect, test } from '@jest/globals';
import { pageAndOne } from './page-and-one.ts';

const rowsOf = (count: number) => async (page: number, size: number) =>
  Array.from({ length: count }, (_, at) => at + 1).slice((page - 1) * size, page * size);

test('leafing through a list meets every row once, and knows where it ends', async () => {
  for (const count of [0, 49, 50, 51, 100, 153]) {
    const met: number[] = [];
    let page = 0;
    for (let more = true; more; ) {
      page += 1;
      const rows = await pageAndOne(rowsOf(count), page, 50);
      met.push(...rows.slice(0, 50));
      more = rows.length > 50;
    }
    expect(met).toEqual(Array.from({ length: count }, (_, at) => at + 1));
    expect(page).toBe(Math.max(1, Math.ceil(count / 50)));
  }
});
