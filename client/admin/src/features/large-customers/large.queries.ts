import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Answer, Body } from '../../api/answers.ts';
import { get } from '../../api/http.ts';
import { usePostOnce } from '../../api/post-once.ts';

type List = Answer<'GET /staff/large-customers'>;
export type LargeCustomer = List['customers'][number];
export type LargeFile = Answer<'GET /staff/large-customers/:accountNo'>;
export type Load = LargeFile['loads'][number];
export type Quarter = Answer<'GET /staff/accounts/:accountNo/quarters/:quarter'>;
export type LoadEntry = Body<'POST /staff/accounts/:accountNo/load-months'>;

export const useLargeCustomers = (q: string, page: number) =>
  useQuery({
    queryKey: ['large-customers', q, page],
    queryFn: () => get<List>('/staff/large-customers', { q, page }),
    placeholderData: previous => previous,
  });

export const useLargeFile = (accountNo: string) =>
  useQuery({
    queryKey: ['large-customers', 'file', accountNo],
    queryFn: () => get<LargeFile>(`/staff/large-customers/${accountNo}`),
  });

export const useQuarter = (accountNo: string, quarter: string) =>
  useQuery({
    queryKey: ['large-customers', 'quarter', accountNo, quarter],
    queryFn: () => get<Quarter>(`/staff/accounts/${accountNo}/quarters/${quarter}`),
    placeholderData: previous => previous,
  });

export function useEnterLoad(accountNo: string) {
  const client = useQueryClient();
  const postOnce = usePostOnce();
  return useMutation({
    mutationFn: (entry: LoadEntry) => postOnce(`/staff/accounts/${accountNo}/load-months`, entry),
    onSettled: () => client.invalidateQueries({ queryKey: ['large-customers'] }),
  });
}
