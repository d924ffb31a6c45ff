import { type UseQueryResult, useQueries } from '@tanstack/react-query';
import { type Waiting, type WaitingCount, waitingKey } from './feature.ts';
import { waitingFor } from './places.ts';
import { useMe } from './session.tsx';

export interface WaitingLine extends Waiting {
  query: UseQueryResult<WaitingCount>;
}

/** What waits for this member, asked again every minute. The rail and the home page share the answers. */
export function useWaiting(): WaitingLine[] {
  const lines = waitingFor(useMe().roles);
  const queries = useQueries({
    queries: lines.map(line => ({
      queryKey: waitingKey(line),
      queryFn: line.read,
      refetchInterval: 60_000,
      staleTime: 20_000,
      retry: false,
    })),
  });
  return lines.map((line, index) => ({ ...line, query: queries[index]! }));
}
