import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Answer } from '../../api/answers.ts';
import { get, post } from '../../api/http.ts';
import { waitingAt } from '../../app/feature.ts';

export type Board = Answer<'GET /staff/supply-commands'>;
export type Command = Board['commands'][number];
export type FieldOrder = NonNullable<Command['fieldOrder']>;

export interface BoardFilter {
  show: string;
  accountNo: string;
  page: number;
}

/** Commands move by themselves while somebody looks. */
export function useCommands({ show, accountNo, page }: BoardFilter) {
  return useQuery({
    queryKey: ['supply-commands', show, accountNo, page],
    queryFn: () => get<Board>('/staff/supply-commands', { show, page, accountNo: accountNo || undefined }),
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  });
}

export function useVisit(orderNo: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ result, note }: { result: 'done' | 'failed'; note: string }) =>
      post(`/staff/field-orders/${orderNo}/${result}`, { note }),
    onSettled: () =>
      Promise.all(
        [
          ['supply-commands'],
          ['dunning'],
          ...waitingAt('/supply-commands?show=late', '/supply-commands?show=field', '/dunning'),
        ].map(queryKey => client.invalidateQueries({ queryKey })),
      ),
  });
}

export async function readLate() {
  const { late, oldestAt } = await get<Board>('/staff/supply-commands', { show: 'late' });
  return { count: late, oldestAt };
}

export async function readVisits() {
  const { total, commands } = await get<Board>('/staff/supply-commands', { show: 'field' });
  return { count: total, oldestAt: commands.at(-1)?.issuedAt ?? null };
}
