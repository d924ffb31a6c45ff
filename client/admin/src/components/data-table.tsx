import { Table, type TableProps } from 'antd';
import { useEffect, useRef, useState } from 'react';

interface DataTableProps<Row> extends Omit<TableProps<Row>, 'scroll' | 'sticky' | 'size'> {
  /** What the table lists, for those who do not see it. */
  label: string;
  /** Cells may break their lines; otherwise a wide table scrolls sideways. */
  wraps?: boolean;
}

/** A dense table whose head stays in view. Where it is wider than its place, it can be scrolled by keyboard too. */
export function DataTable<Row extends object>({ label, wraps, ...table }: DataTableProps<Row>) {
  const region = useRef<HTMLElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const element = region.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setScrolls(element.scrollWidth > element.clientWidth));
    for (const watched of [element, ...element.querySelectorAll('table')]) observer.observe(watched);
    return () => observer.disconnect();
  }, []);
  return (
    <section
      ref={region}
      className={`data-table${wraps ? '' : ' one-line'}${scrolls ? ' scrolls' : ''}`}
      aria-label={label}
      tabIndex={scrolls ? 0 : undefined}
    >
      <Table<Row> size="small" pagination={false} {...table} />
    </section>
  );
}
