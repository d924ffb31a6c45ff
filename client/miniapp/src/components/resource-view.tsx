import type { ReactNode } from 'react';
import { Box } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';
import type { Resource } from '@/state/resource';
import { ErrorState, type MoneyMeaning } from './error-state';
import { Skeleton } from './skeleton';

interface ResourceViewProps<T> {
  of: Resource<T>;
  skeleton?: { lines?: number; cards?: number };
  money?: MoneyMeaning;
  children: (data: T) => ReactNode;
}

/** Skeleton, then content; an error beside the last known content rather than instead of it. */
export function ResourceView<T>({ of, skeleton, money, children }: ResourceViewProps<T>) {
  const t = useTexts();
  const { data, error, stale, loading, reload } = of;
  return (
    <>
      {error && <ErrorState error={error} money={money} onRetry={() => void reload()} />}
      {data === undefined && !error && <Skeleton {...skeleton} />}
      {data !== undefined && stale && (
        <Box className="quiet" live="polite">
          {loading ? t('state.refreshing') : t('state.last-known')}
        </Box>
      )}
      {data !== undefined && children(data)}
    </>
  );
}
