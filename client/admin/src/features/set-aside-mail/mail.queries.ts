import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Answer } from '../../api/answers.ts';
import { get, post } from '../../api/http.ts';
import { usePostOnce } from '../../api/post-once.ts';
import { countOf, waitingAt } from '../../app/feature.ts';

type List = Answer<'GET /staff/mail/set-aside'>;
export type SetAside = List['mails'][number];
export const shows = ['waiting', 'machines', 'dismissed'] as const;
export type Show = (typeof shows)[number];
export type Letter = Answer<'GET /staff/mail/set-aside/:id'>;

export const useSetAside = (show: Show) =>
  useQuery({
    queryKey: ['set-aside-mail', show],
    queryFn: () => get<List>('/staff/mail/set-aside', { show }),
    placeholderData: previous => previous,
  });

export const readSetAside = async () =>
  countOf((await get<List>('/staff/mail/set-aside', { show: 'waiting' })).waiting);

/** Each look is written down, so it is asked for once. */
export const useLetter = (id: number) =>
  useQuery({
    queryKey: ['set-aside-mail', 'letter', id],
    queryFn: () => get<Letter>(`/staff/mail/set-aside/${id}`),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

function useForget() {
  const client = useQueryClient();
  return () =>
    Promise.all(
      [
        ['set-aside-mail', 'waiting'],
        ['set-aside-mail', 'machines'],
        ['set-aside-mail', 'dismissed'],
        ...waitingAt('/set-aside-mail', '/cases?view=unassigned'),
      ].map(queryKey => client.invalidateQueries({ queryKey })),
    );
}

export function useMakeCase(id: number) {
  const forget = useForget();
  const postOnce = usePostOnce();
  return useMutation({
    mutationFn: () => postOnce<{ caseNo: string }>(`/staff/mail/set-aside/${id}/case`, {}),
    onSettled: forget,
  });
}

export function useDismiss(id: number) {
  const forget = useForget();
  return useMutation({
    mutationFn: (reason: string) => post(`/staff/mail/set-aside/${id}/dismissal`, { reason }),
    onSettled: forget,
  });
}
