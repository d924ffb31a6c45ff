import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Answer, Body } from '../../api/answers.ts';
import { get, idempotencyKey, post, put } from '../../api/http.ts';
import { waitingAt } from '../../app/feature.ts';

export type OutagePage = Answer<'GET /staff/outages'>;
export type OutageRow = OutagePage['outages'][number];
export type OutageFile = Answer<'GET /staff/outages/:outageNo'>;
export type Preview = Answer<'POST /staff/outage-previews'>;
export type PreviewBody = Body<'POST /staff/outage-previews'>;
export type PlanBody = Body<'POST /staff/outages'>;
export type PlacesFound = Answer<'GET /staff/outage-places'>;
export type Recipients = Answer<'GET /staff/outages/:outageNo/recipients'>;
export type Figures = Answer<'GET /staff/outage-figures'>['figures'];
export type OutageAct = OutageFile['acts'][number];

export interface OutageFilter {
  status?: string;
  kind?: string;
  q?: string;
  page: number;
}

export function useOutages(filter: OutageFilter) {
  return useQuery({
    queryKey: ['outages', filter],
    queryFn: () => get<OutagePage>('/staff/outages', { ...filter }),
    placeholderData: keepPreviousData,
  });
}

/** While people are being told, the count moves. */
export function useOutage(outageNo: string | null) {
  return useQuery({
    queryKey: ['outage', outageNo],
    queryFn: () => get<OutageFile>(`/staff/outages/${outageNo}`),
    enabled: outageNo !== null,
    refetchInterval: ({ state }) =>
      state.data?.tellings.some(({ finishedAt }) => !finishedAt) ? 2_000 : false,
  });
}

export function useRecipients(outageNo: string, page: number, state: string | undefined) {
  return useQuery({
    queryKey: ['outage', outageNo, 'recipients', page, state],
    queryFn: () => get<Recipients>(`/staff/outages/${outageNo}/recipients`, { page, state }),
    placeholderData: keepPreviousData,
  });
}

export function useBuildings(outageNo: string) {
  return useQuery({
    queryKey: ['outage', outageNo, 'buildings'],
    queryFn: () =>
      get<Answer<'GET /staff/outages/:outageNo/buildings'>>(`/staff/outages/${outageNo}/buildings`),
  });
}

export function usePlaces(q: string) {
  return useQuery({
    queryKey: ['outage-places', q],
    queryFn: () => get<PlacesFound>('/staff/outage-places', { q }),
    enabled: q.length > 0,
    placeholderData: keepPreviousData,
  });
}

export function usePreview(body: PreviewBody | null) {
  return useQuery({
    queryKey: ['outage-preview', body],
    queryFn: () => post<Preview>('/staff/outage-previews', body),
    enabled: body !== null,
    placeholderData: keepPreviousData,
  });
}

/** One act on one outage; the answer is the outage as it then is. */
export function useAct(outageNo: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ path, body }: { path: string; body?: object }) =>
      post<OutageFile>(`/staff/outages/${outageNo}/${path}`, body, { 'Idempotency-Key': idempotencyKey() }),
    onSuccess: file => client.setQueryData(['outage', outageNo], file),
    onSettled: () =>
      Promise.all(
        [['outages'], ['outage', outageNo], ...waitingAt('/outages')].map(queryKey =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  });
}

export function useSavePlan(outageNo: string | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ kind, ...plan }: PlanBody) =>
      outageNo === null
        ? post<OutageFile>('/staff/outages', { kind, ...plan }, { 'Idempotency-Key': idempotencyKey() })
        : put<OutageFile>(`/staff/outages/${outageNo}`, plan),
    onSuccess: file => client.setQueryData(['outage', file.outageNo], file),
    onSettled: () => client.invalidateQueries({ queryKey: ['outages'] }),
  });
}

export async function readWaitingExceptions() {
  return get<Answer<'GET /staff/outage-exceptions'>>('/staff/outage-exceptions');
}

export function useFigures(by: 'month' | 'year', from: string, to: string) {
  return useQuery({
    queryKey: ['outage-figures', by, from, to],
    queryFn: () => get<{ figures: Figures }>('/staff/outage-figures', { by, from, to }),
    placeholderData: keepPreviousData,
  });
}
