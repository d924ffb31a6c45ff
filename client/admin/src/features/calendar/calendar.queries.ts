import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Answer, Body } from '../../api/answers.ts';
import { get, post, put } from '../../api/http.ts';
import { waitingAt } from '../../app/feature.ts';

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
    onSuccess: calendar => {
      client.setQueryData(['calendar'], calendar);
      return Promise.all(waitingAt('/calendar').map(queryKey => client.invalidateQueries({ queryKey })));
    },
  });
}

export type Simulation = Answer<'POST /staff/application-deadlines/simulation'>;
type SimulationBody = Body<'POST /staff/application-deadlines/simulation'>;

/** What a year's days would do to running applications; nothing is changed by asking. */
export function useSimulation() {
  return useMutation({
    mutationFn: (body: SimulationBody) => post<Simulation>('/staff/application-deadlines/simulation', body),
  });
}

/** From November on, when the notice is usually out: in a year that is not known nobody is given a day of suspension. */
export const readUnknownYear = async () => ({
  count: (await get<Calendar>('/staff/calendar')).missing.length,
});
