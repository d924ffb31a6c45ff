import type { ComponentProps } from 'react';
import { DataTable } from './data-table.tsx';
import { ListTools } from './list-tools.tsx';
import { useColumns } from './use-columns.ts';

/** A list that can grow: its columns may be chosen, and its filters and columns kept as a view. */
export function ListTable<Row extends object>({
  list,
  exports,
  within,
  columns = [],
  ...table
}: ComponentProps<typeof DataTable<Row>> & {
  /** By which name its views and columns are kept. */
  list: string;
  exports?: ComponentProps<typeof ListTools>['exports'];
  /** In a panel of another page. */
  within?: boolean;
}) {
  const [shown, choice] = useColumns<Row>(list, columns);
  return (
    <>
      <div className="table-tools">
        <ListTools page={list} columns={choice} exports={exports} within={within} />
      </div>
      <DataTable<Row> {...table} columns={shown} />
    </>
  );
}
