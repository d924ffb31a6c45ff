import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Answer, Body } from '../../api/answers.ts';
import { get, idempotencyKey, post } from '../../api/http.ts';
import { usePostOnce } from '../../api/post-once.ts';
import { upload } from '../../api/upload.ts';
import { waitingAt } from '../../app/feature.ts';

export type Calendar = Answer<'GET /staff/reconciliation/calendar'>;
export type CalendarDay = Calendar['days'][number];
export type DayDetail = Answer<'GET /staff/reconciliation/day'>;
export type DifferencePage = Answer<'GET /staff/reconciliation/differences'>;
export type Difference = DifferencePage['differences'][number];
export type DifferenceAction = Difference['actions'][number];
export type Settlements = Answer<'GET /staff/reconciliation/settlements'>;
export type Shares = Answer<'GET /staff/reconciliation/shares'>['shares'];

export interface DayRange {
  from: string;
  to: string;
}

const moving = 1_000;

/** Looks again while a day is being worked on. */
export function useCalendar(range: DayRange) {
  return useQuery({
    queryKey: ['reconciliation', 'calendar', range],
    queryFn: () => get<Calendar>('/staff/reconciliation/calendar', { ...range }),
    placeholderData: previous => previous,
    refetchInterval: query =>
      query.state.data?.days.some(day => day.status === 'running') ? 3 * moving : false,
  });
}

export function useDay(source: string, day: string) {
  return useQuery({
    queryKey: ['reconciliation', 'day', source, day],
    queryFn: () => get<DayDetail>('/staff/reconciliation/day', { source, day }),
    refetchInterval: query => (isMoving(query.state.data) ? moving : false),
  });
}

/** It runs, or has been asked for and will within half a minute. */
function isMoving(detail: DayDetail | undefined): boolean {
  if (!detail) return false;
  const { status, nextTryAt } = detail.day;
  return status === 'running' || (nextTryAt !== null && Date.parse(nextTryAt) <= Date.now());
}

export function useRun() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Body<'POST /staff/reconciliation/runs'>) => post('/staff/reconciliation/runs', body),
    onSettled: () => client.invalidateQueries({ queryKey: ['reconciliation'] }),
  });
}

export function useBringFile(onProgress: (part: number) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ file, ...query }: { source: string; day: string; part: string; file: File }) =>
      upload('/staff/reconciliation/files', { ...query, name: file.name.slice(0, 200) }, file, onProgress),
    onSettled: () => client.invalidateQueries({ queryKey: ['reconciliation'] }),
  });
}

export function useSettleFile(id: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ step, body }: { step: 'proposal' | 'decision'; body: object }) =>
      post<CalendarDay>(`/staff/reconciliation/files/${id}/${step}`, body, {
        'Idempotency-Key': idempotencyKey(),
      }),
    onSettled: () =>
      Promise.all(
        [['reconciliation'], ...waitingAt('/differences')].map(queryKey =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  });
}

export interface DifferenceFilter {
  status: 'waiting' | 'resolved' | '';
  class: string;
  source: string;
  day: string;
  channel: string;
  page: number;
}

export function useDifferences(filter: DifferenceFilter) {
  return useQuery({
    queryKey: ['reconciliation', 'differences', filter],
    queryFn: () => get<DifferencePage>('/staff/reconciliation/differences', { ...filter }),
    placeholderData: previous => previous,
  });
}

export async function readWaitingDifferences() {
  return (await get<DifferencePage>('/staff/reconciliation/differences', { status: 'waiting', page: 1 }))
    .waiting;
}

export function useSettleDifference(id: number) {
  const postOnce = usePostOnce();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ step, body }: { step: 'proposal' | 'decision'; body: object }) =>
      postOnce<Difference>(`/staff/reconciliation/differences/${id}/${step}`, body),
    onSettled: () =>
      Promise.all(
        [
          ['reconciliation'],
          ...waitingAt(
            '/differences',
            '/odd-payments',
            '/refunds?status=awaiting-approval',
            '/refunds?status=pending&way=payout',
          ),
          ['payments'],
          ['payment'],
        ].map(queryKey => client.invalidateQueries({ queryKey })),
      ),
  });
}

export function useSettlements(range: DayRange) {
  return useQuery({
    queryKey: ['reconciliation', 'settlements', range],
    queryFn: () => get<Settlements>('/staff/reconciliation/settlements', { ...range }),
    placeholderData: previous => previous,
  });
}

export function useShares(range: DayRange) {
  return useQuery({
    queryKey: ['reconciliation', 'shares', range],
    queryFn: () => get<{ shares: Shares }>('/staff/reconciliation/shares', { ...range }),
    placeholderData: previous => previous,
  });
}
