import type { TableProps } from 'antd';
import { useState } from 'react';

type Columns<Row> = NonNullable<TableProps<Row>['columns']>;

export interface ColumnChoice {
  /** Every column that may be hidden, by key and title. */
  all: { key: string; title: string }[];
  /** Keys of those shown; empty: all. */
  shown: string[];
  choose(keys: string[]): void;
}

const storageKey = (page: string) => `dianting-staff-columns-${page}`;

/** The columns a member wants to see of a list; kept in this browser. The first column always stays: it opens the row. */
export function useColumns<Row>(page: string, columns: Columns<Row>): [Columns<Row>, ColumnChoice] {
  const [shown, setShown] = useState<string[]>(() => read(page));
  const keyOf = (column: Columns<Row>[number]) =>
    String(column.key ?? ('dataIndex' in column ? column.dataIndex : '') ?? '');
  const choosable = columns
    .slice(1)
    .filter(column => typeof column.title === 'string' && column.title !== '');
  const visible = columns.filter(
    column => shown.length === 0 || !choosable.includes(column) || shown.includes(keyOf(column)),
  );
  return [
    visible,
    {
      all: choosable.map(column => ({ key: keyOf(column), title: String(column.title) })),
      shown,
      choose(keys) {
        const kept = keys.length === choosable.length ? [] : keys;
        localStorage.setItem(storageKey(page), JSON.stringify(kept));
        setShown(kept);
      },
    },
  ];
}

function read(page: string): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey(page)) ?? '[]');
    return Array.isArray(stored) ? stored.map(String) : [];
  } catch {
    return [];
  }
}
