import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AccountFile, AccountsFound } from '../../api/accounts.types.ts';
import type { Answer, Body } from '../../api/answers.ts';
import { get, post } from '../../api/http.ts';
import { usePostOnce } from '../../api/post-once.ts';

export function useAccountSearch(text: string) {
  return useQuery({
    queryKey: ['accounts', text],
    queryFn: () => get<AccountsFound>('/staff/accounts', { query: text }),
    enabled: text.length >= 2,
    placeholderData: previous => previous,
  });
}

/** `contractNo` names another holder period than today's. */
export function useAccountFile(accountNo: string, contractNo: string | undefined) {
  return useQuery({
    queryKey: ['account', accountNo, contractNo],
    queryFn: () => get<AccountFile>(`/staff/accounts/${accountNo}`, { contractNo }),
  });
}

export type MonthOfUsage = Answer<'GET /staff/accounts/:accountNo/usage'>['months'][number];

export function useUsage(accountNo: string, contractNo: string) {
  return useQuery({
    queryKey: ['account-usage', accountNo, contractNo],
    queryFn: async () =>
      (
        await get<{ months: MonthOfUsage[] }>(`/staff/accounts/${accountNo}/usage`, {
          months: 36,
          contractNo,
        })
      ).months,
  });
}

function useFreshFile(accountNo: string) {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['account', accountNo] });
}

export function useAddNote(accountNo: string, contractNo: string) {
  const onSuccess = useFreshFile(accountNo);
  const postOnce = usePostOnce();
  return useMutation({
    mutationFn: (text: string) => postOnce(`/staff/accounts/${accountNo}/notes`, { text, contractNo }),
    onSuccess: () => {
      return onSuccess();
    },
  });
}

export function useChangePlan(accountNo: string) {
  const onSuccess = useFreshFile(accountNo);
  return useMutation({
    mutationFn: (wish: Body<'POST /staff/accounts/:accountNo/plan'>) =>
      post(`/staff/accounts/${accountNo}/plan`, wish),
    onSuccess,
  });
}

export type StaffBill = Answer<'GET /staff/bills/:billNo'>;

export function useBill(billNo: string) {
  return useQuery({
    queryKey: ['staff-bill', billNo],
    queryFn: () => get<StaffBill>(`/staff/bills/${billNo}`),
  });
}

export function useReverseBill(bill: StaffBill) {
  const freshFile = useFreshFile(bill.accountNo);
  const client = useQueryClient();
  const postOnce = usePostOnce();
  return useMutation({
    mutationFn: (reason: string) => postOnce(`/staff/bills/${bill.billNo}/reversal`, { reason }),
    onSuccess: () =>
      Promise.all([freshFile(), client.invalidateQueries({ queryKey: ['staff-bill', bill.billNo] })]),
  });
}
