/**
 * A page, and the first row beyond it where there is one: it says whether another page follows.
 * Asked for as a page of one more row, the next page would begin one row too late.
 * @param read the n-th page of so many rows
 */
export async function pageAndOne<Row>(
  read: (page: number, size: number) => Promise<Row[]>,
  page: number,
  size: number,
): Promise<Row[]> {
  const rows = await read(page, size);
  return rows.length < size ? rows : [...rows, ...(await read(page * size + 1, 1))];
}
