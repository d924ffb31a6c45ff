/** Values that hold from a day or a moment on, every one of which stays on record. Pure. */

export interface DatedRow {
  id: number;
  name: string;
  /** A business date, or an instant. */
  validFrom: string | Date;
}

/** The row that holds: of those begun the latest; of two for one moment the one set last. */
export function rowInForce<Row extends DatedRow>(
  rows: readonly Row[],
  name: Row['name'],
  at: Row['validFrom'],
): Row | undefined {
  return rows
    .filter(row => row.name === name && row.validFrom <= at)
    .sort((left, right) => compare(left.validFrom, right.validFrom) || left.id - right.id)
    .at(-1);
}

export function stateOfRow<Row extends DatedRow>(
  row: Row,
  rows: readonly Row[],
  at: Row['validFrom'],
): 'scheduled' | 'in-force' | 'past' {
  if (row.validFrom > at) return 'scheduled';
  return rowInForce(rows, row.name, at)?.id === row.id ? 'in-force' : 'past';
}

const compare = (left: string | Date, right: string | Date) => (left < right ? -1 : left > right ? 1 : 0);
