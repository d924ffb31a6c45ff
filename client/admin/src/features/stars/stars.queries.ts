import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Answer, Body } from '../../api/answers.ts';
import { get, idempotencyKey, post } from '../../api/http.ts';

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
  const [key] = useState(idempotencyKey);
  return useMutation({
    mutationFn: ({ path, body }: { path: string; body: object }) =>
      post<unknown>(`/staff/${path}`, body, { 'Idempotency-Key': key }),
    onSettled: () => client.invalidateQueries({ queryKey: ['stars'] }),
  });
}
