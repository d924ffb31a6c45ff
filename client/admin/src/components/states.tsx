/** What a page shows when it has nothing to show, cannot load, or is still loading. */
import { Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { ApiError } from '../api/http.ts';
import { useTexts } from '../i18n/index.tsx';

export function EmptyState({ title, hint }: { title: string; hint?: string }) {
  return (
    <div className="state">
      <h2>{title}</h2>
      {hint ? <p>{hint}</p> : null}
    </div>
  );
}

/** In the server's words, with the number under which operators find it. */
export function FailureState({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTexts();
  const problem = error instanceof ApiError ? error : null;
  return (
    <div className="state" role="alert">
      <h2>
        {problem?.status === 0 || !problem ? t('state.unreachable') : problem.message || t('state.failed')}
      </h2>
      <p>
        {problem?.status === 0 ? t('state.unreachable-hint') : t('state.failed-hint')}
        {problem?.requestId ? (
          <span className="mono">
            <br />
            {t('state.request-no', { requestId: problem.requestId })}
          </span>
        ) : null}
      </p>
      {retry ? <Button onClick={retry}>{t('state.retry')}</Button> : null}
    </div>
  );
}

export interface QueryLike<T> {
  data: T | undefined;
  error: unknown;
  refetch(): unknown;
}

/** What is shown is not what the server would say now. */
function StaleNotice({ retry }: { retry: () => void }) {
  const { t } = useTexts();
  return (
    <div className="notice" role="status">
      {t('state.stale')}{' '}
      <Button type="link" size="small" onClick={retry}>
        {t('state.retry')}
      </Button>
    </div>
  );
}

/** Loading, failed, or the data. Old data stays on the screen while new data is on its way, and says so where none came. */
export function Loaded<T>({
  query,
  rows = 6,
  children,
}: {
  query: QueryLike<T>;
  rows?: number;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined)
    return (
      <>
        {query.error ? <StaleNotice retry={() => void query.refetch()} /> : null}
        {children(query.data)}
      </>
    );
  if (query.error) return <FailureState error={query.error} retry={() => void query.refetch()} />;
  return (
    <div style={{ padding: 16 }} aria-busy="true">
      <Skeleton active title={false} paragraph={{ rows }} />
    </div>
  );
}
