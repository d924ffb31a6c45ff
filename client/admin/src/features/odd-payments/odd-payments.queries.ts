import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get } from '../../api/http.ts';
import type { OddAction, OddPage, OddPayment } from '../../api/payments.types.ts';
import { usePostOnce } from '../../api/post-once.ts';
import { type WaitingCount, waitingAt } from '../../app/feature.ts';
import type { Verdict } from '../../components/decision.tsx';

export type OddStatus = 'open' | 'resolved';

export interface Resolution {
  action: OddAction;
  note: string;
  accountNo?: string;
  paymentNo?: string;
  amountFen?: number;
}

export function useOddPayments(status: OddStatus, page: number) {
  return useQuery({
    queryKey: ['odd-payments', status, page],
    queryFn: () => get<OddPage>('/staff/odd-payments', { status, page }),
    placeholderData: previous => previous,
  });
}

/** How many wait for a decision, and since when. */
export async function readOpenOddPayments(): Promise<WaitingCount> {
  const { openCount, oddPayments } = await get<OddPage>('/staff/odd-payments', { status: 'open', page: 1 });
  const begun = oddPayments.map(odd => odd.createdAt).sort();
  return { count: openCount, oldestAt: begun[0] ?? null };
}

export function useResolveOddPayment(id: number) {
  const postOnce = usePostOnce();
  const onSettled = useFresh();
  return useMutation({
    mutationFn: (resolution: Resolution) =>
      postOnce<OddPayment>(`/staff/odd-payments/${id}/resolution`, resolution),
    onSettled,
  });
}

/** The second person's yes or no. */
export function useDecideProposal(id: number) {
  const postOnce = usePostOnce();
  const onSettled = useFresh();
  return useMutation({
    mutationFn: (verdict: Verdict) => postOnce<OddPayment>(`/staff/odd-payments/${id}/approval`, verdict),
    onSettled,
  });
}

/** Whatever shows the queue, or money that it moved, is read anew. */
function useFresh() {
  const client = useQueryClient();
  return () =>
    Promise.all(
      [
        ['odd-payments'],
        ...waitingAt(
          '/odd-payments',
          '/refunds?status=awaiting-approval',
          '/refunds?status=pending&way=payout',
        ),
        ['payments'],
        ['payment'],
      ].map(queryKey => client.invalidateQueries({ queryKey })),
    );
}
