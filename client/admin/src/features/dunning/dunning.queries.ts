import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Answer } from '../../api/answers.ts';
import { get, post } from '../../api/http.ts';

export type Board = Answer<'GET /staff/dunning'>;
export type Case = Board['cases'][number];
export type CaseFile = Answer<'GET /staff/dunning/:caseNo'>;

export function useBoard(status: string | undefined, page: number) {
  return useQuery({
    queryKey: ['dunning', status, page],
    queryFn: () => get<Board>('/staff/dunning', { status, page }),
    placeholderData: previous => previous,
  });
}

export function useCase(caseNo: string) {
  return useQuery({
    queryKey: ['dunning', caseNo],
    queryFn: () => get<CaseFile>(`/staff/dunning/${caseNo}`),
  });
}

export function useAct(caseNo: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ act, body }: { act: 'submit' | 'decide' | 'hold'; body: unknown }) =>
      post<CaseFile>(`/staff/dunning/${caseNo}/${act}`, body),
    onSettled: () =>
      Promise.all([['dunning'], ['waiting']].map(queryKey => client.invalidateQueries({ queryKey }))),
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
