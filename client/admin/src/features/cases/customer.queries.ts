import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Answer } from '../../api/answers.ts';
import { get, post } from '../../api/http.ts';

export type CasePeople = Answer<'GET /staff/cases/:caseNo/people'>;
export type Candidate = CasePeople['candidates'][number];
type Timeline = Answer<'GET /staff/cases/:caseNo/customer-timeline'>;
export type TimelineLine = Timeline['lines'][number];

export function useCasePeople(caseNo: string, q: string) {
  return useQuery({
    queryKey: ['case', caseNo, 'people', q],
    queryFn: () => get<CasePeople>(`/staff/cases/${caseNo}/people`, q ? { q } : {}),
    placeholderData: previous => previous,
  });
}

export function useCustomerTimeline(caseNo: string, page: number) {
  return useQuery({
    queryKey: ['case', caseNo, 'customer-timeline', page],
    queryFn: () => get<Timeline>(`/staff/cases/${caseNo}/customer-timeline`, { page }),
    placeholderData: previous => previous,
  });
}

/** Linked to a person, or parted from them: the case and everything beside it are read anew. */
export function useLinking(caseNo: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (what: { personId: string; words?: string | undefined } | { reason: string }) =>
      'reason' in what
        ? post(`/staff/cases/${caseNo}/person-removal`, { words: what.reason })
        : post(`/staff/cases/${caseNo}/person`, what),
    onSuccess: () => client.invalidateQueries({ queryKey: ['case', caseNo] }),
  });
}
