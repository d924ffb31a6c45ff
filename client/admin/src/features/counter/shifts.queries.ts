import { useQuery } from '@tanstack/react-query';
import type { Answer } from '../../api/answers.ts';
import { get } from '../../api/http.ts';

export type ShiftsPage = Answer<'GET /staff/desk/shifts'>;
export type Devices = Answer<'GET /staff/desk/devices'>;
export type Device = Devices['devices'][number];
export type CashBox = Devices['boxes'][number];
export type Terminals = Answer<'GET /staff/desk/card-terminals'>;
export type Batch = Terminals['batches'][number];

const readShifts = (status?: string) => get<ShiftsPage>('/staff/desk/shifts', { status });

export function useShifts() {
  return useQuery({ queryKey: ['desk-shifts'], queryFn: () => readShifts() });
}

export async function readClosedShifts() {
  const { shifts } = await readShifts('closed');
  return { count: shifts.length, oldestAt: shifts.at(-1)?.closedAt ?? null };
}

export async function readUnclearedPapers() {
  const { takings } = await get<Answer<'GET /staff/desk/takings'>>('/staff/desk/takings', {
    status: 'uncleared',
  });
  const amountFen = takings.reduce((sum, taking) => sum + taking.amountFen, 0);
  return { count: takings.length, amountFen, oldestAt: takings.at(-1)?.takenAt ?? null };
}

export function useDevices() {
  return useQuery({ queryKey: ['desk-devices'], queryFn: () => get<Devices>('/staff/desk/devices') });
}

export function useTerminals() {
  return useQuery({
    queryKey: ['desk-terminals'],
    queryFn: () => get<Terminals>('/staff/desk/card-terminals'),
  });
}
