import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Answer, Body } from '../../api/answers.ts';
import { get, post } from '../../api/http.ts';
import { waitingAt } from '../../app/feature.ts';

type List = Answer<'GET /staff/follow-ups'>;
export type FollowUp = List['followUps'][number];
export type Outcome = Body<'POST /staff/follow-ups/:id/outcome'>;

export function useFollowUps(view: string, page: number) {
  return useQuery({
    queryKey: ['follow-ups', view, page],
    queryFn: () => get<List>('/staff/follow-ups', { view, page }),
    placeholderData: previous => previous,
  });
}

export async function readFollowUps(): Promise<{ count: number; oldestAt: string | null }> {
  const { open, followUps } = await get<List>('/staff/follow-ups', { view: 'open', page: 1 });
  return { count: open, oldestAt: followUps[0]?.dueAt ?? null };
}

export function useOutcome(id: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (outcome: Outcome) => post<List>(`/staff/follow-ups/${id}/outcome`, outcome),
    onSettled: () =>
      Promise.all(
        [['follow-ups'], ['cases'], ['case'], ...waitingAt('/follow-ups', '/cases?view=unassigned')].map(
          queryKey => client.invalidateQueries({ queryKey }),
        ),
      ),
  });
}
