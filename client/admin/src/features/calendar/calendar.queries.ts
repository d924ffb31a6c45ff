import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Answer, Body } from '../../api/answers.ts';
import { get, put } from '../../api/http.ts';

export type Calendar = Answer<'GET /staff/calendar'>;
export type CalendarYear = Calendar['years'][number];

export function useCalendar() {
  return useQuery({ queryKey: ['calendar'], queryFn: () => get<Calendar>('/staff/calendar') });
}

export function usePutYear() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ year, ...body }: { year: number } & Body<'PUT /staff/calendar/:year'>) =>
      put<Calendar>(`/staff/calendar/${year}`, body),
    onSuccess: calendar => client.setQueryData(['calendar'], calendar),
  });
}
