import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, idempotencyKey, post } from '../../api/http.ts';
import type { PaymentFile, PaymentPage, Refund } from '../../api/payments.types.ts';
import { usePostOnce } from '../../api/post-once.ts';
import { waitingAt } from '../../app/feature.ts';
import type { Verdict } from '../../components/decision.tsx';

export interface PaymentFilter {
  query: string;
  status: string;
  channel: string;
  from: string;
  to: string;
  page: number;
}

const fileKey = (paymentNo: string) => ['payment', paymentNo];

export function usePayments(filter: PaymentFilter) {
  return useQuery({
    queryKey: ['payments', filter],
    queryFn: () => get<PaymentPage>('/staff/payments', { ...filter }),
    placeholderData: previous => previous,
  });
}

/** Looks again every few seconds while money may still come or go back. */
export function usePaymentFile(paymentNo: string) {
  return useQuery({
    queryKey: fileKey(paymentNo),
    queryFn: () => get<PaymentFile>(`/staff/payments/${paymentNo}`),
    refetchInterval: query => (query.state.data && isMoving(query.state.data) ? 4_000 : false),
  });
}

function isMoving({ payment, refunds }: PaymentFile): boolean {
  return (
    payment.status === 'created' ||
    payment.status === 'pending' ||
    refunds.some(refund => refund.status === 'pending')
  );
}

function useFresh(paymentNo: string) {
  const client = useQueryClient();
  return () =>
    Promise.all(
      [
        fileKey(paymentNo),
        ['payments'],
        ['refunds'],
        ...waitingAt(
          '/odd-payments',
          '/claims',
          '/refunds?status=awaiting-approval',
          '/refunds?status=pending&way=payout',
          '/refunds?returned=waiting',
        ),
      ].map(queryKey => client.invalidateQueries({ queryKey })),
    );
}

export function useAskGateway(paymentNo: string) {
  const onSettled = useFresh(paymentNo);
  return useMutation({ mutationFn: () => post(`/staff/payments/${paymentNo}/query`), onSettled });
}

export interface RefundForm {
  amountFen: number;
  reason: string;
  tradeNo?: string;
  /** Kept until the answer is known, so that a second press refunds nothing twice. */
  key: string;
}

export const newRefundKey = idempotencyKey;

export function useRequestRefund(paymentNo: string) {
  const onSettled = useFresh(paymentNo);
  return useMutation({
    mutationFn: ({ key, ...body }: RefundForm) =>
      post<Refund>(`/staff/payments/${paymentNo}/refunds`, body, { 'Idempotency-Key': key }),
    onSettled,
  });
}

export function useDecideRefund(paymentNo: string, refundNo: string) {
  const onSettled = useFresh(paymentNo);
  const postOnce = usePostOnce();
  return useMutation({
    mutationFn: (verdict: Verdict) => postOnce<Refund>(`/staff/refunds/${refundNo}/approval`, verdict),
    onSettled,
  });
}

export function useConfirmPayout(paymentNo: string, refundNo: string) {
  const onSettled = useFresh(paymentNo);
  const postOnce = usePostOnce();
  return useMutation({
    mutationFn: (bankReference: string) =>
      postOnce<Refund>(`/staff/refunds/${refundNo}/payout`, { bankReference }),
    onSettled,
  });
}

export function useReportPayoutReturn(paymentNo: string, refundNo: string) {
  const onSettled = useFresh(paymentNo);
  const postOnce = usePostOnce();
  return useMutation({
    mutationFn: (body: { reason: string; bankReference?: string }) =>
      postOnce<Refund>(`/staff/refunds/${refundNo}/payout-return`, body),
    onSettled,
  });
}

export function useDecidePayoutReturn(paymentNo: string, refundNo: string, returnId: number) {
  const onSettled = useFresh(paymentNo);
  const postOnce = usePostOnce();
  return useMutation({
    mutationFn: (verdict: Verdict) =>
      postOnce<Refund>(`/staff/refunds/${refundNo}/payout-return-approval`, { returnId, ...verdict }),
    onSettled,
  });
}
