import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Answer, Body } from '../../api/answers.ts';
import { get } from '../../api/http.ts';
import { usePostOnce } from '../../api/post-once.ts';

export type Stars = Answer<'GET /staff/stars'>;
export type Deductions = Answer<'GET /staff/star-deductions'>;
export type Deduction = Deductions['deductions'][number];
export type ServiceCard = Answer<'GET /staff/service-cards'>['cards'][number];
export type GivenCard = Body<'POST /staff/service-cards'>;
type Verification = Answer<'GET /staff/stars/:month/verification'>;

export function useStars(month: string | null) {
  return useQuery({
    queryKey: ['stars', 'month', month],
    queryFn: () => get<Stars>('/staff/stars', { month }),
    placeholderData: previous => previous,
  });
}

export function useVerification() {
  return useMutation({
    mutationFn: (month: string) => get<Verification>(`/staff/stars/${month}/verification`),
  });
}

export function useDeductions() {
  return useQuery({
    queryKey: ['stars', 'deductions'],
    queryFn: () => get<Deductions>('/staff/star-deductions'),
  });
}

export function useServiceCards() {
  return useQuery({
    queryKey: ['stars', 'cards'],
    queryFn: () => get<{ cards: ServiceCard[] }>('/staff/service-cards'),
  });
}

/** A change anywhere among stars; all of them are read again. */
export function useStarsPost() {
  const client = useQueryClient();
  const postOnce = usePostOnce();
  return useMutation({
    mutationFn: ({ path, body }: { path: string; body: object }) => postOnce<unknown>(`/staff/${path}`, body),
    onSettled: () => client.invalidateQueries({ queryKey: ['stars'] }),
  });
}
