import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Answer } from '../../api/answers.ts';
import { get } from '../../api/http.ts';
import { usePostOnce } from '../../api/post-once.ts';

export type HouseholdFile = Answer<'GET /staff/accounts/:accountNo/household-file'>;
type Rounds = Answer<'GET /staff/visit-rounds'>;
export type Round = Rounds['visits'][number];

export function useHouseholdFile(accountNo: string) {
  return useQuery({
    queryKey: ['household', accountNo],
    queryFn: () => get<HouseholdFile>(`/staff/accounts/${accountNo}/household-file`),
  });
}

export function useRounds(page: number) {
  return useQuery({
    queryKey: ['household', 'rounds', page],
    queryFn: () => get<Rounds>('/staff/visit-rounds', { page }),
    placeholderData: previous => previous,
  });
}

/** A grade or a visit: written once, however often it is pressed. */
export function useWriteDown(accountNo: string, what: 'risk' | 'visits') {
  const client = useQueryClient();
  const postOnce = usePostOnce();
  return useMutation({
    mutationFn: (body: object) => postOnce<HouseholdFile>(`/staff/accounts/${accountNo}/${what}`, body),
    onSettled: () => client.invalidateQueries({ queryKey: ['household'] }),
  });
}
