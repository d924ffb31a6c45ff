import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { get, idempotencyKey, post } from '../../api/http.ts';
import type { OddAction, OddPayment } from '../../api/payments.types.ts';

export type OddStatus = 'open' | 'resolved';

export interface OddPage {
  oddPayments: OddPayment[];
  /** All that are open, whatever the page shows. */
  openCount: number;
  page: number;
  hasMore: boolean;
}

export interface Resolution {
  action: OddAction;
  note: string;
  accountNo?: string;
  paymentNo?: string;
}

export function useOddPayments(status: OddStatus, page: number) {
  return useQuery({
    queryKey: ['odd-payments', status, page],
    queryFn: () => get<OddPage>('/staff/odd-payments', { status, page }),
    placeholderData: previous => previous,
  });
}

/** How many wait for a decision. */
export async function readOpenOddPayments(): Promise<{ count: number }> {
  const { openCount } = await get<OddPage>('/staff/odd-payments', { status: 'open', page: 1 });
  return { count: openCount };
}

export function useResolveOddPayment(id: number) {
  // One dialog, one decision: a second press repeats the same request.
  const [key] = useState(idempotencyKey);
  const client = useQueryClient();
  return useMutation({
    mutationFn: (resolution: Resolution) =>
      post<OddPayment>(`/staff/odd-payments/${id}/resolution`, resolution, { 'Idempotency-Key': key }),
    onSettled: () =>
      Promise.all(
        [['odd-payments'], ['waiting'], ['payments'], ['payment']].map(queryKey =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  });
}
