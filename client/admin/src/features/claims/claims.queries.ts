import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Answer, Body } from '../../api/answers.ts';
import { get, post } from '../../api/http.ts';
import { waitingAt } from '../../app/feature.ts';

type ClaimsPage = Answer<'GET /staff/claims'>;
export type Claim = ClaimsPage['claims'][number];
export type ClaimStatus = Claim['status'];

export function useClaims(status: ClaimStatus | undefined, page: number) {
  return useQuery({
    queryKey: ['claims', status, page],
    queryFn: () => get<ClaimsPage>('/staff/claims', { status, page }),
    placeholderData: previous => previous,
  });
}

export async function readOpenClaims(): Promise<{ count: number; oldestAt: string | null }> {
  const { claims, total } = await get<ClaimsPage>('/staff/claims', { status: 'open', page: 1 });
  return { count: total, oldestAt: claims[0]?.createdAt ?? null };
}

export function useAnswerClaim(claimNo: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (answer: Body<'POST /staff/claims/:claimNo/answer'>) =>
      post<Claim>(`/staff/claims/${claimNo}/answer`, answer),
    onSettled: () =>
      Promise.all(
        [
          ['claims'],
          ...waitingAt('/claims', '/refunds?status=awaiting-approval', '/refunds?status=pending&way=payout'),
        ].map(queryKey => client.invalidateQueries({ queryKey })),
      ),
  });
}
