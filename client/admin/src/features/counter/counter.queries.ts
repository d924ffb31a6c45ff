import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AccountsFound } from '../../api/accounts.types.ts';
import type { Answer, Body } from '../../api/answers.ts';
import { get, idempotencyKey, post } from '../../api/http.ts';
import { usePostOnce } from '../../api/post-once.ts';
import type { Verdict } from '../../components/decision.tsx';

export type MyShift = Answer<'GET /staff/desk/shift'>;
export type Shift = NonNullable<MyShift['shift']>;
export type Quote = Answer<'GET /staff/desk/quote'>;
export type Slip = Answer<'GET /staff/desk/takings/:paymentNo'>;
export type Taking = Answer<'GET /staff/desk/takings'>['takings'][number];
export type CardSale = Answer<'GET /staff/desk/card-sales/:saleId'>;
export type Pays = Pick<Body<'POST /staff/desk/takings'>, 'accountNo' | 'holder' | 'items' | 'prepaymentFen'>;
export type Count = Body<'POST /staff/desk/shifts/:shiftNo/close'>;

export function useMyShift() {
  return useQuery({ queryKey: ['desk-shift'], queryFn: () => get<MyShift>('/staff/desk/shift') });
}

export function useTakings(filter: { shiftNo?: string; status?: Taking['status']; page?: number }) {
  return useQuery({
    queryKey: ['desk-takings', filter],
    queryFn: () => get<Answer<'GET /staff/desk/takings'>>('/staff/desk/takings', filter),
    placeholderData: keepPreviousData,
  });
}

/** Without a holder of whoever holds it now or, where nobody does, the latest who has something to pay. */
export const readQuote = (accountNo: string, holder?: number) =>
  get<Quote>('/staff/desk/quote', { accountNo, holder });
export const findCustomers = (query: string) => get<AccountsFound>('/staff/accounts', { query });

/** Everything of the desk that a change may have touched. */
export function useFreshDesk() {
  const client = useQueryClient();
  return () =>
    client.invalidateQueries({
      predicate: ({ queryKey }) => String(queryKey[0]).startsWith('desk-') || queryKey[0] === 'waiting',
    });
}

/** A POST under a key of its own, which changes only once it has succeeded: a second press changes nothing. */
export function useDeskPost<Given, Got>(path: (given: Given) => string, body: (given: Given) => unknown) {
  const fresh = useFreshDesk();
  const [key, setKey] = useState(idempotencyKey);
  return useMutation({
    mutationFn: (given: Given) => post<Got>(path(given), body(given), { 'Idempotency-Key': key }),
    onSuccess: () => setKey(idempotencyKey()),
    onSettled: fresh,
  });
}

export const useReviewShift = (shiftNo: string) =>
  useDeskPost<string, unknown>(
    () => `/staff/desk/shifts/${shiftNo}/review`,
    note => ({ note }),
  );

export const useUndoTaking = (paymentNo: string, what: 'void' | 'bounce') =>
  useDeskPost<string, unknown>(
    () => `/staff/desk/takings/${paymentNo}/${what}`,
    reason => ({ reason }),
  );

export function useConfirmBox(boxNo: string) {
  const fresh = useFreshDesk();
  const postOnce = usePostOnce();
  return useMutation({
    mutationFn: (verdict: Verdict) => postOnce(`/staff/desk/cash-boxes/${boxNo}/confirmation`, verdict),
    onSettled: fresh,
  });
}

export function useClearPaper(paymentNo: string) {
  const fresh = useFreshDesk();
  const postOnce = usePostOnce();
  return useMutation({
    mutationFn: (credited: Body<'POST /staff/desk/takings/:paymentNo/clear'>) =>
      postOnce<Slip>(`/staff/desk/takings/${paymentNo}/clear`, credited),
    onSettled: fresh,
  });
}

export type Tendered =
  | { tender: 'cash'; tenderedFen?: number }
  | { tender: 'cheque' | 'transfer'; reference: string; bank: string }
  | { tender: 'pay-code'; authCode: string }
  | { tender: 'card'; terminal: string };

const paths = {
  cash: 'takings',
  cheque: 'takings',
  transfer: 'takings',
  'pay-code': 'pay-codes',
  card: 'card-sales',
};

/** What the till has now: a slip, or a card sale that has no slip (yet). */
export type Outcome = { slip: Slip } | { sale: CardSale };

export function useTake() {
  const fresh = useFreshDesk();
  const [key, setKey] = useState(idempotencyKey);
  return useMutation({
    async mutationFn({ pays, tendered }: { pays: Pays; tendered: Tendered }): Promise<Outcome> {
      const { tender, ...rest } = tendered;
      const named = tender === 'pay-code' || tender === 'card' ? rest : tendered;
      const answer = await post<Slip | CardSale>(
        `/staff/desk/${paths[tender]}`,
        { ...pays, ...named },
        {
          'Idempotency-Key': key,
        },
      );
      if (!('saleId' in answer)) return { slip: answer };
      return answer.paymentNo === null ? { sale: answer } : { slip: await readSlip(answer.paymentNo) };
    },
    // A refused card or code may be tried again; what was taken must not be taken twice under a new key.
    onSuccess: () => setKey(idempotencyKey()),
    onSettled: fresh,
  });
}

export const readSlip = (paymentNo: string) => get<Slip>(`/staff/desk/takings/${paymentNo}`);

/** Looks again and again as long as nobody knows. */
export function useSlip(slip: Slip) {
  return useQuery({
    queryKey: ['desk-slip', slip.paymentNo],
    queryFn: () => readSlip(slip.paymentNo),
    initialData: slip,
    refetchInterval: ({ state }) => (state.data?.stage === 'waiting' ? 2_000 : false),
  });
}

export function useSale(sale: CardSale) {
  return useQuery({
    queryKey: ['desk-sale', sale.saleId],
    queryFn: () => get<CardSale>(`/staff/desk/card-sales/${sale.saleId}`),
    initialData: sale,
    refetchInterval: ({ state }) =>
      ['asking', 'reversing'].includes(state.data?.status ?? '') ? 3_000 : false,
  });
}
