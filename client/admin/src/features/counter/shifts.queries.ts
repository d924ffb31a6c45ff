import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Answer } from '../../api/answers.ts';
import { get } from '../../api/http.ts';
import { countOf } from '../../app/feature.ts';

export type ShiftsPage = Answer<'GET /staff/desk/shifts'>;
export type Devices = Answer<'GET /staff/desk/devices'>;
export type Device = Devices['devices'][number];
export type CashBox = Devices['boxes'][number];
export type EventProblem = Devices['problems'][number];
export type Terminals = Answer<'GET /staff/desk/card-terminals'>;
export type Batch = Terminals['batches'][number];

export function useShifts(page: number) {
  return useQuery({
    queryKey: ['desk-shifts', page],
    queryFn: () => get<ShiftsPage>('/staff/desk/shifts', { page }),
    placeholderData: keepPreviousData,
  });
}

export const readClosedShifts = async () =>
  countOf((await get<ShiftsPage>('/staff/desk/shifts', { status: 'closed' })).waiting);

export const readUnclearedPapers = async () =>
  countOf(
    (await get<Answer<'GET /staff/desk/takings'>>('/staff/desk/takings', { status: 'uncleared' })).waiting,
  );

export function useDevices() {
  return useQuery({ queryKey: ['desk-devices'], queryFn: () => get<Devices>('/staff/desk/devices') });
}

export function useTerminals() {
  return useQuery({
    queryKey: ['desk-terminals'],
    queryFn: () => get<Terminals>('/staff/desk/card-terminals'),
  });
}
