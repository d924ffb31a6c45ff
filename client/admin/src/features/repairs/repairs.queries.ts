import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Answer } from '../../api/answers.ts';
import { get, post, put } from '../../api/http.ts';
import { waitingAt } from '../../app/feature.ts';

export type Board = Answer<'GET /staff/repairs'>;
export type BoardOrder = Board['orders'][number];
export type GridPoint = Board['points'][number];
export type Team = Board['teams'][number];
export type OrderFile = Answer<'GET /staff/repairs/:orderNo'>;
export type DeskAct = OrderFile['acts'][number];
export type CrewOrders = Answer<'GET /staff/crew/orders'>;
export type CrewOrder = Answer<'GET /staff/crew/orders/:orderNo'>;
export type CrewAct = CrewOrder['acts'][number];
export type Addresses = Answer<'POST /staff/crew/orders/:orderNo/addresses'>['addresses'];
type Waiting = Answer<'GET /staff/repairs/waiting'>;

/** Minutes count here: both pages look again by themselves. */
const lively = { refetchInterval: 10_000 } as const;

export const useBoard = () =>
  useQuery({ queryKey: ['repairs', 'board'], queryFn: () => get<Board>('/staff/repairs'), ...lively });

export const readWaiting = () => get<Waiting>('/staff/repairs/waiting');

export const useOrder = (orderNo: string) =>
  useQuery({
    queryKey: ['repairs', orderNo],
    queryFn: () => get<OrderFile>(`/staff/repairs/${orderNo}`),
    ...lively,
  });

export const useCrewOrders = () =>
  useQuery({ queryKey: ['crew'], queryFn: () => get<CrewOrders>('/staff/crew/orders'), ...lively });

export const useCrewOrder = (orderNo: string) =>
  useQuery({
    queryKey: ['crew', orderNo],
    queryFn: () => get<CrewOrder>(`/staff/crew/orders/${orderNo}`),
    ...lively,
  });

export async function readCrewWork(): Promise<{ count: number; oldestAt: string | null }> {
  const { orders } = await get<CrewOrders>('/staff/crew/orders');
  const open = orders.filter(({ status }) => status !== 'done' && status !== 'archived');
  return { count: open.length, oldestAt: open[0]?.dispatchedAt ?? null };
}

export function useForgetRepairs() {
  const client = useQueryClient();
  return () =>
    Promise.all(
      [['repairs'], ['crew'], ...waitingAt('/repairs', '/crew')].map(queryKey =>
        client.invalidateQueries({ queryKey }),
      ),
    );
}

/** The version that was on the screen goes along, so that nobody writes over what a colleague has just done. */
export function useDeskAct({ orderNo, version }: Pick<OrderFile, 'orderNo' | 'version'>) {
  const forget = useForgetRepairs();
  return useMutation({
    mutationFn: (act: { act: DeskAct } & Record<string, unknown>) =>
      post<OrderFile>(`/staff/repairs/${orderNo}/acts`, { version, ...act }),
    onSettled: forget,
  });
}

export function useCrewAct({ orderNo, version }: Pick<CrewOrder, 'orderNo' | 'version'>) {
  const forget = useForgetRepairs();
  return useMutation({
    mutationFn: (act: { act: CrewAct } & Record<string, unknown>) =>
      post<CrewOrder>(`/staff/crew/orders/${orderNo}/acts`, { version, ...act }),
    onSettled: forget,
  });
}

/** Each look is written down, so it is asked for and not loaded by itself. */
export const useAddresses = (orderNo: string) =>
  useMutation({
    mutationFn: async () =>
      (await post<{ addresses: Addresses }>(`/staff/crew/orders/${orderNo}/addresses`)).addresses,
  });

export const useCaseOrder = (caseNo: string) =>
  useQuery({
    queryKey: ['repairs', 'case', caseNo],
    queryFn: () => get<Answer<'GET /staff/cases/:caseNo/repair'>>(`/staff/cases/${caseNo}/repair`),
  });

export const useCrews = () =>
  useQuery({
    queryKey: ['repairs', 'crews'],
    queryFn: () => get<Answer<'GET /staff/repair-crews'>>('/staff/repair-crews'),
  });

export function useSetTeam() {
  const forget = useForgetRepairs();
  return useMutation({
    mutationFn: ({ username, teamId }: { username: string; teamId: number | null }) =>
      put(`/staff/repair-crews/${username}`, { teamId }),
    onSettled: forget,
  });
}
