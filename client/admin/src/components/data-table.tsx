import { Table, type TableProps } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { defineTexts, useFeatureTexts } from '../i18n/index.tsx';

const texts = defineTexts(
  {
    'table.actions': '操作',
    'table.item': '项目',
    'table.choice': '选择',
    'table.more': '详情',
    'table.none': '没有记录',
  },
  {
    'table.actions': 'Actions',
    'table.item': 'Item',
    'table.choice': 'Choice',
    'table.more': 'Details',
    'table.none': 'None',
  },
);

interface DataTableProps<Row> extends Omit<TableProps<Row>, 'scroll' | 'sticky' | 'size'> {
  /** What the table lists, for those who do not see it. */
  label: string;
  /** Cells may break their lines; otherwise a wide table scrolls sideways. */
  wraps?: boolean;
  /** Longer lists are leafed through. What is fetched piece by piece stands in one: `pagination={false}`. */
  pageSize?: number;
}

/** A dense table whose head stays in view. Where it is wider than its place, it can be scrolled by keyboard too. */
export function DataTable<Row extends object>({
  label,
  wraps,
  pageSize = 50,
  columns,
  rowSelection,
  expandable,
  ...table
}: DataTableProps<Row>) {
  const t = useFeatureTexts(texts);
  const region = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const element = region.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setScrolls(element.scrollWidth > element.clientWidth));
    for (const watched of [element, ...element.querySelectorAll('table')]) observer.observe(watched);
    return () => observer.disconnect();
  }, []);
  const unseen = (key: keyof (typeof texts)['zh']) => <span className="unseen">{t(key)}</span>;
  // A column without a heading of its own is named to those who do not see what stands in it.
  const named = columns?.map(column =>
    !column.title
      ? {
          ...column,
          title: unseen('dataIndex' in column ? 'table.item' : 'table.actions'),
        }
      : column,
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: no landmark, since the sheet around it has the same name, and no fields of a form
    <div
      role="group"
      ref={region}
      className={`data-table${wraps ? '' : ' one-line'}${scrolls ? ' scrolls' : ''}`}
      aria-label={label}
      tabIndex={scrolls ? 0 : undefined}
    >
      <Table<Row>
        size="small"
        pagination={
          (table.dataSource?.length ?? 0) > pageSize
            ? { pageSize, size: 'small', showSizeChanger: false }
            : false
        }
        columns={named}
        locale={{ emptyText: t('table.none') }}
        rowSelection={
          rowSelection?.hideSelectAll
            ? { columnTitle: unseen('table.choice'), ...rowSelection }
            : rowSelection
        }
        expandable={expandable && { columnTitle: unseen('table.more'), ...expandable }}
        {...table}
      />
    </div>
  );
}
