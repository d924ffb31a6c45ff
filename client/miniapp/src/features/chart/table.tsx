import { Box } from '@/elements/elements';
import './chart.scss';

interface TableProps {
  columns: string[];
  /** Each row's cells; the first names the row. */
  rows: string[][];
}

/** The figures behind a chart. */
export function Table({ columns, rows }: TableProps) {
  return (
    <Box as="table" className={columns.length > 3 ? 'table table--wide' : 'table'}>
      <Box as="thead">
        <Box as="tr" className="table__row table__row--head">
          {columns.map(column => (
            <Box as="th" key={column} className="table__cell">
              {column}
            </Box>
          ))}
        </Box>
      </Box>
      <Box as="tbody">
        {rows.map(([name = '', ...cells]) => (
          <Box as="tr" key={name} className="table__row">
            <Box as="th" className="table__cell">
              {name}
            </Box>
            {cells.map((cell, index) => (
              <Box as="td" key={columns[index + 1]} className="table__cell">
                {cell}
              </Box>
            ))}
          </Box>
        ))}
      </Box>
    </Box>
  );
}
