import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Answer, Body } from '../../api/answers.ts';
import { get, post } from '../../api/http.ts';
import { usePostOnce } from '../../api/post-once.ts';
import { waitingAt } from '../../app/feature.ts';

export type Board = Answer<'GET /staff/dunning'>;
export type Case = Board['cases'][number];
export type CaseFile = Answer<'GET /staff/dunning/:caseNo'>;
export type AccountLadder = Answer<'GET /staff/accounts/:accountNo/dunning'>;
export type Plan = AccountLadder['plans'][number];
export type Plans = Answer<'GET /staff/instalments'>;
export type PlanBody = Body<'POST /staff/accounts/:accountNo/instalments'>;
export type NeedBody = Body<'POST /staff/accounts/:accountNo/special-needs'>;
export type Rules = Answer<'GET /staff/dunning-rules'>['rules'];
export type Rule = Rules[number];

export interface BoardFilter {
  status?: string;
  stop?: string;
  accountNo?: string;
  page: number;
}

/** An empty choice does not filter. */
const chosen = <T extends object>(filter: T) =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''));

export function useBoard(filter: BoardFilter) {
  return useQuery({
    queryKey: ['dunning', 'board', filter],
    queryFn: () => get<Board>('/staff/dunning', chosen(filter)),
    placeholderData: keepPreviousData,
  });
}

export function useCase(caseNo: string) {
  return useQuery({
    queryKey: ['dunning', caseNo],
    queryFn: () => get<CaseFile>(`/staff/dunning/${caseNo}`),
    // What is ordered goes on by itself.
    refetchInterval: ({ state }) =>
      state.data && ['approved', 'last-call', 'disconnecting', 'restoring'].includes(state.data.status)
        ? 5_000
        : false,
  });
}

function useFresh(...keys: string[]) {
  const client = useQueryClient();
  const keyed = [
    ...keys.map(key => [key]),
    ...waitingAt('/dunning', '/supply-commands?show=late', '/supply-commands?show=field'),
  ];
  return () => Promise.all(keyed.map(queryKey => client.invalidateQueries({ queryKey })));
}

export type CaseAct = 'submit' | 'decide' | 'hold' | 'served' | 'restore';

export function useAct(caseNo: string) {
  const onSettled = useFresh('dunning');
  return useMutation({
    mutationFn: ({ act, body }: { act: CaseAct; body: unknown }) =>
      post<CaseFile>(`/staff/dunning/${caseNo}/${act}`, body),
    onSettled,
  });
}

export function useAccountLadder(accountNo: string) {
  return useQuery({
    queryKey: ['dunning', 'account', accountNo],
    queryFn: () => get<AccountLadder>(`/staff/accounts/${accountNo}/dunning`),
  });
}

function useAccountPost<T>(accountNo: string, path: string) {
  const onSettled = useFresh('dunning', 'instalments');
  const postOnce = usePostOnce();
  return useMutation({
    mutationFn: (body: T) => postOnce<AccountLadder>(`/staff/accounts/${accountNo}/${path}`, body),
    onSettled,
  });
}

export const useAgree = (accountNo: string) => useAccountPost<PlanBody>(accountNo, 'instalments');
export const useAddNeed = (accountNo: string) => useAccountPost<NeedBody>(accountNo, 'special-needs');

export function useEnd(path: string) {
  const onSettled = useFresh('dunning', 'instalments');
  return useMutation({ mutationFn: (reason: string) => post(path, { reason }), onSettled });
}

export function usePlans(filter: { status: string; accountNo: string; page: number }) {
  return useQuery({
    queryKey: ['instalments', filter],
    queryFn: () => get<Plans>('/staff/instalments', chosen(filter)),
    placeholderData: keepPreviousData,
  });
}

export function useRules() {
  return useQuery({
    queryKey: ['dunning-rules'],
    queryFn: () => get<{ rules: Rules }>('/staff/dunning-rules'),
  });
}

export function useSetRule() {
  const client = useQueryClient();
  const postOnce = usePostOnce();
  return useMutation({
    mutationFn: (rule: Body<'POST /staff/dunning-rules'>) =>
      postOnce<{ rules: Rules }>('/staff/dunning-rules', rule),
    onSuccess: rules => client.setQueryData(['dunning-rules'], rules),
  });
}

export async function readToDecide(): Promise<{ count: number; amountFen: number }> {
  const { counts } = await get<Board>('/staff/dunning');
  const waiting = counts.filter(({ status }) => status === 'submitted' || status === 'proposed');
  return {
    count: waiting.reduce((sum, { count }) => sum + count, 0),
    amountFen: waiting.reduce((sum, { debtFen }) => sum + debtFen, 0),
  };
}
