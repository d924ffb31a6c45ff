import type { ReactNode } from 'react';
import { Pager } from './pager.tsx';
import { EmptyState, Loaded, type QueryLike } from './states.tsx';

/** A list that comes in pages: loading, failed, empty, or its rows with the way to the next ones. */
export function PagedSheet<T>({
  query,
  page,
  toPage,
  rowsOf,
  hasMore,
  empty,
  children,
}: {
  query: QueryLike<T>;
  page: number;
  toPage: (page: number) => void;
  rowsOf: (data: T) => readonly unknown[];
  hasMore: (data: T) => boolean;
  empty: { title: string; hint?: string };
  children: (data: T) => ReactNode;
}) {
  return (
    <div className="sheet">
      <Loaded query={query}>
        {data =>
          rowsOf(data).length === 0 && page === 1 ? (
            <EmptyState {...empty} />
          ) : (
            <>
              {children(data)}
              <Pager page={page} hasMore={hasMore(data)} onPage={toPage} />
            </>
          )
        }
      </Loaded>
    </div>
  );
}
